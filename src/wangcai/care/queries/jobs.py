"""Job cards as the floor sees them: mine today, one card with its steps, what was seen, the open pause."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from wangcai.booking.public import Booking, states
from wangcai.care import ranges
from wangcai.care.models import CheckIn, Job, JobPause, JobStep, Media, Observation, Plan
from wangcai.care.operations.jobs import settled, worked_seconds
from wangcai.customers.public import ActiveFlag, active_flags
from wangcai.kernel.public import Actor, NotFound, day_bounds, local, now
from wangcai.shops.public import Store, staff_names

WITH = ("booking__pet", "booking__customer", "booking__room", "booking__service", "worker", "store")
RECENT = 12
ACTIVE = (Job.State.OPEN, Job.State.RUNNING, Job.State.PAUSED)


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job in a list: the card, how far it is, the pet's warnings."""

    job: Job
    done: int
    steps: int
    flags: list[ActiveFlag]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One line of the card. `timer_ends` is when its minutes are over."""

    step: JobStep
    settled: bool
    timer_ends: datetime | None
    timer_over: bool
    done_by: str
    second_by: str


@dataclass(frozen=True, slots=True)
class Seen:
    """The last look of one kind: what it was, and what is normal for this species."""

    kind: str
    label: Any
    icon: str
    last: Observation | None
    range: ranges.Range


@dataclass(frozen=True, slots=True)
class Card:
    """Everything the page of one job shows. `worked_s` in seconds, pauses left out."""

    job: Job
    steps: list[StepRow]
    flags: list[ActiveFlag]
    check_in: CheckIn | None
    cautions: list[Any]
    seen: list[Seen]
    observations: list[Observation]
    pause: JobPause | None
    pauses: list[JobPause]
    media: list[Media]
    worked_s: int
    names: dict[str, str] = field(default_factory=dict)

    @property
    def left(self) -> int:
        return sum(1 for row in self.steps if not row.settled and row.step.required)


def jobs_of(by: Actor, store: Store, *, mine: bool = False, at: datetime | None = None) -> list[JobRow]:
    """Open jobs of a store, running first, and those finished today. Three queries."""
    day_start = day_bounds_of(store, at)
    rows = Job.objects.of(by).filter(store=store).filter(Q(state__in=ACTIVE) | Q(finished_at__gte=day_start))
    if mine:
        rows = rows.filter(Q(worker_id=by.id) | Q(worker__isnull=True))
    done = Count("steps", filter=Q(steps__done_at__isnull=False))
    found = list(
        rows.select_related(*WITH).annotate(done=done, total=Count("steps")).order_by("booking__starts_at", "pk")[:100]
    )
    flags = active_flags([job.booking.pet_id for job in found if job.booking.pet_id])
    rank = {Job.State.PAUSED: 0, Job.State.RUNNING: 1, Job.State.OPEN: 2}
    found.sort(key=lambda job: rank.get(Job.State(job.state), 3))
    return [JobRow(job, job.done, job.total, flags.get(job.booking.pet_id or 0, [])) for job in found]  # type: ignore[attr-defined]


def coming_today(by: Actor, store: Store, *, at: datetime | None = None) -> list[Booking]:
    """Pets that are here or expected today and have no job card yet. One query."""
    start = day_bounds_of(store, at)
    with_job = Job.objects.of(by).filter(store=store).values("booking_id")
    rows = Booking.objects.of(by).filter(
        store=store,
        state__in=(states.BOOKED, states.ARRIVED),
        starts_at__gte=start,
        starts_at__lt=start + timedelta(days=1),
    )
    return list(
        rows.exclude(pk__in=with_job)
        .select_related("pet", "customer", "service", "worker")
        .order_by("starts_at", "pk")[:60]
    )


def job_for(by: Actor, job_id: int) -> Job:
    """One job; NotFound when it is not in a store this actor sees."""
    job = Job.objects.of(by).filter(pk=job_id).select_related(*WITH, "sop").first()
    if job is None or not by.sees(job.store_id):
        raise NotFound
    return job


def step_for(by: Actor, step_id: int) -> JobStep:
    """One step; NotFound when its job is not in a store this actor sees."""
    step = JobStep.objects.of(by).filter(pk=step_id).select_related("job").first()
    if step is None or not by.sees(step.job.store_id):
        raise NotFound
    return step


def pause_for(by: Actor, pause_id: int) -> JobPause:
    """One pause; NotFound when its job is not in a store this actor sees."""
    pause = JobPause.objects.of(by).filter(pk=pause_id).select_related("job").first()
    if pause is None or not by.sees(pause.job.store_id):
        raise NotFound
    return pause


def job_of(booking: Booking) -> Job | None:
    """The job card of a booking, or None before check-in."""
    return Job.objects.of(booking.chain_id).filter(booking=booking).select_related(*WITH).first()


def open_pause(job: Job) -> JobPause | None:
    """The pause that waits for the owner's word."""
    found = JobPause.objects.of(job.chain_id).filter(job=job, decided_at=None).select_related("observation")
    return found.prefetch_related("attempts").first()


