"""方案确认单: what is derived, taken off, added; read back, then signed on the tablet, by link or on paper (F28)."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangcai.booking.public import Booking
from wangcai.care.public import (
    Plan,
    PlanClosed,
    change_plan,
    draft_plan,
    plan_link,
    plan_of,
    read_back,
    sign_plan,
    visit_of,
)
from wangcai.customers.public import active_flags
from wangcai.files.public import keep_photo, keep_signature
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.visits.shown import booking_of, when_words
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal, parse_amount, plain_amount
from wangcai.shops.public import staff_names

OWN_ROWS = 2


class NotRead(Refusal):
    code = "not_read_back"
    sentence = gettext_lazy("请先把方案念给主人听，再勾选“已复述”。")
    field = "read_back"


@require_http_methods(["GET", "POST"])
@staff_page("care.plan", anywhere=True)
def plan(request: Any, booking_id: int) -> HttpResponse:
    """The plan as it stands; a POST drafts it first, then keeps what was changed."""
    booking = booking_of(request, booking_id)
    if request.method == "GET":
        return show_plan(request, booking)
    try:
        there = plan_of(booking)
        if there is None or request.POST.get("draft"):
            draft_plan(booking=booking, by=request.actor, request_key=request.POST.get("request_key"))
        else:
            _change(request, there)
            toast(request, _("方案已改，请再念给主人听"))
    except Refusal as refusal:
        return show_plan(request, booking, refusal)
    return HttpResponseRedirect(reverse("counter:booking_plan", args=[booking.pk]))


def _change(request: Any, there: Plan) -> Plan:
    """Ticked items stay, the others come off; own words and ceilings as they were typed."""
    sent = request.POST
    kept = set(sent.getlist("item"))
    removed = [item["code"] for item in there.items if item["code"] not in kept]
    ceilings = {
        extra["code"]: parse_amount(sent.get(f"ceiling-{extra['code']}", "0") or "0")
        for extra in there.extras if f"ceiling-{extra['code']}" in sent
    }  # fmt: skip
    return change_plan(
        plan=there, removed=removed, added=sent.getlist("own"), ceilings=ceilings, by=request.actor,
        request_key=sent.get("request_key"),
    )  # fmt: skip


@require_POST
@staff_page("care.plan", anywhere=True)
def read(request: Any, booking_id: int) -> HttpResponse:
    """Read to the owner and ticked: the words stand fast from here."""
    booking = booking_of(request, booking_id)
    try:
        if not request.POST.get("read_back"):
            raise NotRead
        read_back(plan=_there(booking), by=request.actor, request_key=request.POST.get("request_key"))
    except Refusal as refusal:
        return show_plan(request, booking, refusal)
    return HttpResponseRedirect(reverse("counter:booking_plan", args=[booking.pk]))


@require_POST
@staff_page("care.plan", anywhere=True)
def sign(request: Any, booking_id: int) -> HttpResponse:
    """The owner's signature, or the photographed paper."""
    booking, sent, by = booking_of(request, booking_id), request.POST, request.actor
    try:
        drawn, upload = sent.get("signature", ""), request.FILES.get("paper")
        way, kept = "tablet", None
        if upload:
            way, kept = "paper", keep_photo(store=booking.store, data=upload.read(), purpose="paper", by=by)
        elif drawn:
            kept = keep_signature(store=booking.store, data_url=drawn, by=by)
        there = _there(booking)
        if sent.get("digest", there.digest) != there.digest:
            raise PlanClosed
        sign_plan(
            plan=there,
            way=way,
            signer=sent.get("signer", ""),
            signature=kept,
            by=by,
            request_key=sent.get("request_key"),
        )
    except Refusal as refusal:
        return show_plan(request, booking, refusal)
    toast(request, _("已签字"))
    return HttpResponseRedirect(reverse("counter:visit", args=[booking.visit]))


@require_POST
@staff_page("care.plan", anywhere=True)
def link(request: Any, booking_id: int) -> HttpResponse:
    """A link by which the owner reads and signs on the own phone; shown this once."""
    booking = booking_of(request, booking_id)
    try:
        token = plan_link(plan=_there(booking), by=request.actor)
    except Refusal as refusal:
        return show_plan(request, booking, refusal)
    context = {"booking": booking, "url": request.build_absolute_uri(f"/p/{token}")}
    return render(request, "counter/visits/link.html", context)


@require_GET
@staff_page("care.plan", anywhere=True)
def paper(request: Any, booking_id: int) -> HttpResponse:
    """The plan on A4, to sign by hand or to take home."""
    booking = booking_of(request, booking_id)
    there = _there(booking)
    if not there.text:
        raise NotFound
    return render(request, "counter/visits/plan_paper.html", {"booking": booking, "plan": there})


def _there(booking: Booking) -> Plan:
    found = plan_of(booking)
    if found is None:
        raise NotFound
    return found


def show_plan(request: Any, booking: Booking, refusal: Refusal | None = None) -> HttpResponse:
    """The page; a refusal brings back what was typed."""
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    found = plan_of(booking)
    keys = {found.by, found.read_back_by} - {""} if found else set()
    names = staff_names(request.actor.chain_id, keys)
    state = found.state if found else ""
    context = {
        "booking": booking,
        "pet": booking.pet,
        "flags": active_flags([booking.pet_id], request.actor)[booking.pet_id] if booking.pet_id else [],
        "when": when_words(booking),
        "visit": visit_of(booking),
        "plan": found,
        "state": state,
        "kept": [item for item in found.items if not item["removed"]] if found else [],
        "extras": [{**e, "amount": plain_amount(e["ceiling_fen"])} for e in found.extras] if found else [],
        "own_rows": range(OWN_ROWS),
        "reader": names.get(found.read_back_by, "") if found else "",
        "signer": request.POST.get("signer", booking.customer.name if booking.customer else ""),
        "refusal": refusal,
    }
    return render(request, "counter/visits/plan.html", context, status=refusal.status if refusal else 200)
