"""The list of services: minutes, price range, what they need."""

from typing import Any

from django.db.models import Count, Max, Min
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wangcai.booking.public import KIND_LABELS, skill_label
from wangcai.catalogue.public import Band, Service, make_usual_services, priced
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.services.tabs import KINDS, SETUP, service_tabs
from wangcai.interfaces.ui.public import toast


@require_GET
@staff_page(SETUP)
def services(request: Any) -> HttpResponse:
    """By kind, those no longer offered last. A fixed number of queries."""
    by = request.actor
    rows = list(Service.objects.of(by).select_related("variant").order_by("addon", "variant__sku", "pk"))
    prices = priced(request.store, [row.variant_id for row in rows])
    spans = {
        row["variant_id"]: row
        for row in Band.objects.of(by).values("variant_id").order_by().annotate(
            bands=Count("pk"), quick=Min("minutes"), slow=Max("minutes"), low=Min("price_fen"), high=Max("price_to_fen"),
            top=Max("price_fen"),
        )
    }  # fmt: skip
    groups = [
        (label, [line_of(row, spans.get(row.variant_id, {}), prices) for row in rows if row.kind == kind])
        for kind, label in KINDS.items()
    ]
    context = {"tabs": service_tabs("services"), "groups": [(label, lines) for label, lines in groups if lines]}
    return render(request, "office/services/list.html", context)


def line_of(row: Service, span: dict[str, Any], prices: dict[int, int]) -> dict[str, Any]:
    """One service as the list shows it."""
    own = prices.get(row.variant_id, row.variant.price_fen)
    quick, slow = span.get("quick") or row.minutes, span.get("slow") or row.minutes
    needs = [
        skill_label(need["skill"]) if need.get("skill") else str(KIND_LABELS[need["kind"]])
        for need in row.needs if need["kind"] in KIND_LABELS
    ]  # fmt: skip
    minutes = f"{quick}–{slow}" if quick != slow else str(quick)
    return {
        "row": row, "minutes": _("{minutes} 分钟").format(minutes=minutes) if slow else _("按晚"),
        "low": span.get("low") if span.get("low") is not None else own,
        "high": max(value for value in (span.get("high"), span.get("top"), own if not span else 0, 0) if value is not None),
        "bands": span.get("bands", 0), "needs": "、".join(needs), "here": row.variant_id in prices,
    }  # fmt: skip


@require_POST
@staff_page(SETUP)
def usual(request: Any) -> HttpResponse:
    """What every shop has; what this one has stays."""
    make_usual_services(by=request.actor)
    toast(request, _("常用服务补齐了"))
    return HttpResponseRedirect(reverse("office:services"))
