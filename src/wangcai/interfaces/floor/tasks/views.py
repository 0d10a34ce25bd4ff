"""The list of tasks, and taking, giving back, handing on, closing one."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.floor.showing import show
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotFound, Refusal, now
from wangcai.shops.public import staff_of
from wangcai.work.public import (
    CALL,
    CONFIRM,
    HAND_OVER,
    ICONS,
    LABELS,
    PICK,
    SHIP,
    Task,
    accept_task,
    assign_task,
    close_task,
    hand_back_task,
    late_tasks,
    my_tasks,
    task_for,
)

PAGES = {
    CONFIRM: "counter:order",
    CALL: "counter:order",
    PICK: "floor:picking_order",
    SHIP: "floor:shipping_order",
    HAND_OVER: "floor:handover_order",
}
# Tasks about something else than an order lead to the page of that thing.
SUBJECTS = {"job": "floor:job", "booking": "counter:booking", "incident": "floor:incident", "pet": "counter:pet_health"}


@dataclass(frozen=True, slots=True)
class Row:
    """One task as the page shows it."""

    task: Task
    label: str
    icon: str
    url: str
    late: bool
    mine: bool
    accepted: bool


@require_GET
@staff_page("work.see")
def tasks(request: Any) -> HttpResponse:
    """Mine and the free ones; managers also see what is late in the store."""
    return _page(request)


def _page(request: Any, refusal: Refusal | None = None) -> HttpResponse:
    at, by = now(), request.actor
    rows = [_row(task, by, at) for task in my_tasks(by, store=request.store)]
    shown = {row.task.pk for row in rows}
    may_assign = by.may("work.assign", request.store.pk)
    late = [_row(t, by, at) for t in late_tasks(request.store) if t.pk not in shown] if may_assign else []
    context = {
        "rows": rows,
        "late": late,
        "people": [(a.pk, a.name) for a in staff_of(request.store, "work.take")]
        if may_assign and (rows or late)
        else [],
        "may_assign": may_assign,
    }
    return show(request, "floor/tasks/page.html", context, refusal=refusal, part="list")


def _row(task: Task, by: Any, at: Any) -> Row:
    mine = task.owner_id == by.id
    return Row(
        task=task,
        label=str(LABELS.get(task.kind, task.kind)),
        icon=ICONS.get(task.kind, "checklist"),
        url=_url(task),
        late=task.due_at < at,
        mine=mine,
        accepted=task.accepted_at is not None,
    )


def _url(task: Task) -> str:
    try:
        if task.subject_kind == "room_cleaning":
            return reverse("floor:premises")
        page = SUBJECTS.get(task.subject_kind) or (PAGES[task.kind] if task.subject_kind == "order" else "")
        return reverse(page, args=[task.subject_id]) if page else ""
    except KeyError:
        return ""


@require_POST
@staff_page("work.take")
def accept(request: Any, task_id: int) -> HttpResponse:
    task = task_for(request.actor, task_id)
    return _done(request, lambda: accept_task(task=task, by=request.actor, request_key=_key(request)), _("接下了"))


@require_POST
@staff_page("work.take")
def hand_back(request: Any, task_id: int) -> HttpResponse:
    task = task_for(request.actor, task_id)
    reason = request.POST.get("reason", "")
    return _done(
        request,
        lambda: hand_back_task(task=task, reason=reason, by=request.actor, request_key=_key(request)),
        _("交回了，会另找人"),
    )


@require_POST
@staff_page("work.assign")
def assign(request: Any, task_id: int) -> HttpResponse:
    task = task_for(request.actor, task_id)
    wanted = request.POST.get("person", "")
    person = next((a for a in staff_of(request.store, "work.take") if str(a.pk) == wanted), None)
    if person is None:
        raise NotFound
    return _done(
        request,
        lambda: assign_task(task=task, account=person, by=request.actor, request_key=_key(request)),
        _("已改派给 {name}").format(name=person.name),
    )


@require_POST
@staff_page("work.take")
def close(request: Any, task_id: int) -> HttpResponse:
    task = task_for(request.actor, task_id)
    return _done(request, lambda: close_task(task=task, by=request.actor, request_key=_key(request)), _("完成了"))


def _done(request: Any, act: Any, words: str) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        return _page(request, refusal)
    toast(request, words)
    return redirect("floor:tasks")


def _key(request: Any) -> str:
    return request.POST.get("request_key", "")
