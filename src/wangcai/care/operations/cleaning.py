"""Every taken boarding room is cleaned every day; missed by 20:00 it goes to the manager (obligation 2.14, F29)."""

from datetime import datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import Booking, Hold, Resource
from wangcai.care.events.work import CleaningMissed, RoomCleaned
from wangcai.care.models import RoomCleaning
from wangcai.care.operations.rounds import HERE
from wangcai.files.public import StoredFile
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Refusal, clean_line, local, moment, now, system_actor, writing
from wangcai.work.public import CLEAN, close_tasks, open_task

DUE_AT = time(20, 0)  # by the store's clock
BATCH = 100


class AlreadyCleaned(Refusal):
    code = "already_cleaned"
    sentence = _("{room} 今天已经打扫过了。")
    status = 409


def make_cleanings(*, at: datetime | None = None) -> int:
    """Write today's cleaning of every room a pet stays in; returns how many are new. Repeatable."""
    here = at or now()
    stays = Booking.objects.across_chains().filter(kind=Booking.Kind.STAY, state__in=HERE).select_related("store")
    by_store: dict[int, list[Booking]] = {}
    for booking in stays:
        by_store.setdefault(booking.store_id, []).append(booking)
    with writing():
        return sum(_of_store(bookings, here) for bookings in by_store.values())


@once
def clean_room(
    *, cleaning: RoomCleaning, photo: StoredFile | None = None, note: str = "", by: Actor, at: datetime | None = None
) -> RoomCleaning:
    """The room is clean, once a day; late is still done."""
    by.require_at("care.work", cleaning)
    changed = (
        RoomCleaning.objects.of(by)
        .filter(pk=cleaning.pk, done_at=None)
        .update(done_at=at or now(), done_by=by.key, photo=photo, note=clean_line(note))
    )
    if not changed:
        raise AlreadyCleaned(room=cleaning.room.name)
    close_tasks(chain_id=by.chain_id, subject=("room_cleaning", cleaning.pk), kinds=[CLEAN], by=by, at=at)
    happening = RoomCleaned(subject_id=cleaning.room_id, store_id=cleaning.store_id, room=cleaning.room.name)
    record(happening, by=by, at=at)
    cleaning.refresh_from_db()
    return cleaning


def chase_cleaning(*, at: datetime | None = None) -> int:
    """Rooms not cleaned in time go to the manager, once; returns how many. For the background loop."""
    here = at or now()
    missed = RoomCleaning.objects.across_chains().filter(due_at__lt=here, done_at=None, escalated_at=None)
    rows = missed.select_related("room", "store__chain").order_by("due_at", "pk")[:BATCH]
    return sum(_escalate(row, here) for row in rows)


def _escalate(cleaning: RoomCleaning, at: datetime) -> int:
    by = system_actor(cleaning.chain_id)
    with writing():
        mine = RoomCleaning.objects.of(cleaning.chain_id).filter(pk=cleaning.pk, done_at=None, escalated_at=None)
        if not mine.update(escalated_at=at):
            return 0
        open_task(
            store=cleaning.store, kind=CLEAN, subject=("room_cleaning", cleaning.pk), title=cleaning.room.name,
            permission="work.assign", due_at=at + timedelta(hours=1), by=by, at=at,
        )  # fmt: skip
        happening = CleaningMissed(subject_id=cleaning.room_id, store_id=cleaning.store_id, room=cleaning.room.name)
        record(happening, by=by, at=at)
    return 1


def _of_store(bookings: list[Booking], at: datetime) -> int:
    store = bookings[0].store
    day = local(at, store.timezone).date()
    rooms = _rooms_taken([booking.pk for booking in bookings], store.chain_id, at)
    rooms |= {booking.room_id for booking in bookings if booking.room_id and booking.shares_id is None and not rooms}
    known = set(RoomCleaning.objects.of(store.chain_id).filter(store=store, day=day).values_list("room_id", flat=True))
    due_at = moment(day, DUE_AT, store.timezone)
    new = [
        RoomCleaning(chain_id=store.chain_id, store=store, room_id=room_id, day=day, due_at=due_at)
        for room_id in sorted(rooms - known)
    ]
    RoomCleaning.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _rooms_taken(booking_ids: list[int], chain_id: int, at: datetime) -> set[int]:
    """The rooms these pets sleep in now: a stay that moved has more than one piece."""
    minute = int(at.timestamp()) // 60
    holds = Hold.objects.of(chain_id).filter(
        booking_id__in=booking_ids, begins__lte=minute, ends__gt=minute, resource__kind=Resource.Kind.ROOM
    )
    return set(holds.values_list("resource_id", flat=True))
