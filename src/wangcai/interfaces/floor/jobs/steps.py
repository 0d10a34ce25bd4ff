"""Ticking the steps of a card, each with the proof it wants."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wangcai.care.public import (
    JobStep,
    add_media,
    job_for,
    second_tick,
    skip_step,
    start_timer,
    step_for,
    tick_step,
    undo_step,
)
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.floor.jobs.cards import job_page
from wangcai.interfaces.floor.showing import whole_number
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal
from wangcai.shops.public import actor_of, prove_pin, staff_of

ARRIVAL, AFTER = ("body_check", "arrival"), ("after_photo", "leave_check")


@require_POST
@staff_page("care.work", anywhere=True)
def tick(request: Any, step_id: int) -> HttpResponse:
    """One tap, a value, a photo, a scan – whatever this step wants."""
    step = step_for(request.actor, step_id)
    try:
        photo = _photo(request, step)
        tick_step(
            step=step, value=request.POST.get("value", ""), photo=photo, code=request.POST.get("code", ""),
            lot_id=whole_number(request.POST.get("lot"), 0) or None,
            pieces=0 if request.POST.get("open_already") else 1, by=request.actor, request_key=_key(request),
        )  # fmt: skip
    except Refusal as refusal:
        return refused(request, step, refusal)
    return _back(request, step, _("“{step}”做完了").format(step=step.text), undo=step.need != "lot")


def _photo(request: Any, step: JobStep) -> Any:
    upload = request.FILES.get("photo")
    if upload is None or step.need != "photo":
        return None
    booking = job_for(request.actor, step.job_id).booking
    purpose = "after" if step.code in AFTER else "arrival" if step.code in ARRIVAL else "step"
    kept = add_media(
        booking=booking, data=upload.read(), client_key=client_key(request), purpose=purpose, note=step.text[:60],
        by=request.actor,
    )  # fmt: skip
    return kept.file


def client_key(request: Any) -> uuid.UUID | None:
    """The name the phone gave a picture; a form without script has its request key."""
    for name in ("client_key", "request_key"):
        try:
            return uuid.UUID(request.POST.get(name, ""))
        except ValueError:
            continue
    return None


@require_POST
@staff_page("care.work", anywhere=True)
def timer(request: Any, step_id: int) -> HttpResponse:
    return _do(
        request,
        step_id,
        lambda step: start_timer(step=step, by=request.actor, request_key=_key(request)),
        _("开始计时"),
    )


@require_POST
@staff_page("care.work", anywhere=True)
def skip(request: Any, step_id: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _do(
        request, step_id, lambda step: skip_step(step=step, reason=reason, by=request.actor, request_key=_key(request)),
        _("跳过了"),
    )  # fmt: skip


@require_POST
@staff_page("care.work", anywhere=True)
def undo(request: Any, step_id: int) -> HttpResponse:
    return _do(
        request, step_id, lambda step: undo_step(step=step, by=request.actor, request_key=_key(request)), _("撤回了")
    )


@require_POST
@staff_page("care.work", anywhere=True)
def second(request: Any, step_id: int) -> HttpResponse:
    """The second person: whoever is signed in now, or a colleague who types a PIN on this phone."""
    return _do(
        request, step_id,
        lambda step: second_tick(step=step, by=_second_person(request, step), request_key=_key(request)), _("核对好了"),
    )  # fmt: skip


def _second_person(request: Any, step: JobStep) -> Actor:
    person = request.POST.get("person", "")
    if not person:
        return request.actor
    store = job_for(request.actor, step.job_id).store
    account = next((a for a in staff_of(store, "care.work") if str(a.pk) == person), None)
    if account is None:
        raise NotFound
    pin = request.POST.get("pin", "").strip()
    if not pin:
        raise Missing(what="PIN", field="pin")
    prove_pin(account=account, pin=pin)
    return actor_of(account)


def _do(request: Any, step_id: int, act: Callable[[JobStep], Any], words: str) -> HttpResponse:
    step = step_for(request.actor, step_id)
    try:
        act(step)
    except Refusal as refusal:
        return refused(request, step, refusal)
    return _back(request, step, words)


def refused(request: Any, step: JobStep, refusal: Refusal) -> HttpResponse:
    """The same page with the refusal at its step; the phone's queue gets it as words."""
    if wants_json(request):
        return JsonResponse(refusal.as_dict(), status=refusal.status)
    return job_page(request, job_for(request.actor, step.job_id), refusal=refusal, step_id=step.pk)


def wants_json(request: Any) -> bool:
    """Does the phone's queue ask?"""
    return request.headers.get("Accept", "") == "application/json"


def _back(request: Any, step: JobStep, words: str, undo: bool = False) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"message": words})
    toast(request, words, undo=reverse("floor:step_undo", args=[step.pk]) if undo else "")
    return redirect(f"{reverse('floor:job', args=[step.job_id])}#step-{step.pk}")


def _key(request: Any) -> str:
    return request.POST.get("request_key", "")
