"""A visit's page, the heart of a day: its pets with what is next, the bill so far, everything that happened."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from wangcai.booking.public import Booking, states
from wangcai.care.public import (
    Job,
    Visit,
    add_line,
    bookings_of,
    confirm_visit,
    door_of,
    drop_line,
    extras_of,
    open_visit,
    visit_for,
)
from wangcai.catalogue.public import scan_code, surcharges_of
from wangcai.customers.public import active_flags, living_file
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.visits.shown import TONES, booking_of, next_step, place_words, when_words
from wangcai.interfaces.counter.visits.stays import rooms_by_booking
from wangcai.interfaces.ui.public import address, toast
from wangcai.journal.public import Entry, line_of
from wangcai.kernel.public import NotAllowed, NotFound, Refusal, plain_amount
from wangcai.orders.public import NewLine
from wangcai.orders.public import states as order_states
from wangcai.settlement.public import TENDERS, bill_of, deposit_due, quote_bill
from wangcai.shops.public import staff_names

RUNNING = (order_states.RECEIVED, order_states.CONFIRMED, order_states.PICKING, order_states.READY)
# `?open=pay`: what a link from elsewhere opens at once.
OPENS = {"pay": "pay-dialog", "extra": "extra-dialog"}
CHANGEABLE = (states.REQUESTED, states.BOOKED, states.ARRIVED, states.STARTED)


class CodeUnknown(Refusal):
    code = "code_unknown"
    sentence = gettext_lazy("没有条码或货号是“{code}”的商品，请再扫一次。")
    field = "code"


@require_GET
@staff_page("booking.see", anywhere=True)
def visit(request: Any, key: Any) -> HttpResponse:
    """The page of what comes together. Bookings without a bill yet show what is missing."""
    return show_visit(request, key, opens=OPENS.get(request.GET.get("open", ""), ""))


@require_GET
@staff_page("booking.see", anywhere=True)
def booking(request: Any, booking_id: int) -> HttpResponse:
    """From a booking to the visit it belongs to: boards know the one, people look for the other."""
    return redirect("counter:visit", booking_of(request, booking_id).visit)


def show_visit(request: Any, key: Any, refusal: Refusal | None = None, opens: str = "") -> HttpResponse:
    """The visit's page; with a refusal the dialog `opens` comes back open with what was typed."""
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    status = refusal.status if refusal else 200
    try:
        found = visit_for(request.actor, key)
    except NotFound:
        return _bare(request, key, refusal, status)
    context = visit_context(request, found) | {"refusal": refusal, "opens": opens, "typed": request.POST}
    return render(request, "counter/visits/visit.html", context, status=status)


def visit_context(request: Any, found: Visit) -> dict[str, Any]:
    """Everything the page shows: some twenty queries, six more for each pet that waits at the door."""
    by, bookings = request.actor, bookings_of(found)
    ids = [booking.pk for booking in bookings]
    door, extras = door_of(bookings), extras_of(bookings)
    flags = active_flags([booking.pet_id for booking in bookings if booking.pet_id], by)
    jobs = dict(Job.objects.of(by).filter(booking_id__in=ids).values_list("booking_id", "pk"))
    bill = bill_of(found.order)
    entries = _entries(found, ids)
    names = staff_names(by.chain_id, {line.actor for line in entries})
    rooms = rooms_by_booking(by, bookings)
    pets = [
        _pet(by, booking, door[booking.pk], flags, jobs.get(booking.pk), extras) | {"rooms": rooms.get(booking.pk)}
        for booking in bookings
    ]
    running, deposit = found.order.status in RUNNING, deposit_due(found)

    def may(permission: str) -> bool:
        return by.may(permission, found.store_id)

    return {
        "visit": found,
        "owner": living_file(found.customer),
        "order": found.order,
        "stage": order_states.label_of(found.order.status, "visit"),
        "pets": pets,
        "step": next((pet["step"] for pet in pets if pet["step"]), None),
        "bill": bill,
        "lines": [_line(line, bookings) for line in bill.lines if line.state != "cancelled"],
        "totals": _totals(bill),
        "compared": quote_bill(found),
        "extras": [extra for extra in extras if extra.answer == ""],
        "entries": [
            {"icon": e.icon, "at": e.at, "actor": names.get(e.actor, ""), "sentence": e.sentence} for e in entries
        ],
        "may_add": running and (may("orders.change") or may("care.work")),
        "may_drop": running and may("orders.change"),
        "may_pay": may("payments.take") and bill.due_fen > 0 and found.order.status != order_states.CANCELLED,
        "may_plan": may("care.plan"),
        "may_answer": may("care.plan") or may("care.work"),
        "deposit": deposit,
        "pay_amount": plain_amount(deposit or max(bill.due_fen, 0)),
        "tenders": list(TENDERS.items()),
        "fee_options": [(fee.code, fee.name) for fee in surcharges_of(by, when="")] if running else [],
        "pet_options": [
            (b.pk, str(b.pet)) for b in bookings if b.pet and b.state not in (states.DONE, states.CANCELLED)
        ],
    }


def _pet(
    by: Any, booking: Booking, door: dict[str, Any], flags: dict, job_id: int | None, extras: list
) -> dict[str, Any]:
    plan, came, inquiry = door["plan"], door["check_in"], door["inquiry"]
    return {
        "booking": booking,
        "pet": booking.pet,
        "flags": flags.get(booking.pet_id, []),
        "state": states.LABELS[booking.state],
        "tone": TONES[booking.state],
        "when": when_words(booking),
        "place": place_words(booking),
        "step": next_step(by, booking, job_id),
        "inquiry": inquiry,
        "plan": plan,
        "signed": door["signed"],
        "came": came,
        "job_url": address("floor:job", job_id) if job_id else "",
        "pet_url": address("counter:pet", booking.pet_id),
        "waiting": [extra for extra in extras if extra.booking_id == booking.pk and extra.answer == ""],
        "may_change": booking.state in CHANGEABLE and by.may("booking.write", booking.store_id),
        "may_plan": booking.state in CHANGEABLE and by.may("care.plan", booking.store_id),
    }


