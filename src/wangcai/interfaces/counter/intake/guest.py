"""What a customer sees behind the QR code: this store's goods, a name, a phone, a time. No login, nothing else."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from wangcai.catalogue.public import categories_of
from wangcai.customers.public import find_or_create_customer
from wangcai.interfaces.counter.intake.basket import new_lines, sent_lines
from wangcai.interfaces.counter.orders.changing import WantedForm
from wangcai.interfaces.ui.public import Frame
from wangcai.kernel.public import Actor, NotFound, Refusal, writing
from wangcai.orders.public import IntakeLink, NewOrder, missing_information, open_intake_link, order_for, place_order
from wangcai.stock.public import goods_tiles

MOST_TILES = 200


class TellUs(Refusal):
    code = "tell_us"
    sentence = _("请再填：{what}。")


class PickSomething(Refusal):
    code = "pick_something"
    sentence = _("还没有选商品，请在上面加一件。")
    field = "lines"


class GuestForm(WantedForm):
    """What we ask a customer; the shop's own note is not among it."""

    note = None  # type: ignore[assignment]


@require_http_methods(["GET", "POST"])
def guest(request: Any, token: str) -> HttpResponse:
    """Compose an order and send it."""
    try:
        link, by = _enter(request, token)
    except NotFound:
        return render(request, "counter/intake/guest_gone.html", status=404)
    form = GuestForm(request.POST or None, initial={"fulfilment": "pickup", "occasion": ""})
    if request.method == "GET":
        return _page(request, link, by, form)
    if not form.is_valid():
        return _page(request, link, by, form, status=422)
    try:
        order = _place(request, link, by, form)
    except Refusal as refusal:
        return _refused(request, link, by, form, refusal)
    return HttpResponseRedirect(reverse("counter:guest_done", args=[token, order.public_id]))


def _enter(request: Any, token: str) -> tuple[IntakeLink, Actor]:
    """The code's store, with its clock and its name on the page. NotFound for unknown, expired and revoked codes."""
    link, by = open_intake_link(token)
    timezone.activate(ZoneInfo(link.store.timezone))
    request.frame = Frame(audience="portal", store_name=link.store.name, store_colour=link.store.colour)
    return link, by


def _place(request: Any, link: IntakeLink, by: Actor, form: GuestForm) -> Any:
    pairs, wanted = sent_lines(request.POST), dict(form.cleaned_data)
    if not pairs:
        raise PickSomething
    wanted.pop("note", None)
    draft = NewOrder(channel="tablet", lines=new_lines(pairs), **wanted)
    missing = missing_information(draft)
    if missing:
        raise TellUs(what=_("、").join(str(label) for _field, label in missing), field=missing[0][0])
    with writing():
        customer = find_or_create_customer(name=draft.contact_name, phone=draft.contact_phone, by=by, source="tablet")
        order = NewOrder(channel="tablet", lines=draft.lines, customer_id=customer.pk, **wanted)
        return place_order(store=link.store, order=order, by=by, request_key=request.POST.get("request_key"))


def _refused(request: Any, link: IntakeLink, by: Actor, form: GuestForm, refusal: Refusal) -> HttpResponse:
    field = "contact_phone" if refusal.field == "phone" else refusal.field
    if field in form.fields:
        form.add_error(field, str(refusal))
        return _page(request, link, by, form, status=422)
    return _page(request, link, by, form, refusal, 422)


def _page(
    request: Any, link: IntakeLink, by: Actor, form: GuestForm, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    chosen = dict(sent_lines(request.POST)) if request.method == "POST" else {}
    shelves: dict[str, list[dict[str, Any]]] = {}
    for tile in goods_tiles(link.store, kind="goods", limit=MOST_TILES):
        gone = tile.free is not None and tile.free <= 0
        most = 0 if gone else min(tile.free, 99) if tile.free is not None else 99
        shelves.setdefault(tile.category, []).append(
            {"tile": tile, "count": chosen.get(tile.variant_id, 0), "gone": gone, "most": most}
        )
    named = [(c.code, c.name, c.icon, shelves[c.code]) for c in categories_of(by) if c.code in shelves]
    if shelves.get(""):
        named.append(("other", _("其他"), "package", shelves[""]))
    context = {"link": link, "shelves": named, "form": form, "refusal": refusal, "chosen": sum(chosen.values())}
    return render(request, "counter/intake/guest.html", context, status=status)


@require_GET
def guest_done(request: HttpRequest, token: str, public_id: Any) -> HttpResponse:
    """Thank you, with the number: only orders that came through a code of this store."""
    try:
        link, by = _enter(request, token)
        order = order_for(by, public_id)
        if order.channel != "tablet" or order.store_id != link.store_id:
            raise NotFound
    except NotFound:
        return render(request, "counter/intake/guest_gone.html", status=404)
    return render(request, "counter/intake/guest_done.html", {"order": order, "token": token})
