"""Stop the job, call the owner, write down the owner's word."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wangcai.care.public import decide_pause, job_for, note_attempt, observations_of, pause_for, pause_job
from wangcai.customers.public import Phone, all_file_ids, reveal_phone
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.floor.jobs.cards import job_page
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotFound, Refusal


@require_POST
@staff_page("care.work", anywhere=True)
def pause(request: Any, job_id: int) -> HttpResponse:
    """Stop now; the last red look goes with it."""
    found = job_for(request.actor, job_id)
    red = next((look for look in observations_of(found.booking, limit=10) if look.red), None)
    try:
        pause_job(
            job=found, reason=request.POST.get("reason", ""), observation=red, by=request.actor,
            request_key=request.POST.get("request_key", ""),
        )  # fmt: skip
    except Refusal as refusal:
        return job_page(request, job_for(request.actor, job_id), refusal=refusal)
    toast(request, _("已暂停，请马上联系主人"), tone="danger")
    return redirect("floor:job", job_id)


@require_POST
@staff_page("booking.see", anywhere=True)
def attempt(request: Any, pause_id: int) -> HttpResponse:
    found = pause_for(request.actor, pause_id)
    try:
        note_attempt(
            pause=found, way=request.POST.get("way", ""), reached=request.POST.get("reached") == "1",
            note=request.POST.get("note", ""), by=request.actor, request_key=request.POST.get("request_key", ""),
        )  # fmt: skip
    except Refusal as refusal:
        return job_page(request, job_for(request.actor, found.job_id), refusal=refusal)
    toast(request, _("记下了"))
    return redirect("floor:job", found.job_id)


@require_POST
@staff_page("booking.see", anywhere=True)
def decide(request: Any, pause_id: int) -> HttpResponse:
    found = pause_for(request.actor, pause_id)
    try:
        decide_pause(
            pause=found, decision=request.POST.get("decision", ""), decider=request.POST.get("decider", ""),
            note=request.POST.get("note", ""), by=request.actor, request_key=request.POST.get("request_key", ""),
        )  # fmt: skip
    except Refusal as refusal:
        return job_page(request, job_for(request.actor, found.job_id), refusal=refusal)
    toast(request, _("主人的决定记下了"))
    return redirect("floor:job", found.job_id)


@require_POST
@staff_page("booking.see", anywhere=True)
def reveal(request: Any, job_id: int) -> HttpResponse:
    """Show the owner's number to call; the look is written down."""
    found = job_for(request.actor, job_id)
    files = all_file_ids(found.chain_id, found.booking.customer_id)
    phone = Phone.objects.of(request.actor).filter(customer_id__in=files).order_by("pk").first()
    if phone is None:
        raise NotFound
    shown = reveal_phone(phone=phone, by=request.actor)
    return job_page(request, found, phone=shown.number)