def _line(line: Any, bookings: list[Booking]) -> dict[str, Any]:
    pet = next((b.pet for b in bookings if b.pet_id == line.pet_id), None) if len(bookings) > 1 else None
    parts = [str(pet)] if pet and str(pet) not in line.text else []
    if line.list_fen != line.unit_fen:
        parts.append(_("会员价"))
    if line.discount_fen:
        parts.append(_("优惠：{reason}").format(reason=line.discount_reason or "—"))
    return {"line": line, "detail": " · ".join(parts)}


def _totals(bill: Any) -> list[tuple[Any, ...]]:
    """Discount, sum, what was paid by how, what is left."""
    rows: list[tuple[Any, ...]] = []
    if bill.discount_fen:
        rows.append((_("整单优惠"), -bill.discount_fen))
    rows.append((_("合计"), bill.total_fen, True))
    for payment in bill.payments:
        words = _("已退") if payment.kind == "refund" else _("已收")
        fen = payment.amount_fen if payment.kind == "refund" else -payment.amount_fen
        rows.append((f"{words} · {TENDERS.get(payment.tender, payment.tender)}", fen))
    rows.append((_("还应收") if bill.due_fen >= 0 else _("应退"), abs(bill.due_fen), True))
    return rows


def _entries(found: Visit, booking_ids: list[int]) -> list[Any]:
    """What happened to the visit, its pets and its bill, newest first; one query."""
    wanted = (
        Q(subject_kind="visit", subject_id=found.pk)
        | Q(subject_kind="booking", subject_id__in=booking_ids)
        | Q(subject_kind="order", subject_id=found.order_id)
    )
    rows = Entry.objects.filter(wanted, chain_id=found.chain_id).exclude(what__in=("order.placed", "order.moved"))
    return [line_of(entry) for entry in rows.order_by("-id")[:60]]


def _bare(request: Any, key: Any, refusal: Refusal | None, status: int) -> HttpResponse:
    """Bookings nobody made a bill for: what they are, and the button that opens one."""
    related = ("pet", "service", "worker", "room", "store", "customer")
    rows = Booking.objects.of(request.actor).filter(visit=key).select_related(*related).order_by("pk")
    bookings = [booking for booking in rows if request.actor.sees(booking.store_id)]
    if not bookings:
        raise NotFound
    context = {
        "key": key,
        "rows": [(b, when_words(b), states.LABELS[b.state], TONES[b.state]) for b in bookings],
        "may_open": request.actor.may("booking.write", bookings[0].store_id),
        "refusal": refusal,
    }
    return render(request, "counter/visits/bare.html", context, status=status)


@require_POST
@staff_page("booking.write", anywhere=True)
def open_bill(request: Any, key: Any) -> HttpResponse:
    """Bookings of the waitlist get their order."""
    rows = Booking.objects.of(request.actor).filter(visit=key).select_related("store__chain").order_by("pk")
    booking = next((row for row in rows if request.actor.sees(row.store_id)), None)
    if booking is None:
        raise NotFound
    try:
        open_visit(booking=booking, by=request.actor, request_key=request.POST.get("request_key"))
    except Refusal as refusal:
        return show_visit(request, key, refusal)
    return HttpResponseRedirect(reverse("counter:visit", args=[key]))


@require_POST
@staff_page("booking.write", anywhere=True)
def confirm(request: Any, key: Any) -> HttpResponse:
    """The shop says yes to a request."""
    try:
        confirm_visit(
            visit=visit_for(request.actor, key), by=request.actor, request_key=request.POST.get("request_key")
        )
    except Refusal as refusal:
        return show_visit(request, key, refusal)
    toast(request, _("预约已确认"))
    return HttpResponseRedirect(reverse("counter:visit", args=[key]))


@require_POST
@staff_page("booking.see", anywhere=True)
def add(request: Any, key: Any) -> HttpResponse:
    """Goods by barcode or number onto the bill of one of the pets."""
    found, sent = visit_for(request.actor, key), request.POST
    try:
        booking = _chosen(found, sent.get("booking", ""))
        scanned = scan_code(request.actor, sent.get("code", ""))
        if scanned is None:
            raise CodeUnknown(code=sent.get("code", "")[:40])
        quantity = int(sent["quantity"]) if sent.get("quantity", "").isdigit() else 1
        line = NewLine(scanned.variant.pk, quantity)
        add_line(booking=booking, line=line, by=request.actor, request_key=sent.get("request_key"))
    except Refusal as refusal:
        return show_visit(request, key, refusal, opens="add-dialog")
    toast(request, _("已记在账单上"))
    return HttpResponseRedirect(reverse("counter:visit", args=[key]))


def _chosen(found: Visit, booking_id: str) -> Booking:
    bookings = bookings_of(found)
    chosen = next((booking for booking in bookings if str(booking.pk) == booking_id), bookings[0] if bookings else None)
    if chosen is None:
        raise NotFound
    return chosen


@require_POST
@staff_page("orders.change", anywhere=True)
def drop(request: Any, key: Any, line_id: int) -> HttpResponse:
    """One line off the bill."""
    found = visit_for(request.actor, key)
    try:
        drop_line(visit=found, line_id=line_id, by=request.actor, request_key=request.POST.get("request_key"))
    except Refusal as refusal:
        return show_visit(request, key, refusal)
    toast(request, _("已从账单去掉"))
    return HttpResponseRedirect(reverse("counter:visit", args=[key]))
