"""Rounds by time, rooms to clean, premises checks and their trend."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wangcai.booking.public import Booking
from wangcai.care.models import CareRound, CareSchedule, PremisesCheck, RoomCleaning
from wangcai.care.operations.cleaning import HERE
from wangcai.customers.public import ActiveFlag, active_flags
from wangcai.kernel.public import Actor, NotFound, day_bounds, now
from wangcai.shops.public import Store, staff_names

LATE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One feeding, dose or walk. `late`: due more than 30 minutes ago."""

    round: CareRound
    plan: CareSchedule
    booking: Booking
    flags: list[ActiveFlag]
    late: bool
    by: str


@dataclass(frozen=True, slots=True)
class CleaningRow:
    """One room's cleaning of a day. `late`: past 20:00 and not done."""

    cleaning: RoomCleaning
    late: bool
    by: str


def rounds_of(by: Actor, store: Store, day: date, *, at: datetime | None = None) -> list[RoundRow]:
    """The rounds of a store's local day by time, without those that fell away. Three queries."""
    start, end = day_bounds(day, store.timezone)
    rows = (
        CareRound.objects.of(by)
        .filter(store=store, due_at__gte=start, due_at__lt=end)
        .exclude(state=CareRound.State.DROPPED)
        .select_related(
            "schedule__photo", "schedule__fee", "photo", "booking__pet", "booking__room", "booking__customer"
        )
        .order_by("due_at", "booking__room__position", "pk")
    )
    found = list(rows[:400])
    flags = active_flags([row.booking.pet_id for row in found if row.booking.pet_id])
    names = staff_names(by.chain_id, {row.by for row in found if row.by})
    moment = at or now()
    return [
        RoundRow(
            row, row.schedule, row.booking, flags.get(row.booking.pet_id or 0, []),
            row.state == CareRound.State.DUE and row.due_at + LATE < moment, names.get(row.by, ""),
        )
        for row in found
    ]  # fmt: skip


def round_for(by: Actor, round_id: int) -> CareRound:
    """One round; NotFound when it is not in a store this actor sees."""
    row = CareRound.objects.of(by).filter(pk=round_id).select_related("store", "booking", "schedule").first()
    if row is None or not by.sees(row.store_id):
        raise NotFound
    return row


def schedules_of(booking: Booking) -> list[CareSchedule]:
    """What a pet gets during its stay and still gets."""
    rows = CareSchedule.objects.of(booking.chain_id).filter(booking=booking, ended_at=None)
    return list(rows.select_related("photo", "fee", "asked").order_by("kind", "pk"))


def schedule_for(by: Actor, schedule_id: int) -> CareSchedule:
    """One schedule; NotFound when it is not in a store this actor sees."""
    row = CareSchedule.objects.of(by).filter(pk=schedule_id).select_related("booking__store").first()
    if row is None or not by.sees(row.booking.store_id):
        raise NotFound
    return row


def stays_here(by: Actor, store: Store) -> list[Booking]:
    """Boarding pets that are in the house, by room."""
    rows = Booking.objects.of(by).filter(store=store, kind=Booking.Kind.STAY, state__in=HERE)
    return list(rows.select_related("pet", "room", "customer").order_by("room__area", "room__position", "pk"))


def cleanings_of(by: Actor, store: Store, day: date, *, at: datetime | None = None) -> list[CleaningRow]:
    """The rooms to clean on a day, open ones first. Two queries."""
    rows = list(
        RoomCleaning.objects.of(by).filter(store=store, day=day).select_related("room", "photo")
        .order_by("room__area", "room__position", "pk")
    )  # fmt: skip
    names = staff_names(by.chain_id, {row.done_by for row in rows if row.done_by})
    moment = at or now()
    found = [CleaningRow(row, row.done_at is None and row.due_at < moment, names.get(row.done_by, "")) for row in rows]
    return sorted(found, key=lambda row: row.cleaning.done_at is not None)


def cleaning_for(by: Actor, cleaning_id: int) -> RoomCleaning:
    """One cleaning; NotFound when it is not in a store this actor sees."""
    row = RoomCleaning.objects.of(by).filter(pk=cleaning_id).select_related("room", "store").first()
    if row is None or not by.sees(row.store_id):
        raise NotFound
    return row


def premises_of(by: Actor, store: Store, *, until: date, days: int = 30) -> list[PremisesCheck]:
    """The checks of the last days, oldest first: today's are the last, the scores are the trend. One query."""
    rows = PremisesCheck.objects.of(by).filter(store=store, day__gt=until - timedelta(days=days), day__lte=until)
    return list(rows.select_related("photo").order_by("day", "at"))
