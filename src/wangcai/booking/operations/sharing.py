"""A room several pets of a household live in: who holds it, who holds it next, what each has slept in it (F21)."""

from datetime import datetime
from typing import Any

from wangcai.booking import states
from wangcai.booking.minutes import minute_of
from wangcai.booking.models import Booking, Hold
from wangcai.booking.operations.holding import cut_holds
from wangcai.booking.queries.stays import segments_of
from wangcai.kernel.public import Actor, run


def sharers_of(booking: Booking) -> list[Booking]:
    """The live bookings that sleep in this one's room."""
    if booking.kind != Booking.Kind.STAY:
        return []
    return list(Booking.objects.of(booking.chain_id).filter(shares=booking, state__in=states.LIVE).order_by("id"))


def hand_on_room(booking: Booking, by: Actor, *, begun: bool = False, leaves_at: datetime | None = None) -> bool:
    """The one that stays longest takes the room over from its holder. False where nobody shares it.

    With `leaves_at` the holder sleeps on in it until then, as one who shares it. `begun`: it slept in it, so what lies
    before the others came stays as what was.
    """
    sharers = list(
        Booking.objects.of(by).filter(shares=booking, state__in=states.LIVE).order_by("-ends_at", "starts_at", "id")
    )
    if not sharers:
        return False
    heir: Any = sharers[0]
    spans = [(minute_of(each.starts_at), minute_of(each.ends_at)) for each in sharers]
    if begun or leaves_at is not None:
        spans.append((minute_of(booking.starts_at), minute_of(leaves_at or booking.starts_at)))
    run("UPDATE booking_hold SET booking_id = %s WHERE booking_id = %s AND chain_id = %s",
        [heir.pk, booking.pk, by.chain_id])  # fmt: skip
    run(
        "UPDATE booking_booking SET shares_id = CASE WHEN id = %s THEN NULL ELSE %s END, version = version + 1"
        " WHERE shares_id = %s AND chain_id = %s",
        [heir.pk, heir.pk, booking.pk, by.chain_id],
    )
    trim_holds(heir, spans, booking, by)
    if leaves_at is not None:
        booking.shares_id = heir.pk
    return True


def trim_holds(heir: Booking, spans: list[tuple[int, int]], holder: Booking, by: Actor) -> None:
    """The room is taken only as long as somebody sleeps in it: `spans` are (from, to) of each."""
    holds = list(Hold.objects.of(by).filter(booking=heir).order_by("begins"))
    if not holds:
        return
    buffer = max(0, holds[-1].ends - minute_of(holder.ends_at))
    cut_holds(booking_id=heir.pk, minute=max(ends for _begins, ends in spans) + buffer, by=by)
    first = min(begins for begins, _ends in spans)
    values = [heir.pk, by.chain_id, first]
    run("DELETE FROM booking_hold WHERE booking_id = %s AND chain_id = %s AND ends <= %s", values)
    run("UPDATE booking_hold SET begins = %s WHERE booking_id = %s AND chain_id = %s AND begins < %s", [first, *values])


def slept_until(booking: Booking, minute: int) -> list[list[int]] | None:
    """The rooms of a stay up to a minute as its row keeps them; None where there is nothing to keep."""
    parts = [
        [part.room.pk, minute_of(part.begins_at), min(minute_of(part.ends_at), minute)] for part in segments_of(booking)
    ]
    return [part for part in parts if part[2] > part[1]] or None


def keep_slept(booking: Booking, by: Actor) -> None:
    """Before its room goes to another: write down where the pet slept."""
    booking.slept = slept_until(booking, minute_of(booking.ends_at))
    text = "UPDATE booking_booking SET slept = %s WHERE id = %s AND chain_id = %s"
    run(text, [booking.slept, booking.pk, by.chain_id])


def room_of_family(booking: Booking, room_id: int, minute: int, by: Actor) -> Booking | None:
    """The live stay in whose room the pet slept until this day, with its place still free; None where there is none."""
    if not booking.slept or booking.slept[-1][0] != room_id or sharers_of(booking):
        return None
    rows = Booking.objects.of(by).filter(state__in=states.LIVE, shares=None, store_id=booking.store_id)
    rows = rows.filter(kind=Booking.Kind.STAY, room_id=room_id, ends_at__gte=booking.ends_at)
    for host in rows.exclude(pk=booking.pk).select_related("room", "pet"):
        if host.room is None or not _family(host, booking):
            continue
        if 2 + len(sharers_of(host)) <= host.room.most_pets and minute_of(host.starts_at) <= minute:
            return host
    return None


def _family(one: Booking, other: Booking) -> bool:
    if one.visit == other.visit:
        return True
    homes = {b.pet.household_id if b.pet is not None else None for b in (one, other)}
    return len(homes) == 1 and homes != {None}
