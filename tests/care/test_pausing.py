"""F30: stop at once, call the owner, go on only with the owner's word."""

from datetime import timedelta

import pytest

from tests.care.stays import NOON, booked, opened, sop, stay, ticks
from tests.cast import build_shop
from tests.delivery.way import on_duty
from tests.visits import build_services
from wangcai.care.public import (
    ContactAttempt,
    JobFrozen,
    JobMoved,
    JobPause,
    OwnerNotAsked,
    PauseOver,
    ServicePaused,
    decide_pause,
    finish_job,
    note_attempt,
    observe,
    open_pause,
    pause_job,
    refuse_while_paused,
    start_job,
    tick_step,
)
from wangcai.journal.public import Entry
from wangcai.kernel.public import Missing, NotAllowed, NotFound
from wangcai.work.public import Task

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=20)


@pytest.fixture
def shop():
    return build_shop()


@pytest.fixture
def made(shop):
    return build_services(shop)


@pytest.fixture
def job(shop, made):
    sop(shop, ticks("洗澡"))
    return start_job(job=opened(shop, booked(shop, made)), by=shop.groomer, at=NOON)


@pytest.fixture
def pause(shop, job):
    return pause_job(job=job, reason="牙龈发白", by=shop.groomer, at=LATER)


def called(shop, pause, reached=True):
    return note_attempt(pause=pause, way="phone", reached=reached, note="说马上来", by=shop.clerk, at=LATER)


def test_it_stops_the_clock_freezes_the_card_and_opens_a_call(shop, job):
    on_duty(shop, "xiaomei", "xiaozhou")
    look = observe(booking=job.booking, kind="temperature", value=405, by=shop.groomer, at=LATER)
    pause = pause_job(job=job, reason="发烧", observation=look, by=shop.groomer, at=LATER)
    assert (job.state, job.running_since, job.worked_s, pause.observation) == ("paused", None, 1200, look)
    task = Task.objects.of(shop.chain).get(kind="call", subject_kind="job")
    assert (
        task.owner == shop.people["xiaomei"] and "闪电" in task.title and task.due_at == LATER + timedelta(minutes=10)
    )
    assert Entry.objects.get(what="job.paused").facts["reason"] == "发烧"
    with pytest.raises(ServicePaused):
        refuse_while_paused(job.booking)


def test_a_reason_is_needed_and_one_pause_at_a_time(shop, job):
    with pytest.raises(Missing):
        pause_job(job=job, reason="", by=shop.groomer, at=LATER)
    assert job.state == "running"
    pause_job(job=job, reason="喘", by=shop.groomer, at=LATER)
    with pytest.raises(JobFrozen):
        pause_job(job=job, reason="再按一次", by=shop.groomer, at=LATER)
    assert JobPause.objects.of(shop.chain).count() == 1
    assert Task.objects.of(shop.chain).count() == 1


def test_no_going_on_before_the_owner_was_reached(shop, job, pause):
    with pytest.raises(OwnerNotAsked):
        decide_pause(pause=pause, decision="continue", decider="王先生", by=shop.groomer, at=LATER)
    called(shop, pause, reached=False)
    with pytest.raises(OwnerNotAsked):
        decide_pause(pause=pause, decision="continue", decider="王先生", by=shop.groomer, at=LATER)
    job.refresh_from_db()
    pause.refresh_from_db()
    assert job.state == "paused" and pause.decided_at is None
    assert Task.objects.of(shop.chain).get().state == "open"


def test_with_the_owner_s_word_it_goes_on(shop, job, pause):
    called(shop, pause, reached=False)
    called(shop, pause)
    decide_pause(
        pause=pause,
        decision="continue",
        decider="王先生",
        note="继续，轻一点",
        by=shop.groomer,
        at=LATER + timedelta(hours=1),
    )
    job.refresh_from_db()
    pause.refresh_from_db()
    assert (job.state, pause.channel, pause.decider) == ("running", "phone", "王先生")
    assert ContactAttempt.objects.of(shop.chain).count() == 2
    assert Task.objects.of(shop.chain).get().state == "done" and open_pause(job) is None
    refuse_while_paused(job.booking)
    tick_step(step=job.steps.get(), by=shop.groomer, at=LATER)
    done = finish_job(job=job, by=shop.groomer, at=LATER + timedelta(hours=1, minutes=10))
    assert done.worked_s == 1800  # twenty minutes before, ten after; the hour of waiting is not billed
    with pytest.raises(PauseOver):
        decide_pause(pause=pause, decision="stop", decider="王先生", by=shop.groomer, at=LATER)


@pytest.mark.parametrize("decision", ["stop", "vet"])
def test_stopping_ends_the_job_and_the_pet_can_be_fetched(shop, job, pause, decision):
    called(shop, pause)
    decide_pause(pause=pause, decision=decision, decider="王先生", by=shop.groomer, at=LATER)
    job.refresh_from_db()
    job.booking.refresh_from_db()
    assert job.state == "stopped" and job.booking.state == "ready"
    with pytest.raises(JobMoved):
        start_job(job=job, by=shop.groomer, at=LATER)


def test_a_boarding_pet_keeps_its_room(shop, made):
    sop(shop, ticks("入住"), code="boarding")
    job = start_job(job=opened(shop, stay(shop, made, state="arrived")), by=shop.by("aqiang"), at=NOON)
    pause = pause_job(job=job, reason="不吃", by=shop.by("aqiang"), at=LATER)
    called(shop, pause)
    decide_pause(pause=pause, decision="vet", decider="林女士", by=shop.by("aqiang"), at=LATER)
    job.booking.refresh_from_db()
    assert job.booking.state == "started"


def test_strangers_and_missing_words(shop, job, pause):
    other = build_shop("other")
    with pytest.raises(NotFound):
        note_attempt(pause=pause, way="phone", reached=True, by=other.groomer)
    with pytest.raises(NotAllowed):
        note_attempt(pause=pause, way="phone", reached=True, by=shop.picker)
    with pytest.raises(Missing):
        note_attempt(pause=pause, way="pigeon", reached=True, by=shop.groomer)
    called(shop, pause)
    for words in ({"decision": "", "decider": "王先生"}, {"decision": "stop", "decider": ""}):
        with pytest.raises(Missing):
            decide_pause(pause=pause, by=shop.groomer, **words)
    assert ContactAttempt.objects.of(shop.chain).count() == 1
