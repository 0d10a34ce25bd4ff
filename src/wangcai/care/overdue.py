"""Owners of what has lapsed already are written to only when somebody presses for it, and sees the number first (F15)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wangcai.care.reminders import tell_of_vaccines, untold, with_owners
from wangcai.customers.public import Customer, Due, due_soon
from wangcai.journal.public import once
from wangcai.kernel.public import Actor, Refusal, local, now
from wangcai.shops.public import Store

DAYS_BACK = 60  # what lapsed longer ago is no forgotten date any more


class CountChanged(Refusal):
    code = "count_changed"
    sentence = _("要提醒的现在是 {count} 条，和刚才看到的不一样，请看过再按一次。")
    status = 409


@once
def remind_overdue(*, store: Store, expected: int, by: Actor, at: datetime | None = None) -> int:
    """Write to the owners of what has lapsed, each of them at most once a month; returns how many notices were made.

    `expected` is the number that was shown beside the button; CountChanged refuses where it no longer holds.
    """
    by.require_at("messages.send", store)
    at = at or now()
    found = _found(store, at)
    new = untold(store.chain_id, found)
    if len(new) != expected:
        raise CountChanged(count=len(new))
    return tell_of_vaccines(store, {key: found[key] for key in new}, at)


def overdue_untold(store: Store, at: datetime | None = None) -> int:
    """How many would be written to now."""
    return len(untold(store.chain_id, _found(store, at or now())))


def _found(store: Store, at: datetime) -> dict[str, tuple[Due, Customer]]:
    here = local(at, store.timezone)
    lapsed = [due for due in due_soon(store.chain_id, 0, today=here.date(), overdue=DAYS_BACK) if due.days < 0]
    return {
        f"vaccine_over:{due.pet.pk}:{due.code}:{due.due_on}:{here:%Y%m}": (due, owner)
        for due, owner in with_owners(store, lapsed)
    }
