"""One screen of a customer: owner at the left, pets as tabs, the timeline as the heart."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wangcai.customers.public import (
    CHANNEL_LABELS,
    PURPOSE_LABELS,
    Customer,
    FileTimeline,
    Pet,
    active_flags,
    addresses_of,
    consent_now,
    customer_for,
    family_of,
    numbers_of,
    pets_of,
    portal_ways,
    sees_phones,
    shown_phone,
)
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.customers import timeline
from wangcai.interfaces.counter.customers.acts import customer_url
from wangcai.interfaces.counter.customers.pet_page import PetCard, pet_card, weights_of
from wangcai.kernel.public import Actor, format_money, kept
from wangcai.orders.public import orders_of
from wangcai.orders.public import states as order_states

ORDERS = 6


@dataclass(frozen=True, slots=True)
class Purchases:
    """What the customer bought in stores the actor sees."""

    orders: list[dict[str, Any]]
    figures: list[tuple[str, str]]


@require_GET
@staff_page("customers.see", anywhere=True)
def customer_file(request: Any, customer_id: int) -> HttpResponse:
    """The file. A merged one leads to its keeper."""
    by = request.actor
    customer = customer_for(by, customer_id)
    if customer.pk != customer_id:
        return HttpResponseRedirect(customer_url(customer.pk))
    pets = pets_of(customer)
    narrowing = timeline.narrowing_of(request)
    history = FileTimeline(by, customer, pets)
    lines = history.lines(narrowing, request.GET.get("before", ""), timeline.PAGE + 1)
    address = reverse("counter:customer_timeline", args=[customer.pk])
    context = {
        "customer": customer, "cards": cards_of(pets), "tabs": tabs_of(customer, pets, narrowing.pet_id),
        "open_pet": narrowing.pet_id, "family": family_of(customer), "details": details_of(customer),
        "phones": phones_of(by, customer), "portal": portal_ways(customer), "consents": consents_of(customer), "purchases": purchases_of(by, history.files),
        "addresses": addresses_of(customer.chain_id, customer.pk),
        "may_write": by.may("customers.write"), "may_book": by.may("booking.write"), "may_merge": by.may("customers.merge"),
        "may_block": by.may("customers.block"),
        "stages": timeline.stage_chips(request),
        "subjects": timeline.subject_chips(request, history.subjects()),
        "query": request.GET.urlencode(), **timeline.page_of(request, lines, address, pets),
    }  # fmt: skip
    return render(request, "counter/customers/file.html", context)


def cards_of(pets: list[Pet]) -> list[PetCard]:
    """The pets with flags and weights: two queries for all."""
    flags, weights = active_flags([p.pk for p in pets]), weights_of(pets)
    return [pet_card(pet, flags[pet.pk], weights.get(pet.pk, [])) for pet in pets]


def tabs_of(customer: Customer, pets: list[Pet], current: int | None) -> list[dict[str, Any]]:
    icons = {"cat": "cat", "dog": "dog"}
    here = customer_url(customer.pk)
    tabs = [{"label": _("全家"), "url": here, "current": current is None, "icon": "users"}]
    return tabs + [
        {"label": str(p), "url": f"{here}?pet={p.pk}", "current": p.pk == current, "icon": icons.get(p.species, "paw")}
        for p in pets
    ]


def details_of(customer: Customer) -> list[tuple[str, Any]]:
    """The facts that are known; what is empty is not shown."""
    rows = [
        (_("称呼"), customer.salutation), (_("微信"), customer.wechat), (_("邮箱"), customer.mail),
        (_("生日"), customer.birthday and f"{customer.birthday:%m-%d}"),
        (_("联系方式"), CHANNEL_LABELS[customer.preferred_channel] if customer.preferred_channel else ""),
        (_("联系时间"), customer.contact_hours), (_("沟通风格"), customer.style), (_("家庭"), customer.family),
        (_("常去门店"), customer.home_store and customer.home_store.name), (_("备注"), customer.note),
    ]  # fmt: skip
    return [row for row in rows if row[1]]


def phones_of(by: Actor, customer: Customer) -> list[dict[str, Any]]:
    """Numbers as this person may see them."""
    hidden = not sees_phones(by)
    return [
        {"id": p.pk, "target": str(p.pk), "number": shown_phone(by, customer, p.number), "label": p.label,
         "hidden": hidden and by.may("customers.reveal")}
        for p in numbers_of(customer.chain_id, customer.pk)
    ]  # fmt: skip


def consents_of(customer: Customer) -> list[dict[str, Any]]:
    """The newest word on each purpose and channel, with the day it was given."""
    return [
        {"purpose": PURPOSE_LABELS.get(purpose, purpose), "channel": CHANNEL_LABELS.get(channel, channel),
         "given": word.given, "at": word.at, "source": word.source}
        for (purpose, channel), word in sorted(consent_now(customer).items())
    ]  # fmt: skip


def purchases_of(by: Actor, files: list[int]) -> Purchases:
    """The last orders and what they add up to: two queries."""
    if not by.may("orders.see"):
        return Purchases([], [])
    ids = tuple(files)
    orders = [
        {
            "number": number,
            "at": at,
            "fen": fen,
            "status": order_states.label_of(status, way),
            "url": _order_url(number),
        }
        for number, at, fen, status, way in _last_orders(by, ids)
    ]
    visits, spent = next(iter(_sold(by, ids)), (0, 0))
    figures = [
        (_("累计消费"), format_money(spent)), (_("次数"), str(visits)),
        (_("每次"), format_money(spent // visits) if visits else "—"),
    ]  # fmt: skip
    return Purchases(orders, figures)


@kept
def _last_orders(by: Actor, files: tuple[int, ...]) -> QuerySet[Any]:
    mine = orders_of(by).filter(customer_id__in=files).order_by("-pk")
    return mine.values_list("number", "placed_at", "total_fen", "status", "fulfilment")[:ORDERS]


@kept
def _sold(by: Actor, files: tuple[int, ...]) -> QuerySet[Any]:
    """How often, and how much in all; no row where nothing was sold."""
    sold = orders_of(by).filter(customer_id__in=files, sold_at__isnull=False)
    return sold.values("chain_id").annotate(n=Count("pk"), fen=Sum("total_fen")).values_list("n", "fen")


def _order_url(number: str) -> str:
    return reverse("counter:order", args=[number])
