"""Rooms, tables and the rest of a store's places, and how fast its people are."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangcai.booking.public import (
    KIND_LABELS,
    Resource,
    add_resource,
    change_resource,
    end_resource,
    make_usual_places,
    resources_of,
)
from wangcai.catalogue.public import SPECIES_WORDS, services_offered
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.services.forms import PlaceForm
from wangcai.interfaces.office.services.tabs import SETUP, saved, service_tabs
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal


@require_GET
@staff_page(SETUP)
def places(request: Any) -> HttpResponse:
    """By kind and area, in their order."""
    rows = resources_of(by=request.actor, store=request.store)
    groups = [
        (label, [(row, words_of(row)) for row in rows if row.kind == kind]) for kind, label in KIND_LABELS.items()
    ]
    context = {"tabs": service_tabs("places"), "groups": [(label, lines) for label, lines in groups if lines]}
    return render(request, "office/services/places.html", context)


def words_of(row: Resource) -> str:
    """What is special about a place, in one line."""
    species = "、".join(str(SPECIES_WORDS.get(code, code)) for code in row.species.split(",") if code)
    parts = [
        row.code, row.area, species, _("最重 {kg} kg").format(kg=f"{row.most_weight_g / 1000:g}") if row.most_weight_g else "",
        _("最高 {cm} cm").format(cm=row.most_height_cm) if row.most_height_cm else "",
        _("最多 {n} 只").format(n=row.most_pets) if row.most_pets > 1 else "", _("安静") if row.quiet else "",
        _("速度 {pace}%").format(pace=row.pace) if row.pace != 100 else "",
    ]  # fmt: skip
    return " · ".join(part for part in parts if part)


@require_http_methods(["GET", "POST"])
@staff_page(SETUP)
def place(request: Any, resource_id: int = 0) -> HttpResponse:
    """Add a place, or change one. People come from the roster; here only their pace."""
    by, row = request.actor, _place(request, resource_id) if resource_id else None
    nights = [
        (s.variant_id, s.variant.name) for s in services_offered(by, request.store) if s.kind == "board" and not s.addon
    ]
    form = PlaceForm(
        request.POST or None, nights=nights, worker=bool(row and row.kind == "worker"), initial=_initial(row)
    )
    if row and "kind" in form.fields:
        del form.fields["kind"]
    refusal = None
    if request.method == "POST" and form.is_valid():
        key = request.POST.get("request_key", "")

        def work() -> None:
            if row:
                change_resource(resource=row, by=by, request_key=key, **form.values())
            else:
                add_resource(store=request.store, by=by, request_key=key, **form.values())

        done, refusal = saved(request, form, work, reverse("office:places"))
        if done:
            return done
    context = {
        "form": form, "refusal": refusal, "title": row.name if row else _("加一处"), "back": reverse("office:places"),
        "end_url": reverse("office:place_end", args=[row.pk]) if row and not row.ended_at else "",
    }  # fmt: skip
    return render(request, "office/services/form.html", context, status=422 if request.method == "POST" else 200)


def _initial(row: Resource | None) -> dict[str, Any]:
    if row is None:
        return {"most_pets": 1, "position": 0, "kind": "room"}
    plain = ("name", "code", "area", "position", "most_height_cm", "most_pets", "quiet", "note", "pace", "offer_id")
    return {
        **{name: getattr(row, name) for name in plain}, "species": [code for code in row.species.split(",") if code],
        "most_weight": f"{row.most_weight_g / 1000:g}" if row.most_weight_g else None,
    }  # fmt: skip


def _place(request: Any, resource_id: int) -> Resource:
    row = Resource.objects.of(request.actor).filter(pk=resource_id, store=request.store).first()
    if row is None:
        raise NotFound
    return row


@require_POST
@staff_page(SETUP)
def place_end(request: Any, resource_id: int) -> HttpResponse:
    """Take it out of use; refused while bookings need it."""
    try:
        end_resource(resource=_place(request, resource_id), by=request.actor)
        toast(request, _("已停用"))
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        toast(request, str(refusal), tone="danger")
    return HttpResponseRedirect(reverse("office:places"))


@require_POST
@staff_page(SETUP)
def usual(request: Any) -> HttpResponse:
    """A small shop's places to begin with."""
    make_usual_places(store=request.store, by=request.actor)
    toast(request, _("常用的房间和工位补齐了"))
    return HttpResponseRedirect(reverse("office:places"))
