"""A room, table or person is not to be booked for a while: cleaning, broken, isolation, or simply kept free."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.booking.events import ResourceBlocked, ResourceUnblocked, wall
from wangcai.booking.minutes import minute_after, minute_of
from wangcai.booking.models import Hold, Resource
from wangcai.booking.operations.holding import Lost, attempt, write_holds
from wangcai.booking.rules import SlotTaken, TimesUnclear
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Refusal, clean_line, now, run

LONGEST = timedelta(days=366)


class HoldGone(Refusal):
    code = "hold_gone"
    sentence = _("这段停用已经不在了，请刷新看看。")
    status = 409


@once
def block(
    *,
    resource: Resource,
    starts_at: datetime,
    ends_at: datetime,
    why: str,
    note: str = "",
    by: Actor,
    at: datetime | None = None,
) -> Hold:
    """Take a resource out of the calendar; whole minutes, the end is not included. Refuses with SlotTaken.

    `why` is one of Hold.Why but booking. Who cleans and inspects the rooms may do it as well as who books.
    """
    require_places(by, resource)
    if why not in Hold.Why.values or why == Hold.Why.BOOKING:
        raise TimesUnclear(field="why")
    if not timedelta(0) < ends_at - starts_at <= LONGEST:
        raise TimesUnclear
    begins, ends = minute_of(starts_at), minute_after(ends_at)
    try:
        with attempt():
            write_holds(
                store_id=resource.store_id, takes=[(resource.pk, begins, ends, None)], by=by, why=why,
                note=clean_line(note),
            )  # fmt: skip
    except Lost:
        raise SlotTaken from None
    hold = Hold.objects.of(by).get(resource=resource, begins=begins)
    zone = resource.store.timezone
    record(
        ResourceBlocked(
            subject_id=resource.pk, store_id=resource.store_id, name=resource.name, why=why,
            when=wall(starts_at, zone), until=wall(ends_at, zone),
        ),
        by=by, at=at or now(),
    )  # fmt: skip
    return hold


@once
def unblock(*, hold: Hold, by: Actor, at: datetime | None = None) -> None:
    """Put a blocked resource back into the calendar. Refuses with HoldGone, and never touches a booking's hold."""
    resource = hold.resource
    require_places(by, resource)
    gone = run(
        "DELETE FROM booking_hold WHERE id = %s AND chain_id = %s AND booking_id IS NULL", [hold.pk, by.chain_id]
    )
    if not gone:
        raise HoldGone
    happening = ResourceUnblocked(subject_id=resource.pk, store_id=resource.store_id, name=resource.name, why=hold.why)
    record(happening, by=by, at=at or now())


def require_places(by: Actor, resource: Any) -> None:
    if not by.may("booking.write", resource.store_id):
        by.require_at("care.premises", resource)
    by.require_at("booking.see", resource)
