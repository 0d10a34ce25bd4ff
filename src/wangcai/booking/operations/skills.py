"""Who can do what, how well, and until when."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.booking.models import Skill
from wangcai.booking.operations.shifts import require_colleague
from wangcai.booking.roster_events import SkillEnded, SkillGranted
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotFound, Refusal, now, run
from wangcai.shops.public import Account


class SkillUnclear(Refusal):
    code = "skill_unclear"
    sentence = _("技能请选一项，级别在 1 到 9 之间。")
    field = "level"


@once
def grant_skill(
    *,
    account: Account,
    code: str,
    level: int = 1,
    expires_on: date | None = None,
    by: Actor,
    store: Any = None,
    at: datetime | None = None,
) -> Skill:
    """A person can do something, at a level, to the last day (None = for good). Granting again changes level and day."""
    require_colleague(account, by)
    by.require("booking.roster", store.pk if store is not None else None)
    if not 1 <= level <= 9 or not 1 <= len(code) <= 30 or not code.replace("_", "").isalnum() or not code.isascii():
        raise SkillUnclear
    give_skill(account, code, level=level, expires_on=expires_on, by=by, at=at or now(), store=store)
    return Skill.objects.of(by).get(account=account, code=code)


def give_skill(
    account: Account, code: str, *, level: int = 1, expires_on: date | None = None, by: Actor, at: datetime, store: Any
) -> None:
    """The writing itself, inside a use case that asked for its permission."""
    run(
        "INSERT INTO booking_skill (chain_id, account_id, code, level, expires_on, granted_at, granted_by)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (chain_id, account_id, code) DO UPDATE"
        " SET level = excluded.level, expires_on = excluded.expires_on, granted_at = excluded.granted_at,"
        " granted_by = excluded.granted_by",
        [by.chain_id, account.pk, code, level, expires_on, at, by.key],
    )
    happening = SkillGranted(
        subject_id=account.pk, store_id=getattr(store, "pk", None), code=code, level=level,
        until=str(expires_on or ""),
    )  # fmt: skip
    record(happening, by=by, at=at)


@once
def end_skill(*, skill: Skill, by: Actor, store: Any = None, at: datetime | None = None) -> None:
    """A person does something no more; bookings already made stay."""
    by.require("booking.roster", store.pk if store is not None else None)
    if not Skill.objects.of(by).filter(pk=skill.pk).delete()[0]:
        raise NotFound
    happening = SkillEnded(subject_id=skill.account_id, store_id=getattr(store, "pk", None), code=skill.code)
    record(happening, by=by, at=at or now())
