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
    hangs_on_weight,
    plan_link,
    plan_of,
    read_back,
    sign_plan,
    visit_of,
    weigh_for_price,
)
from wangcai.customers.public import active_flags
from wangcai.files.public import keep_photo, keep_signature
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.visits.arriving import grams_of
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
            grams = grams_of(request.POST.get("weight", ""))
            if grams:
                weigh_for_price(
                    booking=booking, grams=grams, by=request.actor, request_key=request.POST.get("request_key")
                )
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
    return change_plan(
        plan=there, removed=_removed(sent, there), added=sent.getlist("own"), ceilings=_ceilings(sent, there),
        by=request.actor, request_key=sent.get("request_key"),
    )  # fmt: skip


def _removed(sent: Any, there: Plan) -> list[str]:
    kept = set(sent.getlist("item"))
    return [item["code"] for item in there.items if item["code"] not in kept]


def _ceilings(sent: Any, there: Plan) -> dict[str, int]:
    """Fen by code; an empty box is 0, which means: ask every time."""
    return {
        extra["code"]: parse_amount(sent[f"ceiling-{extra['code']}"] or "0")
        for extra in there.extras if f"ceiling-{extra['code']}" in sent
    }  # fmt: skip


def _differs(sent: Any, there: Plan) -> bool:
    """Do the boxes say something else than the draft that is kept?"""
    known, off = {extra["code"]: extra["ceiling_fen"] for extra in there.extras}, _removed(sent, there)
    return (
        any(words.strip() for words in sent.getlist("own"))
        or set(off) != {item["code"] for item in there.items if item["removed"]}
        or any(known[code] != fen for code, fen in _ceilings(sent, there).items())
    )


@require_POST
@staff_page("care.plan", anywhere=True)
def read(request: Any, booking_id: int) -> HttpResponse:
    """Read to the owner and ticked: the words stand fast from here."""
    booking = booking_of(request, booking_id)
    try:
        if not request.POST.get("read_back"):
            raise NotRead
        there = _there(booking)
        # What stands in the boxes is what was read to the owner, whether it was saved before or not.
        if there.state == Plan.State.DRAFT and request.POST.get("typed") and _differs(request.POST, there):
            there = _change(request, there)
        read_back(plan=there, by=request.actor, request_key=request.POST.get("request_key"))
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
    state, typed = found.state if found else "", request.POST if request.POST.get("typed") else None
    kept = typed.getlist("item") if typed else []
    context = {
        "booking": booking,
        "pet": booking.pet,
        "flags": active_flags([booking.pet_id], request.actor)[booking.pet_id] if booking.pet_id else [],
        "when": when_words(booking),
        "visit": visit_of(booking),
        "plan": found,
        "state": state,
        "unweighed": found is None and hangs_on_weight(booking),
        "weight": request.POST.get("weight", ""),
        "kept": [item for item in found.items if not item["removed"]] if found else [],
        "items": [
            {**item, "off": item["code"] not in kept if typed else item["removed"]}
            for item in (found.items if found else [])
        ],
        "extras": [{**e, "amount": _ceiling_shown(e, typed)} for e in found.extras] if found else [],
        "own_rows": ((typed.getlist("own") if typed else []) + [""] * OWN_ROWS)[:OWN_ROWS],
        "reader": names.get(found.read_back_by, "") if found else "",
        "signer": request.POST.get("signer", booking.customer.name if booking.customer else ""),
        "refusal": refusal,
    }
    return render(request, "counter/visits/plan.html", context, status=refusal.status if refusal else 200)


def _ceiling_shown(extra: dict[str, Any], typed: Any) -> str:
    """What stands in the box of a ceiling: what was typed, else what is kept."""
    kept = plain_amount(extra["ceiling_fen"])
    return typed.get(f"ceiling-{extra['code']}", kept) if typed else kept
