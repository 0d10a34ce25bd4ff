"""The diary: sealed, read back, drained at least once, late commits not passed over."""

import threading
from dataclasses import dataclass

import pytest
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError

from wangcai.journal import draining
from wangcai.journal.public import (
    Entry,
    Happening,
    Reader,
    Setback,
    drain,
    effects_of,
    entry_line,
    forget_the_past,
    react_to,
    record,
    record_all,
    timeline,
)
from wangcai.kernel.public import now, run, system_actor, writing

BY = system_actor(1)


@dataclass(frozen=True, kw_only=True)
class Barked(Happening):
    WHAT = "test.barked"
    SUBJECT = "dog"
    SENTENCE = "汪 {times}"
    times: int


@pytest.fixture
def heard():
    """A reaction that hears every bark, and goes away again."""
    said: list[int] = []

    @react_to(Barked)
    def hear(happening, entry):
        if happening.times == 13:
            raise ValueError("thirteen")
        said.append(happening.times)

    yield said
    draining._reactions.pop(Barked.WHAT)


def bark(times, **more):
    return record(Barked(subject_id=7, times=times, **more), by=BY)


@pytest.mark.parametrize("text", ["UPDATE journal_entry SET what = 'x'", "DELETE FROM journal_entry"])
def test_nothing_in_the_diary_is_changed_or_deleted(db, text):
    bark(1)
    with pytest.raises(DatabaseError), transaction.atomic():
        run(text)
    assert Entry.objects.get().what == "test.barked"


def test_an_entry_is_read_back_with_its_sentence(db):
    first = bark(3, customer_id=5)
    second = record(Barked(subject_id=7, times=4, pet_id=9), by=BY, cause=first)
    line = entry_line(chain_id=1, entry_id=first)
    assert (line.sentence, line.actor, line.subject_kind) == ("汪 3", "system:0", "dog")
    assert entry_line(chain_id=2, entry_id=first) is None
    assert [x.id for x in effects_of(chain_id=1, entry_id=first)] == [second]
    assert [x.id for x in timeline(chain_id=1, subject=("dog", 7))] == [second, first]
    assert [x.id for x in timeline(chain_id=1, customer_id=5)] == [first]
    assert [x.id for x in timeline(chain_id=1, pet_ids=[9])] == [second]
    assert timeline(chain_id=1) == []


def test_facts_of_another_version_are_read_as_far_as_they_are_known(db):
    Entry.objects.create(
        chain_id=1,
        what="test.barked",
        subject_kind="dog",
        subject_id=1,
        facts={"times": 2, "new": 1},
        actor="x",
        happened_at=now(),
    )
    Entry.objects.create(
        chain_id=1, what="of.the.future", subject_kind="dog", subject_id=1, facts={}, actor="x", happened_at=now()
    )
    assert [x.sentence for x in timeline(chain_id=1, subject=("dog", 1))] == ["of.the.future", "汪 2"]


def test_reactions_see_every_entry_once_and_in_order(transactional_db, heard):
    record_all([Barked(subject_id=1, times=n) for n in range(5)], by=BY)
    drain()
    drain()
    assert heard == [0, 1, 2, 3, 4]


def test_a_failing_reaction_holds_nobody_up_and_is_tried_again(transactional_db, heard):
    bark(12), bark(13), bark(14)
    drain()
    assert heard == [12, 14]
    setback = Setback.objects.get()
    assert "thirteen" in setback.error and setback.attempts >= 1
    Setback.objects.update(next_at=now())
    drain()
    assert Setback.objects.get().attempts > setback.attempts


def test_the_past_can_be_forgotten(transactional_db, heard):
    bark(1)
    drain()
    bark(2)
    if connection.vendor == "postgresql":
        with transaction.atomic():
            forget_the_past()
    else:
        forget_the_past()
    drain()
    assert heard == [1]


def test_a_late_commit_is_not_passed_over(transactional_db, heard, engine):
    """PostgreSQL: an entry with a lower id may commit after one with a higher id; a reader of ids alone would skip it."""
    if engine != "postgresql":
        pytest.skip("SQLite has one writer: ids are in the order of commits")
    wrote, go = threading.Event(), threading.Event()

    def slow():
        with writing():
            bark(1)
            wrote.set()
            go.wait(20)
        connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    wrote.wait(20)
    bark(2)  # a later id, committed first
    drain()
    assert heard == []  # held back until the older transaction has ended
    control = [e.facts["times"] for e in Entry.objects.order_by("id")]
    assert control == [2]  # positive control: a reader of ids would go on to 2 now and never see 1
    go.set()
    thread.join(20)
    drain()
    assert sorted(heard) == [1, 2]


def test_two_readers_at_once_share_the_work(transactional_db, heard):
    record_all([Barked(subject_id=1, times=n) for n in range(100, 150)], by=BY)

    def read():
        drain()
        connections.close_all()

    connection.close()
    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(heard) == list(range(100, 150))
    assert Reader.objects.count() == 1
