"""One service: what it needs, when it may be booked, its deposit."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wangcai.catalogue.public import (
    Service,
    band_words,
    categories_of,
    end_service,
    open_service,
    priced,
    resume_service,
    service_of,
    set_service,
)
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.services.forms import NewServiceForm, ServiceForm
from wangcai.interfaces.office.services.tabs import SETUP, saved, service_tabs
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import Actor, NotFound, Refusal, parse_amount

GET_POST = require_http_methods(["GET", "POST"])


def found_service(by: Actor, variant_id: int) -> Service:
    """The service of a variant; NotFound where it is none of this chain."""
    row = service_of(by, variant_id)
    if row is None:
        raise NotFound
    return row


@GET_POST
@staff_page(SETUP)
def new(request: Any) -> HttpResponse:
    """A name, a kind, a price; the rest on its page."""
    form = NewServiceForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = open_service(
                name=data["name"], kind=data["kind"], price_fen=parse_amount(data["price"]), minutes=data["minutes"],
                category="service" if has_shelf(request.actor) else None, by=request.actor,
                request_key=request.POST.get("request_key", ""),
            )  # fmt: skip
            return HttpResponseRedirect(reverse("office:service", args=[made.variant_id]))
        except Refusal as refused:
            if refused.status != 422:
                raise
            refusal = refused
    context = {"form": form, "refusal": refusal, "title": _("新服务"), "back": reverse("office:services")}
    return render(request, "office/services/form.html", context, status=422 if request.method == "POST" else 200)


def has_shelf(by: Actor) -> bool:
    """Is there a category of services to put it on?"""
    return any(category.code == "service" for category in categories_of(by))


@GET_POST
@staff_page(SETUP)
def service(request: Any, variant_id: int) -> HttpResponse:
    """The page of one service; saving stays on it."""
    row = found_service(request.actor, variant_id)
    form = ServiceForm(request.POST or None, initial=ServiceForm.of(row), by=request.actor)
    refusal = None
    if request.method == "POST" and form.is_valid():

        def work() -> None:
            set_service(
                variant=row.variant,
                by=request.actor,
                request_key=request.POST.get("request_key", ""),
                **form.facts(row),
            )

        done, refusal = saved(request, form, work, reverse("office:service", args=[variant_id]))
        if done:
            return done
    context = {
        "row": row, "form": form, "refusal": refusal, "tabs": service_tabs("services"),
        "bands": [(band, band_words(band)) for band in row.variant.bands.order_by("pk")],
        "price": priced(request.store, [variant_id]).get(variant_id, row.variant.price_fen),
    }  # fmt: skip
    return render(request, "office/services/service.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@staff_page(SETUP)
def offer(request: Any, variant_id: int) -> HttpResponse:
    """Offer it no more, or again."""
    row = found_service(request.actor, variant_id)
    if "resume" in request.POST:
        resume_service(service=row, by=request.actor)
    else:
        end_service(service=row, by=request.actor)
    toast(request, _("保存好了"))
    return HttpResponseRedirect(reverse("office:service", args=[variant_id]))
