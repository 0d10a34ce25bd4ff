"""Phone notes: who, what, where, when; the rules of completeness are shown as they are met (F38)."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wangcai.customers.public import active_flags, customers_by_phone, find_or_create_customer, pets_of
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.intake.basket import new_lines, rows_of, sent_lines
from wangcai.interfaces.counter.orders.changing import WantedForm
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import Actor, NotAllowed, NotFound, Refusal, writing
from wangcai.orders.public import NewOrder, missing_information, orders_of, place_order


@require_http_methods(["GET", "POST"])
@staff_page("orders.place")
def phone_note(request: Any) -> HttpResponse:
    """An order taken on the telephone."""
    if request.method == "GET":
        return note_page(request, WantedForm(initial={"fulfilment": "pickup", "occasion": ""}))
    form = WantedForm(request.POST)
    if not form.is_valid():
        return note_page(request, form, status=422)
    try:
        # The customer's new file and the order stand or fall together.
        with writing():
            order = place_order(
                store=request.store, order=draft_of(request, form, "phone"), by=request.actor,
                request_key=request.POST.get("request_key"),
            )  # fmt: skip
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        return refused_note(request, form, refusal)
    toast(request, _("已接单 {number}，请念给顾客确认").format(number=order.number))
    return HttpResponseRedirect(f"{reverse('counter:order', args=[order.number])}?confirm=1")


def refused_note(request: Any, form: WantedForm, refusal: Refusal, **more: Any) -> HttpResponse:
    """The same form with the sentence where it belongs."""
    left: Refusal | None = refusal
    field = "contact_phone" if refusal.field == "phone" else refusal.field
    if field in form.fields:
        form.add_error(field, str(refusal))
        left = None
    return note_page(request, form, left, 422, **more)


def note_page(
    request: Any, form: WantedForm, refusal: Refusal | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    pairs = sent_lines(request.POST) if request.method == "POST" else []
    try:
        rows = rows_of(request.actor, request.store, pairs)
    except Refusal as unknown:
        rows, refusal = [], refusal or unknown
    context = {
        "form": form,
        "rows": rows,
        "refusal": refusal,
        "channel": "phone",
        **check_of(request, form),
        **who_of(request.actor, form["contact_phone"].value() or ""),
        **more,
    }
    return render(request, "counter/intake/note.html", context, status=status)


def draft_of(request: Any, form: WantedForm, channel: str) -> NewOrder:
    """The form as an order; the customer is found by telephone or gets a file."""
    wanted = dict(form.cleaned_data)
    customer_id = None
    if wanted["contact_phone"].strip():
        customer = find_or_create_customer(
            name=wanted["contact_name"], phone=wanted["contact_phone"], by=request.actor, source=channel
        )
        customer_id = customer.pk
        wanted["contact_name"] = wanted["contact_name"] or customer.name
    return NewOrder(
        channel=channel, lines=new_lines(sent_lines(request.POST)), customer_id=customer_id,
        allow_stock_out=request.POST.get("allow_stock_out") == "1", **wanted,
    )  # fmt: skip


@require_GET
@staff_page("orders.place")
def who(request: Any) -> HttpResponse:
    """Whom a telephone number belongs to; the name is filled in where nobody typed another."""
    asked = request.GET
    context = who_of(request.actor, asked.get("contact_phone", ""), asked.get("pick", ""))
    name = name_to_fill(context["known"], asked.get("contact_name", ""), asked.get("filled", ""))
    form = WantedForm(initial={"contact_name": name or ""})
    return render(request, "counter/intake/who.html", {**context, "name": name, "filled": name, "form": form})


def name_to_fill(known: list[dict[str, Any]], typed: str, filled: str) -> str | None:
    """The name to put into the box, or None to leave it alone. What a person typed stays, unless one of the files is picked."""
    picked = next((each["customer"].name for each in known if each["current"]), None)
    if picked is not None:
        return picked
    if typed.strip() and typed != filled:
        return None
    return known[0]["customer"].name if len(known) == 1 else ""


def who_of(by: Actor, phone: str, pick: str = "") -> dict[str, Any]:
    """The files of a telephone number with their pets and last order; `pick` is the id of the one that was chosen."""
    people = customers_by_phone(by, phone)[:3] if phone.strip() else []
    known = []
    for customer in people:
        pets = [pet for pet in pets_of(customer) if pet.died_on is None]
        flags = active_flags([pet.pk for pet in pets])
        last = orders_of(by).filter(customer=customer).order_by("-id").first()
        known.append(
            {
                "customer": customer,
                "last": last,
                "pets": [{"pet": pet, "flags": flags[pet.pk]} for pet in pets],
                "current": str(customer.pk) == pick,
                "pick_url": f"{reverse('counter:intake_who')}?pick={customer.pk}",
            }
        )
    return {"known": known, "phone": phone.strip()}


@require_GET
@staff_page("orders.place")
def check(request: Any) -> HttpResponse:
    """The sum so far and what is still to be asked."""
    form = WantedForm(request.GET)
    form.is_valid()
    context = check_of(request, form)
    try:
        context["rows"] = rows_of(request.actor, request.store, sent_lines(request.GET))
    except Refusal:
        context["rows"] = []
    context["sum_fen"] = sum(row.unit_fen * row.count for row in context["rows"])
    return render(request, "counter/intake/check.html", context)


def check_of(request: Any, form: WantedForm) -> dict[str, Any]:
    """What is missing before it can be confirmed."""
    values = getattr(form, "cleaned_data", None) or {}
    if not values and not form.is_bound:
        values = {"fulfilment": "pickup"}
    people = customers_by_phone(request.actor, values.get("contact_phone") or "")
    if len(people) == 1 and not values.get("contact_name"):
        values = {**values, "contact_name": people[0].name}
    draft = NewOrder(
        channel="phone",
        customer_id=people[0].pk if people else None,
        fulfilment=values.get("fulfilment") or "pickup",
        **{name: values.get(name) or "" for name in ("contact_name", "contact_phone", "address", "occasion")},
        wanted_at=values.get("wanted_at"),
    )
    sent = request.POST if request.method == "POST" else request.GET
    pieces = sum(count for _variant, count in sent_lines(sent))
    return {"missing": [str(label) for _field, label in missing_information(draft)], "pieces": pieces}
