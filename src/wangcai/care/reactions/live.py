"""A grant to watch is given at check-in, written off when the pet went home or changed its room.

A new room with a camera gets a new one; so does an owner whose links staff have ended.
"""

from typing import Any

from django.db.models import Q

from wangcai.booking.public import Booking, BookingAdvanced, BookingReleased, RoomChanged, states
from wangcai.care.events.door import PetCheckedIn
from wangcai.care.models import CheckIn, ViewGrant
from wangcai.care.operations.viewing import end_grants, grant_view
from wangcai.customers.public import Customer, PortalShut
from wangcai.journal.public import Entry, react_to
from wangcai.kernel.public import system_actor


@react_to(PetCheckedIn)
def grant_at_the_door(happening: PetCheckedIn, entry: Entry) -> None:
    """Where the owner said yes and the room has a camera, she may watch from now on."""
    wished = CheckIn.objects.of(entry.chain_id).filter(booking_id=entry.subject_id, live_view=True)
    booking = Booking.objects.of(entry.chain_id).filter(pk=entry.subject_id).first()
    if booking and wished.exists():
        grant_view(booking=booking, by=system_actor(entry.chain_id), at=entry.happened_at)


@react_to(BookingAdvanced, BookingReleased)
def end_with_the_stay(happening: Any, entry: Entry) -> None:
    booking = Booking.objects.of(entry.chain_id).filter(pk=entry.subject_id).first()
    if booking and booking.state not in states.HERE:
        end_grants(booking=booking, why="left", by=system_actor(entry.chain_id), at=entry.happened_at)


@react_to(RoomChanged)
def follow_the_pet(happening: RoomChanged, entry: Entry) -> None:
    booking = Booking.objects.of(entry.chain_id).filter(pk=entry.subject_id).first()
    living = ViewGrant.objects.of(entry.chain_id).filter(booking_id=entry.subject_id, ended_at=None)
    if booking is None or not living.exists():
        return
    by = system_actor(entry.chain_id)
    if grant_view(booking=booking, by=by) is None:
        end_grants(booking=booking, why="moved", by=by, at=entry.happened_at)


@react_to(PortalShut)
def shut_the_old_address(happening: PortalShut, entry: Entry) -> None:
    """The owner's links are void, so is the address of the live view; a new one stands on the owner's own page."""
    files = Customer.objects.of(entry.chain_id).filter(Q(pk=entry.subject_id) | Q(merged_into=entry.subject_id))
    living = ViewGrant.objects.of(entry.chain_id).filter(
        booking__customer__in=files.values("pk"), ended_at=None, starts_at__lte=entry.happened_at
    )
    by = system_actor(entry.chain_id)
    for grant in living.select_related("booking__store__chain"):
        end_grants(booking=grant.booking, why="staff", by=by)
        grant_view(booking=grant.booking, by=by)
