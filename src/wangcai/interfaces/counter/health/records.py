"""Writing down a vaccination with the photo of its proof, looking at a proof, taking a wrong one back."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wangcai.customers.public import (
    NoProof,
    Pet,
    health_record_for,
    pet_for,
    plans_of,
    record_health,
    verify_health,
    withdraw_health,
)
from wangcai.files.public import StoredFile, keep_photo
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.customers.acts import act, stand_beside, sure
from wangcai.interfaces.counter.health.forms import RecordForm
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal

GET_POST = require_http_methods(["GET", "POST"])
VERIFY = "customers.verify_health"


def health_url(pet: Pet) -> str:
    """The address of a pet's health page."""
    return reverse("counter:pet_health", args=[pet.pk])


@GET_POST
@staff_page("customers.see", anywhere=True)
def new_record(request: Any, pet_id: int) -> HttpResponse:
    """One vaccination or deworming; without a photo it stays unverified."""
    by, pet = request.actor, pet_for(request.actor, pet_id)
    if not (by.may("customers.write") or by.may("care.check_in")):
        raise NotAllowed(permission="customers.write")
    plans = plans_of(by, pet.species)
    form = RecordForm(
        request.POST or None, plans=plans, may_verify=by.may(VERIFY),
        initial={"given_on": timezone.localdate(), "what": request.GET.get("what") or (plans[0].code if plans else "other")},
    )  # fmt: skip
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            values = form.values()
            if values["verified"] and "photo" not in request.FILES:
                raise NoProof
            record_health(
                pet=pet, proof=photo_of(request), by=by, request_key=request.POST.get("request_key", ""), **values
            )
        except (NotFound, NotAllowed):
            raise
        except Refusal as refused:
            refusal = stand_beside(form, refused)
        else:
            toast(request, _("登记好了"))
            return HttpResponseRedirect(health_url(pet))
    context = {"form": form, "pet": pet, "refusal": refusal, "back": health_url(pet)}
    status = 422 if request.method == "POST" else 200
    return render(request, "counter/health/record.html", context, status=status)


@GET_POST
@staff_page(VERIFY, anywhere=True)
def verification(request: Any, record_id: int) -> HttpResponse:
    """Look at the proof, or photograph it now, and say that it is right."""
    by, row = request.actor, health_record_for(request.actor, record_id)
    refusal = None
    if request.method == "POST":
        try:
            verify_health(health=row, proof=photo_of(request), by=by, request_key=request.POST.get("request_key", ""))
        except (NotFound, NotAllowed):
            raise
        except Refusal as refused:
            refusal = refused
        else:
            toast(request, _("已核实"))
            return HttpResponseRedirect(health_url(row.pet))
    context = {"row": row, "pet": row.pet, "refusal": refusal, "back": health_url(row.pet), "name": name_of(row)}
    return render(request, "counter/health/verification.html", context, status=422 if refusal else 200)


@GET_POST
@staff_page("customers.see", anywhere=True)
def record_end(request: Any, record_id: int) -> HttpResponse:
    """A record that was wrong counts no more."""
    by, row = request.actor, health_record_for(request.actor, record_id)

    def run(_data: dict[str, Any], key: str) -> None:
        withdraw_health(health=row, by=by, request_key=key)

    return act(
        request, sure(request), run, title=_("作废这条记录"), verb=_("作废"), danger=True, back=health_url(row.pet),
        note=f"{name_of(row)} {row.given_on:%Y-%m-%d}",
    )  # fmt: skip


def name_of(row: Any) -> str:
    """What a record is called."""
    plan = next((p for p in plans_of(row.chain_id, row.pet.species) if p.code == row.code), None)
    return plan.name if plan else row.product or row.code


def photo_of(request: Any) -> StoredFile | None:
    """The picture that came with the form, kept; None without one."""
    upload = request.FILES.get("photo")
    return keep_photo(store=None, data=upload.read(), purpose="health", by=request.actor) if upload else None
