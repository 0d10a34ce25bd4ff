"""A look at the pet: breathing, temperature, mood, appetite, stool, against what is normal for its kind (F30)."""

import uuid
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import Booking, about_booking, states
from wangcai.care import ranges
from wangcai.care.events.work import PetObserved
from wangcai.care.models import Observation
from wangcai.care.operations.jobs import PetNotHere
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotFound, Refusal, clean_line, now

# A look written down offline may arrive after the pet went home.
SEEN = (states.ARRIVED, states.STARTED, states.READY, states.DONE)


class ValueImpossible(Refusal):
    code = "value_impossible"
    sentence = _("{kind}写成了 {value}，不像真的，请再看一眼数字。")
    field = "value"


@once
def observe(
    *,
    booking: Booking,
    kind: str,
    value: int,
    note: str = "",
    client_key: uuid.UUID | None = None,
    by: Actor,
    at: datetime | None = None,
) -> Observation:
    """Write down what was seen. Breathing per minute, temperature in tenths of a degree, the rest 0–4.

    Outside the normal range of the species it is red, and stays red. With `client_key` sent twice it is kept once.
    """
    by.require_at("care.work", booking)
    if booking.state not in SEEN or booking.pet is None:
        raise PetNotHere
    if kind not in ranges.KINDS:
        raise NotFound
    if not ranges.possible(kind, value):
        shown = value / 10 if kind == ranges.TEMPERATURE else value
        raise ValueImpossible(kind=str(ranges.KINDS[kind]), value=shown)
    normal, moment = ranges.normal(booking.pet.species, kind), at or now()
    wanted = Observation(
        chain_id=by.chain_id, booking=booking, pet=booking.pet, kind=kind, value=value, low=normal.low,
        high=normal.high, red=normal.outside(value), note=clean_line(note), client_key=client_key, at=moment,
        by=by.key,
    )  # fmt: skip
    if client_key is None:
        wanted.save()
    else:
        before = _known(by, client_key)
        if before is not None:
            return before
        Observation.objects.bulk_create([wanted], ignore_conflicts=True)
        wanted = Observation.objects.of(by).get(client_key=client_key)
        if wanted.at != moment:
            return wanted  # somebody was quicker with the same key
    record(PetObserved(**about_booking(booking), kind=kind, value=value, red=wanted.red), by=by, at=at)
    return wanted


def _known(by: Actor, client_key: uuid.UUID) -> Observation | None:
    return Observation.objects.of(by).filter(client_key=client_key).first()
