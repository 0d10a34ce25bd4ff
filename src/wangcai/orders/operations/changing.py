"""Changing an order before it is picked, and settling its lines at hand-over. Totals are computed in one place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F, Max, Sum

from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotFound, clean_line, clean_text, normal_phone, now, share
from wangcai.orders import states
from wangcai.orders.drafts import NewLine, NewOrder
from wangcai.orders.events import LinesSettled, OrderChanged
from wangcai.orders.models import Order, OrderLine
from wangcai.orders.operations.moving import WrongStage, refuse_visit
from wangcai.orders.operations.placing import price_items
from wangcai.orders.rules import check_change, check_quantity
from wangcai.shops.public import Store
from wangcai.stock.public import Want, promise_goods, release_promises

TEXT_FIELDS = {"contact_name": 80, "contact_mail": 120, "address": 200, "occasion": 20}
PLAIN_FIELDS = {"wanted_at", "latitude", "longitude", "fulfilment", "delivery_fen", "customer_id"}


@dataclass(frozen=True, slots=True)
class Changes:
    """New values of fields, new quantities by line id (0 takes the line off), and added lines."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    quantities: Mapping[int, int] = field(default_factory=dict)
    added: tuple[NewLine, ...] = ()


@once
def change_order(*, order: Order, changes: Changes, by: Actor, at: datetime | None = None) -> Order:
    """Change an order that is 已接单 or 已确认; a confirmed one has to be confirmed again.

    Refuses: WrongStage, OutOfStock, bad quantities, and a change somebody else made in between (version).
    """
    by.require_at("orders.change", order)
    refuse_visit(order)
    at = at or now()
    version, total = order.version, order.total_fen
    taken = Order.objects.of(by).filter(pk=order.pk, version=version, status__in=(states.RECEIVED, states.CONFIRMED))
    if not taken.update(version=F("version") + 1, status=states.RECEIVED, status_at=at):
        raise WrongStage(number=order.number, status=str(states.LABELS[order.status]))
    order.refresh_from_db()
    changed = _change_fields(order, changes.fields)
    for line_id in sorted(changes.quantities):
        if _change_quantity(order, line_id, changes.quantities[line_id], by=by, at=at):
            changed.append(f"line:{line_id}")
    if changes.added:
        add_lines(order, changes.added, by=by, at=at)
        changed.append("lines")
    retotal(order)
    order.save()
    record(
        OrderChanged(
            subject_id=order.pk,
            store_id=order.store_id,
            customer_id=order.customer_id,
            number=order.number,
            version=order.version,
            changed=changed,
            total_from=total,
            total_to=order.total_fen,
        ),
        by=by,
        at=at,
    )
    return order


def _change_fields(order: Order, fields: Mapping[str, Any]) -> list[str]:
    changed = []
    for name, value in fields.items():
        if name in TEXT_FIELDS:
            value = clean_line(value, most=TEXT_FIELDS[name])
        elif name in {"wishes", "note"}:
            value = clean_text(value)
        elif name == "contact_phone":
            value = normal_phone(value) if str(value).strip() else ""
        elif name not in PLAIN_FIELDS:
            raise NotFound
        check_change(order, name, value)
        if getattr(order, name) != value:
            setattr(order, name, value)
            changed.append(name)
    return changed


def _change_quantity(order: Order, line_id: int, quantity: int, *, by: Actor, at: datetime) -> bool:
    line = order.lines.exclude(state=OrderLine.State.CANCELLED).filter(pk=line_id).first()
    if line is None:
        raise NotFound
    if quantity == line.quantity:
        return False
    release_promises(chain_id=by.chain_id, subject_kind="order_line", subject_ids=[line.pk])
    if quantity == 0:
        cancel_line(line, by=by, at=at)
        return True
    check_quantity(quantity)
    line.discount_fen = line.discount_fen * quantity // line.quantity if quantity < line.quantity else line.discount_fen
    line.quantity = quantity
    line.net_fen = line.unit_fen * quantity - line.discount_fen
    line.state = OrderLine.State.OPEN
    line.save()
    order.exceptions.filter(line=line, answered_at=None).update(answered_at=at, choice="", answered_by=by.key)
    promise_line(line, at=at)
    return True


