"""The steps of one visit of the demo shop, each through its use case and with its own time."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from wangcai.booking.public import Booking, Resource, Want
from wangcai.care.public import (
    CheckIn,
    Job,
    JobStep,
    answer_inquiry,
    asked_questions,
    book_visit,
    bookings_of,
    check_in,
    draft_plan,
    finish_job,
    inquiry_form,
    is_first_visit,
    read_back,
    second_tick,
    sign_plan,
    skip_step,
    start_job,
    start_timer,
    tick_step,
    visit_of,
)
from wangcai.catalogue.public import Variant
from wangcai.customers.public import Customer, Pet, VaccinePlan, record_health
from wangcai.demo import drawings
from wangcai.demo.people import People
from wangcai.files.public import StoredFile, keep_photo
from wangcai.handover.public import hand_over_pet, outcomes_of, write_report
from wangcai.kernel.public import Actor, local, moment
from wangcai.settlement.public import Tender, due_of, take_payments

MINUTE = timedelta(minutes=1)


@dataclass
class Floor:
    """The rooms and tables of one store, who works there, and the clock."""

    people: People
    places: dict[str, Resource]
    offers: dict[str, Variant]
    now: datetime
    random: Random
    pictures: dict[tuple, StoredFile] = field(default_factory=dict)

    @property
    def store(self) -> Any:
        return self.people.stores[0]

    @property
    def front(self) -> Actor:
        return self.people.front_of(self.store)

    def clock(self, hour: int, minute: int = 0, *, day: int = 0) -> datetime:
        """A moment of the store's clock, so many days from today."""
        from datetime import time

        today = local(self.now, self.store.timezone).date() + timedelta(days=day)
        return moment(today, time(hour, minute), self.store.timezone)

    def picture(self, kind: str, seed: int, species: str = "") -> StoredFile:
        """A kept drawing; the same one is kept once."""
        key = (kind, seed % 7, species)
        if key not in self.pictures:
            draw = {"signature": drawings.signature, "vaccine": drawings.vaccine_page}.get(kind)
            data = draw(seed) if draw else drawings.portrait(species, seed)
            self.pictures[key] = keep_photo(store=self.store, data=data, purpose=kind, by=self.front)
        return self.pictures[key]


def vaccinate(floor: Floor, pet: Pet, at: datetime) -> None:
    """Every required vaccine of the species, with proof, verified."""
    for plan in VaccinePlan.objects.of(floor.front).filter(species=pet.species):
        given = (at - timedelta(days=20 + pet.pk % 60)).date()
        record_health(
            pet=pet, kind=plan.kind, code=plan.code, given_on=given, product=plan.name, by=floor.front, verified=True,
            proof=floor.picture("vaccine", pet.pk), at=at,
        )  # fmt: skip


def book_one(
    floor: Floor, pet: Pet, customer: Customer, offer: str, starts_at: datetime, *, made_at: datetime, **more: Any
) -> Booking:
    """One pet's visit."""
    want = Want(service_id=floor.offers[offer].pk, pet_id=pet.pk, starts_at=starts_at, **more)
    channel = floor.random.choice(("counter", "phone", "portal"))
    visit = book_visit(store=floor.store, customer=customer, wants=[want], channel=channel, by=floor.front, at=made_at)
    return bookings_of(visit)[0]


def take_in(floor: Floor, booking: Booking, at: datetime, **more: Any) -> Booking:
    """Inquiry, plan, signature, check-in."""
    name = booking.customer.name if booking.customer else "主人"
    signed = floor.picture("signature", booking.pk)
    version = inquiry_form(booking)
    if version is not None:
        questions = asked_questions(version, first_visit=is_first_visit(booking), answers={})
        answers = {question["code"]: _healthy(question) for question in questions}
        answer_inquiry(
            booking=booking, answers=answers, signer=name, signature=signed, by=floor.front, at=at - 6 * MINUTE
        )
    plan = read_back(
        plan=draft_plan(booking=booking, by=floor.front, at=at - 4 * MINUTE), by=floor.front, at=at - 3 * MINUTE
    )
    sign_plan(plan=plan, way="tablet", signer=name, signature=signed, by=floor.front, at=at - 2 * MINUTE)
    facts = {"weight_g": 4000 + booking.pk % 9 * 1700, "stress": booking.pk % 3, "rhythm": "evening"} | more
    check_in(booking=booking, by=floor.front, at=at, **facts)
    booking.refresh_from_db()
    return booking


