"""How bookings look at the counter: words of time, colours of states, the one next step of a pet."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from wangcai.booking.public import Booking, states
from wangcai.care.public import gates
from wangcai.interfaces.ui.components.text import clock, day
from wangcai.interfaces.ui.public import address
from wangcai.kernel.public import Actor, NotFound, Refusal, local

TONES = {
    states.HELD: "neutral",
    states.REQUESTED: "accent",
    states.BOOKED: "booked",
    states.ARRIVED: "arrived",
    states.STARTED: "service",
    states.READY: "ready",
    states.DONE: "done",
    states.CANCELLED: "neutral",
    states.NO_SHOW: "danger",
}


@dataclass(frozen=True, slots=True)
class Step:
    """The next thing to do: its verb, and where it goes or what it posts to; `blocked` is the gate that asks for it.

    `vaccines`: what is missing there, said from the first day on: the book has to be brought along.
    """

    label: str
    icon: str
    href: str = ""
    post: str = ""
    blocked: Refusal | None = None
    vaccines: Refusal | None = None


def when_words(booking: Booking) -> str:
    """`11 月 23 日 周一 10:00–11:30`, or from day to day for a stay with its nights."""
    begins, ends = booking.starts_at, booking.ends_at
    if booking.kind == Booking.Kind.SLOT:
        return f"{day(begins)} {clock(begins)}–{clock(ends)}"
    zone = booking.store.timezone
    nights = (local(ends, zone).date() - local(begins, zone).date()).days
    return _("{begins} 至 {ends}，{nights} 晚").format(
        begins=f"{day(begins)} {clock(begins)}", ends=f"{day(ends)} {clock(ends)}", nights=nights
    )


def place_words(booking: Booking) -> str:
    """Who does it and where."""
    return " · ".join(part.name for part in (booking.worker, booking.room) if part)


def next_step(by: Actor, booking: Booking, job_id: int | None = None) -> Step | None:
    """What is to be done next with this pet by this person; None when nothing is, or it is not his."""
    found = _step(booking, job_id)
    if found is None or not by.may(found[0], booking.store_id):
        return None
    return found[1] if found[1].href or found[1].post else None


def _step(booking: Booking, job_id: int | None) -> tuple[str, Step] | None:
    if booking.state == states.REQUESTED:
        return "booking.write", Step(
            _("确认预约"), "checks", post=reverse("counter:visit_confirm", args=[booking.visit])
        )
    if booking.state in (states.BOOKED, states.NO_SHOW):
        return _door_step(booking)
    if booking.state in (states.ARRIVED, states.STARTED) and job_id:
        return "booking.see", Step(_("看服务单"), "clipboard-list", href=address("floor:job", job_id))
    if booking.state == states.READY:
        return "handover.pets", Step(_("交给主人"), "heart-handshake", href=address("floor:homegoing", booking.pk))
    return None


def _door_step(booking: Booking) -> tuple[str, Step]:
    """The first gate that is still shut, else the door itself."""
    found = gates(booking)
    shut = next(iter(found), None)
    vaccines = next((gate for gate in found[1:] if gate.code == "vaccine_gaps"), None)
    if shut is None:
        return "care.check_in", Step(
            _("接宠"), "door-enter", href=reverse("counter:booking_arrival", args=[booking.pk])
        )
    ways = {
        "inquiry_missing": ("care.check_in", _("健康问询"), "stethoscope", "counter:booking_inquiry"),
        "inquiry_undecided": ("care.check_in", _("决定能不能接"), "shield-check", "counter:booking_inquiry"),
        "inquiry_refused": ("care.check_in", _("看健康问询"), "stethoscope", "counter:booking_inquiry"),
        "inquiry_unconfirmed": ("care.check_in", _("再问一句，签名"), "signature", "counter:booking_inquiry"),
        "plan_unsigned": ("care.plan", _("方案与签字"), "signature", "counter:booking_plan"),
    }
    if shut.code in ways:
        permission, label, icon, name = ways[shut.code]
        return permission, Step(label, icon, href=reverse(name, args=[booking.pk]), blocked=shut, vaccines=vaccines)
    pet_url = address("counter:pet_health", booking.pet_id) or address("counter:pet", booking.pet_id)
    return "customers.see", Step(_("核实疫苗"), "vaccine", href=pet_url, blocked=shut)


def booking_of(request: Any, booking_id: int) -> Booking:
    """One booking with everything the pages of the door show; NotFound where it is not the actor's."""
    related = ("pet__breed", "pet__household", "service", "worker", "room", "store__chain", "customer")
    booking = Booking.objects.of(request.actor).filter(pk=booking_id).select_related(*related).first()
    if booking is None or not request.actor.sees(booking.store_id):
        raise NotFound
    return booking
