"""Things to remember of a pet or its owner, and that somebody spoke of them (F14)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wangcai.customers.events_health import RemarkEnded, RemarkMentioned, Remembered
from wangcai.customers.models import Customer, Pet, Remark
from wangcai.customers.rules import PRIVATE, must_be_ours
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotAllowed, NotFound, clean_line, now

SAME_VISIT = timedelta(hours=12)


@once
def remember(
    *, kind: str, text: str, by: Actor, pet: Pet | None = None, customer: Customer | None = None, private: bool = False,
    until: date | None = None, at: datetime | None = None,
) -> Remark:  # fmt: skip
    """Note something about a pet, its owner or both: health, likes, style or last (how it was done last time).

    A new `last` of a pet takes the place of the old one. `private` ones are the managers' and in no strip.
    """
    by.require("customers.see")
    must_be_ours(by, pet, customer)
    if private and not by.may(PRIVATE):
        raise NotAllowed(permission=PRIVATE)
    text = clean_line(text, most=200)
    if not text or kind not in Remark.Kind.values or (pet is None and customer is None):
        raise Missing(what=_("要记住的事"), field="text")
    at = at or now()
    if kind == Remark.Kind.LAST and pet is not None:
        Remark.objects.of(by).filter(pet=pet, kind=kind, ended_at=None).update(ended_at=at)
    row = Remark.objects.create(
        chain_id=by.chain_id,
        pet=pet,
        customer=customer,
        kind=kind,
        text=text,
        private=private,
        until=until,
        at=at,
        by=by.key,
    )
    record(Remembered(**_who(row), kind=kind, private=private), by=by, at=at)
    return row


@once
def mention(*, remark: Remark, by: Actor, at: datetime | None = None) -> Remark:
    """已提及: somebody spoke of it at this visit. A second tick within twelve hours changes nothing."""
    by.require("customers.see")
    must_be_ours(by, remark)
    _may_see(by, remark)
    at = at or now()
    rows = Remark.objects.of(by).filter(
        Q(mentioned_at=None) | Q(mentioned_at__lt=at - SAME_VISIT), pk=remark.pk, ended_at=None
    )
    if rows.update(mentioned_at=at, mentioned_by=by.key):
        record(RemarkMentioned(**_who(remark), kind=remark.kind), by=by, at=at)
    remark.refresh_from_db()
    return remark


@once
def end_remark(*, remark: Remark, by: Actor, at: datetime | None = None) -> Remark:
    """It is no longer so; the row stays."""
    by.require("customers.see")
    must_be_ours(by, remark)
    _may_see(by, remark)
    if Remark.objects.of(by).filter(pk=remark.pk, ended_at=None).update(ended_at=at or now()):
        record(RemarkEnded(**_who(remark), kind=remark.kind), by=by, at=at)
    remark.refresh_from_db()
    return remark


def _may_see(by: Actor, remark: Remark) -> None:
    if remark.private and not by.may(PRIVATE):
        raise NotFound


def _who(row: Remark) -> dict[str, Any]:
    return {"subject_id": row.pk, "pet_id": row.pet_id, "customer_id": row.customer_id}