def _healthy(question: dict[str, Any]) -> str:
    """An answer that is not red."""
    if question["kind"] == "yes_no":
        return "yes" if "no" in question["red"] else "no"
    if question["kind"] == "choice":
        return next(choice["code"] for choice in question["choices"] if choice["code"] not in question["red"])
    return "正常" if question["kind"] == "text" else "4"


def begin(floor: Floor, booking: Booking, worker: str, at: datetime) -> Job:
    return start_job(job=Job.objects.of(floor.front).get(booking=booking), by=floor.people.by(worker), at=at)


def _measured(job: Job, step: JobStep) -> str:
    """A value that is believed: the weight of the door, water of 37 ℃, a healthy temperature."""
    if step.unit in ("℃", "°C"):
        return "37" if "水温" in step.text else "38.4"
    if step.unit == "kg":
        grams = (
            CheckIn.objects.of(job.chain_id).filter(booking=job.booking_id).values_list("weight_g", flat=True).first()
        )
        return f"{(grams or 4200) / 1000:g}"
    return "正常"


def work_through(
    floor: Floor, job: Job, worker: str, from_at: datetime, to_at: datetime, *, share: float = 1.0
) -> None:
    """Do the steps of a card one after the other, each with its proof; `share` leaves the last ones open."""
    by, second = floor.people.by(worker), floor.people.by("aqiang" if worker != "aqiang" else "xiaoman")
    steps = list(job.steps.all())
    for number, step in enumerate(steps[: round(len(steps) * share)]):
        at = from_at + (to_at - from_at) * (number + 1) / (len(steps) + 1)
        if step.need == "timer":
            start_timer(step=step, by=by, at=at - (step.minutes + 1) * MINUTE)
            tick_step(step=step, by=by, at=at)
        elif step.need == "photo":
            species = job.booking.pet.species if job.booking.pet else "dog"
            tick_step(step=step, photo=floor.picture("care", job.pk + number, species), by=by, at=at)
        elif step.need == "value":
            tick_step(step=step, value=_measured(job, step), by=by, at=at)
        elif step.need == "lot":
            skip_step(step=step, reason="用的是已开封的店用装", by=by, at=at)
        else:
            tick_step(step=step, by=by, at=at)
            if step.need == "second":
                second_tick(step=step, by=second, at=at)


def send_home(floor: Floor, booking: Booking, worker: str, at: datetime, *, note: str = "") -> None:
    """Finish, report, pay, hand over."""
    by = floor.people.by(worker)
    finish_job(job=Job.objects.of(by).get(booking=booking), by=by, at=at - 12 * MINUTE)
    booking.refresh_from_db()
    outcome = dict.fromkeys(outcomes_of(booking), (True, ""))
    write_report(
        booking=booking, outcome=outcome, mood="放松，愿意让人摸", diet="喝了水", stool="正常", findings=note,
        words="下次建议四到六周后再来", by=by, at=at - 8 * MINUTE,
    )  # fmt: skip
    visit = visit_of(booking)
    if visit is not None and due_of(visit.order) > 0:
        tender = Tender(floor.random.choice(("wechat", "alipay", "card")), due_of(visit.order))
        take_payments(order=visit.order, tenders=[tender], by=floor.front, at=at - 2 * MINUTE)
    hand_over_pet(
        booking=booking, collector=booking.customer, signature=floor.picture("signature", booking.pk), by=floor.front,
        at=at,
    )  # fmt: skip
