"""A task finds its person, is taken by one, handed on, closed, and sent up when late."""

from datetime import timedelta

import pytest

from tests.cast import NOON, build_shop
from tests.delivery.way import on_duty
from wangcai.journal.public import Entry
from wangcai.kernel.public import Missing, NotAllowed, NotFound
from wangcai.work.public import (
    PICK,
    AlreadyTaken,
    NotYours,
    Task,
    TaskOver,
    accept_task,
    assign_task,
    close_task,
    close_tasks,
    escalate_late,
    hand_back_task,
    late_tasks,
    my_tasks,
    open_task,
    task_for,
)


def opened(shop, number=1, **more):
    values = {"permission": "delivery.pick", "due_at": NOON + timedelta(hours=1), "at": NOON, **more}
    return open_task(
        store=shop.store, kind=PICK, subject=("order", number), title=f"XH-{number}", by=shop.manager, **values
    )


def test_it_goes_to_somebody_at_work_who_may_and_has_least_to_do(shop):
    on_duty(shop, "xiaoli", "aqiang", "xiaomei")
    first, second = opened(shop, 1), opened(shop, 2)
    assert {first.owner.name, second.owner.name} == {"小李", "阿强"}
    assert opened(shop, 3, prefer=second.owner_id).owner_id == second.owner_id
    assert opened(shop, 4).owner_id == first.owner_id


def test_nobody_at_work_leaves_it_to_whoever_comes(shop):
    task = opened(shop)
    assert task.owner is None
    assert [t.pk for t in my_tasks(shop.picker)] == [task.pk]
    assert [t.pk for t in my_tasks(shop.by("boss"))] == [task.pk]
    assert my_tasks(shop.groomer) == []
    assert my_tasks(shop.by("jingan")) == []


def test_opening_twice_is_one_task(shop):
    assert opened(shop).pk == opened(shop, at=NOON + timedelta(minutes=1)).pk
    assert Entry.objects.filter(what="task.opened").count() == 1


def test_one_accepts_the_other_is_told(shop):
    on_duty(shop, "xiaoli")
    task = opened(shop)
    accept_task(task=task, by=shop.by("aqiang"), at=NOON)
    with pytest.raises(AlreadyTaken):
        accept_task(task=task, by=shop.picker, at=NOON)
    task.refresh_from_db()
    assert task.owner == shop.people["aqiang"]
    assert Entry.objects.filter(what="task.accepted").count() == 1


def test_who_may_not_do_it_cannot_take_it(shop):
    task = opened(shop)
    with pytest.raises(NotAllowed):
        accept_task(task=task, by=shop.groomer)
    task.refresh_from_db()
    assert task.accepted_at is None


def test_handed_back_with_a_reason_it_finds_another(shop):
    on_duty(shop, "xiaoli", "aqiang")
    task = opened(shop)
    holder = shop.by("xiaoli" if task.owner.name == "小李" else "aqiang")
    with pytest.raises(Missing):
        hand_back_task(task=task, reason=" ", by=holder)
    with pytest.raises(NotYours):
        hand_back_task(task=task, reason="忙", by=shop.clerk)
    before = task.owner_id
    hand_back_task(task=task, reason="去送货了", by=holder)
    assert task.owner_id not in (before, None) and task.accepted_at is None and task.note == "去送货了"


def test_a_manager_assigns_and_a_clerk_does_not(shop):
    task = opened(shop)
    with pytest.raises(NotAllowed):
        assign_task(task=task, account=shop.people["xiaoli"], by=shop.clerk)
    other = build_shop("laifu", stock=0)
    with pytest.raises(NotYours):
        assign_task(task=task, account=other.people["xiaoli"], by=shop.manager)
    task.refresh_from_db()
    assert task.owner is None
    assert assign_task(task=task, account=shop.people["xiaoli"], by=shop.manager).owner == shop.people["xiaoli"]


def test_closed_is_closed(shop):
    task = opened(shop)
    accept_task(task=task, by=shop.picker, at=NOON)
    with pytest.raises(NotYours):
        close_task(task=task, by=shop.by("aqiang"))
    close_task(task=task, by=shop.picker, at=NOON)
    with pytest.raises(TaskOver):
        close_task(task=task, by=shop.picker)
    close_tasks(chain_id=shop.chain.pk, subject=("order", 1), by=shop.manager)
    assert Entry.objects.filter(what="task.closed").count() == 1
    assert opened(shop).pk != task.pk


def test_late_ones_go_to_the_manager_once(shop):
    on_duty(shop, "laozhou", "xiaoli")
    task = opened(shop)
    assert escalate_late(at=NOON) == 0
    late = NOON + timedelta(hours=2)
    assert escalate_late(at=late) == 1
    assert escalate_late(at=late) == 0
    assert late_tasks(shop.store, at=late) == [task]
    assert task in my_tasks(shop.manager)


def test_a_stranger_s_task_is_absent(shop):
    task = opened(shop)
    other = build_shop("laifu", stock=0)
    for stranger in (other.manager, shop.by("jingan")):
        with pytest.raises(NotFound):
            task_for(stranger, task.pk)
    assert task_for(shop.clerk, task.pk) == task
    assert Task.objects.of(other.chain).count() == 0
