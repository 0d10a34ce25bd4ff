"""What was agreed and what it costs now; letting go of a booking with the fee said before the button is pressed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from wangcai.booking.public import Booking, fitting_waiters, states
from wangcai.care.public import Visit, bookings_of, visit_for
from wangcai.customers.public import living_file
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import Actor, NotAllowed, NotFound, Refusal, now
from wangcai.settlement.public import (
    bill_of,
    cancel_visit_booking,
    deposit_due,
    fee_if_cancelled,
    fee_if_no_show,
    mark_no_show,
    paid_on,
    quote_bill,
)
from wangcai.shops.public import setting

OPEN = (states.HELD, states.REQUESTED, states.BOOKED)


@dataclass(frozen=True, slots=True)
class Choice:
    """One pet that has not come: what letting go of its booking costs now. In fen."""

    booking: Booking
    label: str
    cancel_fee: int
    late: bool
    no_show_fee: int
    change_url: str

    @property
    def cancel_id(self) -> str:
        return f"cancel-{self.booking.pk}"

    @property
    def no_show_id(self) -> str:
        return f"noshow-{self.booking.pk}"


@require_GET
@staff_page("booking.see", anywhere=True)
def money_page(request: Any, key: Any) -> HttpResponse:
    """Deposit, quote beside bill, and what can be let go of."""
    return show_money(request, visit_for(request.actor, key))


def show_money(request: Any, visit: Visit, refusal: Refusal | None = None, opens: str = "") -> HttpResponse:
    """The page; with a refusal the dialog `opens` comes back open with what was typed."""
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    bill, by = bill_of(visit.order), request.actor
    writes = by.may("booking.write", visit.store_id)
    context = {
        "visit": visit,
        "owner": living_file(visit.customer),
        "order": visit.order,
        "quote": quote_bill(visit),
        "bill": bill,
        "totals": totals(bill.total_fen, paid_on(visit.order), bill.due_fen),
        "deposit": deposit_due(visit),
        "choices": _choices(visit) if writes else [],
        "table": setting(visit.store, "visits.cancel_table"),
        "may_pay": by.may("payments.take", visit.store_id),
        "refusal": refusal,
        "opens": opens,
        "typed": request.POST,
    }
    status = refusal.status if refusal else 200
    return render(request, "counter/visitmoney/page.html", context, status=status)


def _choices(visit: Visit) -> list[Choice]:
    at, minutes = now(), setting(visit.store, "visits.no_show_minutes")
    found = []
    for booking in bookings_of(visit):
        if booking.state not in OPEN:
            continue
        late = booking.state == states.BOOKED and at >= booking.starts_at + timedelta(minutes=minutes)
        found.append(
            Choice(
                booking, str(states.LABELS[booking.state]), fee_if_cancelled(booking, at), late,
                fee_if_no_show(booking) if late else 0, reverse("counter:booking_change", args=[booking.pk]),
            )
        )  # fmt: skip
    return found


def totals(total: int, paid: int, due: int) -> list[tuple[Any, ...]]:
    """Sum, what lies on it, what is left."""
    rows: list[tuple[Any, ...]] = [(_("合计"), total)]
    if paid:
        rows.append((_("已付（含定金）"), -paid))
    rows.append((_("还应收") if due >= 0 else _("应退"), abs(due), True))
    return rows


@require_GET
@staff_page("booking.see", anywhere=True)
def paper(request: Any, key: Any) -> HttpResponse:
    """The same on paper: what was said, what it costs, why it differs."""
    visit = visit_for(request.actor, key)
    bill = bill_of(visit.order)
    context = {
        "visit": visit,
        "owner": living_file(visit.customer),
        "order": visit.order,
        "quote": quote_bill(visit),
        "totals": totals(bill.total_fen, paid_on(visit.order), bill.due_fen),
    }
    return render(request, "counter/visitmoney/paper.html", context)


@require_POST
@staff_page("booking.write", anywhere=True)
def cancel(request: Any, key: Any, booking_id: int) -> HttpResponse:
    """One pet does not come: what is kept follows the table, or a reason waives it."""

    def act(booking: Booking) -> None:
        sent = request.POST
        waive = sent.get("waive", "") if sent.get("fee") == "waive" else ""
        if sent.get("fee") == "waive" and not waive.strip():
            raise WaiveUnexplained
        cancel_visit_booking(
            booking=booking, reason=sent.get("reason", ""), waive=waive, by=request.actor,
            request_key=sent.get("request_key"),
        )  # fmt: skip

    return _let_go(request, key, booking_id, act, "cancel", _("预约已取消"))


@require_POST
@staff_page("booking.write", anywhere=True)
def no_show(request: Any, key: Any, booking_id: int) -> HttpResponse:
    """Nobody came: charge, or waive with a reason."""

    def act(booking: Booking) -> None:
        mark_no_show(
            booking=booking, charge=request.POST.get("fee") == "charge", reason=request.POST.get("reason", ""),
            by=request.actor, request_key=request.POST.get("request_key"),
        )  # fmt: skip

    return _let_go(request, key, booking_id, act, "noshow", _("记为爽约"))


class WaiveUnexplained(Refusal):
    code = "waive_unexplained"
    sentence = gettext_lazy("免收要写原因。")
    field = "waive"


def _let_go(
    request: Any, key: Any, booking_id: int, act: Callable[[Booking], None], dialog: str, words: str
) -> HttpResponse:
    visit = visit_for(request.actor, key)
    booking = _of_visit(request.actor, visit, booking_id)
    try:
        act(booking)
    except Refusal as refusal:
        fresh = visit_for(request.actor, key)
        return show_money(request, fresh, refusal, opens=f"{dialog}-{booking_id}")
    if _somebody_waits(request.actor, visit, booking):
        toast(request, _("{done}，有人在等这个时间").format(done=words))
        return HttpResponseRedirect(reverse("counter:waitlist"))
    toast(request, words)
    return HttpResponseRedirect(reverse("counter:visit", args=[key]))


def _somebody_waits(by: Actor, visit: Visit, booking: Booking) -> bool:
    """Is the freed time still to come, the last of its visit, and wanted by somebody on the list?"""
    if booking.starts_at <= now() or any(each.state in OPEN for each in bookings_of(visit)):
        return False
    freed = Booking.objects.of(by).filter(pk=booking.pk).select_related("store__chain", "service", "worker").get()
    return bool(fitting_waiters(booking=freed))


def _of_visit(by: Actor, visit: Visit, booking_id: int) -> Booking:
    found = Booking.objects.of(by).filter(pk=booking_id, visit=visit.key).select_related("store__chain").first()
    if found is None:
        raise NotFound
    return found