def promise_line(line: OrderLine, *, at: datetime) -> None:
    """Promise the pieces of one line; flawed pieces and services are not promised."""
    if line.flawed or line.variant is None or not line.variant.counted:
        return
    want = Want("order_line", line.pk, line.variant_id, line.quantity)
    promise_goods(chain_id=line.chain_id, store_id=line.store_id, wants=[want], at=at)


def cancel_line(line: OrderLine, *, by: Actor, at: datetime) -> None:
    """Take a line off; it stays visible with nothing to pay. Its promise must be released by the caller."""
    line.state, line.net_fen, line.discount_fen = OrderLine.State.CANCELLED, 0, 0
    line.save()
    line.exceptions.filter(answered_at=None).update(answered_at=at, choice="cancel", answered_by=by.key)


def add_lines(order: Order, added: tuple[NewLine, ...], *, by: Actor, at: datetime) -> list[OrderLine]:
    """Price, write and promise further lines of an order."""
    draft = NewOrder(channel=order.channel, fulfilment=order.fulfilment, lines=added, customer_id=order.customer_id)
    store = Store.objects.of(by).get(pk=order.store_id)
    position = order.lines.aggregate(top=Max("position"))["top"] or 0
    lines = []
    for item in price_items(store=store, order=draft, by=by):
        position += 1
        line = OrderLine.objects.create(
            chain_id=order.chain_id,
            order=order,
            store_id=order.store_id,
            position=position,
            kind=item.priced.kind,
            variant_id=item.line.variant_id,
            pet_id=item.line.pet_id,
            booking_id=item.line.booking_id,
            text=item.text,
            quantity=item.line.quantity,
            list_fen=item.list_fen,
            unit_fen=item.unit_fen,
            discount_fen=item.line.discount_fen,
            discount_reason=item.line.discount_reason[:120],
            net_fen=item.net_fen,
            cost_fen=item.priced.cost_fen,
        )
        promise_line(line, at=at)
        lines.append(line)
    return lines


def retotal(order: Order) -> None:
    """Recompute goods and total from the lines (not saved). The order's own discount never passes what is left."""
    order.goods_fen = order.lines.aggregate(sum=Sum("net_fen"))["sum"] or 0
    order.discount_fen = min(order.discount_fen, max(order.goods_fen + order.delivery_fen, 0))
    order.total_fen = order.goods_fen + order.delivery_fen - order.discount_fen


def settle_lines(*, order: Order, accepted: Mapping[int, int], by: Actor, at: datetime) -> Order:
    """Set what the customer took of each line; net amounts and the total follow, to the fen. Inside a use case."""
    total = order.total_fen
    for line in order.lines.exclude(state=OrderLine.State.CANCELLED):
        taken = accepted[line.pk]
        if not 0 <= taken <= line.quantity:
            raise NotFound
        line.accepted = taken
        line.state = OrderLine.State.ACCEPTED if taken else OrderLine.State.REFUSED
        if taken != line.quantity:
            kept = share(line.discount_fen, [taken, line.quantity - taken])[0]
            line.net_fen, line.discount_fen = line.unit_fen * taken - kept, kept
        line.save()
    retotal(order)
    order.save(update_fields=["goods_fen", "discount_fen", "total_fen"])
    if order.total_fen != total:
        record(
            LinesSettled(
                subject_id=order.pk,
                store_id=order.store_id,
                customer_id=order.customer_id,
                number=order.number,
                total_from=total,
                total_to=order.total_fen,
            ),
            by=by,
            at=at,
        )
    return order