def card_of(job: Job, *, at: datetime | None = None) -> Card:
    """The whole card by a fixed number of queries."""
    moment, booking = at or now(), job.booking
    steps = list(job.steps.select_related("photo", "lot__variant"))
    looks = observations_of(booking, limit=60)
    pauses = list(job.pauses.prefetch_related("attempts").select_related("observation").order_by("-pk"))
    plan = Plan.objects.of(job.chain_id).filter(booking=booking, state=Plan.State.SIGNED).first()
    media = media_of(booking, limit=RECENT)
    names = staff_names(job.chain_id, _keys(steps, looks, pauses, media))
    return Card(
        job=job,
        steps=[_step_row(step, names, moment) for step in steps],
        flags=active_flags([booking.pet_id])[booking.pet_id] if booking.pet_id else [],
        check_in=CheckIn.objects.of(job.chain_id).filter(booking=booking).first(),
        cautions=plan.cautions if plan else [],
        seen=_seen(booking, looks),
        observations=looks[:RECENT],
        pause=next((pause for pause in pauses if pause.decided_at is None), None),
        pauses=pauses,
        media=media,
        worked_s=worked_seconds(job, moment),
        names=names,
    )


def observations_of(booking: Booking, *, limit: int = 200) -> list[Observation]:
    """What was seen of this pet during this booking, newest first."""
    return list(Observation.objects.of(booking.chain_id).filter(booking=booking).order_by("-at", "-pk")[:limit])


def media_of(booking: Booking, *, purpose: str = "", limit: int = 200) -> list[Media]:
    """Photos and videos of this booking, newest first."""
    rows = Media.objects.of(booking.chain_id).filter(booking=booking)
    if purpose:
        rows = rows.filter(purpose=purpose)
    return list(rows.select_related("file").order_by("-taken_at", "-pk")[:limit])


def media_row(by: Actor, media_id: int) -> Media:
    """One photo or video; NotFound when it is not in a store this actor sees."""
    row = Media.objects.of(by).filter(pk=media_id).select_related("booking", "file").first()
    if row is None or not by.sees(row.booking.store_id):
        raise NotFound
    return row


def media_for_owner(booking: Booking, *, limit: int = 200) -> list[Media]:
    """What the owner may see: told or of the hand-over, never with somebody else's pet in view."""
    shown = Q(told_at__isnull=False) | Q(purpose__in=(Media.Purpose.ARRIVAL, Media.Purpose.AFTER))
    rows = Media.objects.of(booking.chain_id).filter(shown, booking=booking, other_pets=False)
    return list(rows.select_related("file").order_by("-taken_at", "-pk")[:limit])


def day_bounds_of(store: Store, at: datetime | None) -> datetime:
    """The first moment of the store's present day."""
    day: date = local(at or now(), store.timezone).date()
    return day_bounds(day, store.timezone)[0]


def _step_row(step: JobStep, names: dict[str, str], at: datetime) -> StepRow:
    ends = step.timer_at + timedelta(minutes=step.minutes) if step.timer_at else None
    return StepRow(
        step, settled(step), ends, bool(ends and ends <= at), names.get(step.done_by, ""), names.get(step.second_by, "")
    )


def _seen(booking: Booking, looks: list[Observation]) -> list[Seen]:
    species = booking.pet.species if booking.pet else ""
    last: dict[str, Observation] = {}
    for look in looks:
        last.setdefault(look.kind, look)
    return [
        Seen(kind, label, ranges.ICONS[kind], last.get(kind), ranges.normal(species, kind))
        for kind, label in ranges.KINDS.items()
    ]


def _keys(steps: list[JobStep], looks: list[Observation], pauses: list[JobPause], media: list[Media]) -> set[str]:
    keys = {step.done_by for step in steps} | {step.second_by for step in steps} | {look.by for look in looks}
    for pause in pauses:
        keys |= {pause.paused_by, pause.decided_by} | {attempt.by for attempt in pause.attempts.all()}
    return (keys | {row.by for row in media}) - {""}
