"""Booking a visit from the counter: customer, pets, service, what it takes and costs, then the time; saved in one go.

The day board links here with `?start=2026-11-23T10:00&worker=7`, the room board with `?start=…&room=3`.
"""

from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from wangcai.care.public import book_visit
from wangcai.customers.public import customers_found, first_phones, shown_phone
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.visits.choosing import Choice, read_choice, wants_of
from wangcai.interfaces.ui.components.text import moment
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal

FORM = "counter/visits/new.html"


class NothingChosen(Refusal):
    code = "nothing_chosen"
    sentence = gettext_lazy("请选好宠物和服务。")
    field = "pet"


class TimeMissing(Refusal):
    code = "time_missing"
    sentence = gettext_lazy("请给{pet}选一个开始时间。")
    field = "start"


@require_GET
@staff_page("booking.write")
def new(request: Any) -> HttpResponse:
    """The form; everything chosen so far may stand in the address."""
    return _form(request, read_choice(request, request.GET))


@require_POST
@staff_page("booking.write")
def choices(request: Any) -> HttpResponse:
    """The form again after a choice: prices and free times follow. Nothing is written."""
    return _form(request, read_choice(request, request.POST), part=True)


def _form(request: Any, choice: Choice, refusal: Refusal | None = None, part: bool = False) -> HttpResponse:
    found = customers_found(request.actor, choice.query, limit=8) if choice.query and choice.customer is None else []
    phones = first_phones(request.actor, [customer.pk for customer in found], []) if found else {}
    context = {
        "choice": choice,
        "refusal": refusal,
        "free": [(iso, moment(datetime.fromisoformat(iso))) for iso in (refusal.details.get("free") or [])]
        if refusal
        else [],
        "free_name": next((f"start-{each.pet.pk}" for each in choice.coming if not each.stay), ""),
        "found": [(c, _pick_url(request, c.pk), _tail(request, c, phones)) for c in found],
        "may_override": request.actor.may("booking.override", request.store.pk),
        "ready": bool(choice.coming) and all(each.sheet for each in choice.coming),
    }
    template = f"{FORM}#choices" if part else FORM
    if request.htmx and not part and choice.customer is None:
        template = "counter/visits/who.html#found"
    return render(request, template, context, status=refusal.status if refusal else 200)


def _pick_url(request: Any, customer_id: int) -> str:
    """The form with this customer, keeping the time, worker and room it was opened with."""
    sent = request.GET.copy()
    sent["customer"] = str(customer_id)
    sent.pop("q", None)
    sent.pop("then", None)
    return f"{reverse('counter:visit_new')}?{sent.urlencode()}"


def _tail(request: Any, customer: Any, phones: dict[tuple[str, int], str]) -> str:
    number = phones.get(("customer", customer.pk), "")
    pets = "、".join(str(pet) for pet in customer.household.pets.all()) if customer.household else ""
    return " · ".join(part for part in (pets, shown_phone(request.actor, customer, number) if number else "") if part)


@require_POST
@staff_page("booking.write")
def save(request: Any) -> HttpResponse:
    """Book it. A refusal brings the form back with everything chosen, and the next times that work."""
    choice = read_choice(request, request.POST)
    try:
        if choice.customer is None or not choice.coming:
            raise NothingChosen
        untimed = next((each for each in choice.coming if not each.stay and not each.start), None)
        if untimed is not None:
            raise TimeMissing(pet=str(untimed.pet))
        visit = book_visit(
            store=request.store, customer=choice.customer, wants=wants_of(request, choice), channel=choice.channel,
            override=choice.override, by=request.actor, request_key=request.POST.get("request_key"),
        )  # fmt: skip
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return _form(request, choice, refusal)
    toast(request, _("约好了，{number}").format(number=visit.order.number))
    return HttpResponseRedirect(reverse("counter:visit", args=[visit.key]))
