"""Stock-out, flawed, short: the offer, the customer's answer and its channel are recorded (0.17, F39)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.catalogue.public import Variant
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotFound, Refusal, basis_points, now
from wangcai.orders import states
from wangcai.orders.drafts import NewLine
from wangcai.orders.events import ExceptionOpened, OfferAnswered, OfferMade, about_order
from wangcai.orders.models import OrderException, OrderLine
from wangcai.orders.operations.changing import add_lines, cancel_line, promise_line, retotal
from wangcai.orders.operations.moving import change_status
from wangcai.stock.public import OutOfStock, release_promises

ANSWER_HOURS = 4
FLAWED_OFF = 2000  # −20 % unless the clerk says otherwise


class EmptyOffer(Refusal):
    code = "empty_offer"
    sentence = _("请至少给顾客一个选择。")


class NotOfferedChoice(Refusal):
    code = "not_offered_choice"
    sentence = _("这个选择没有提供给顾客，请先修改处理办法。")


class AlreadyAnswered(Refusal):
    code = "already_answered"
    sentence = _("这件缺货已经处理过了，请刷新看看。")
    status = 409


@once
def report_short(
    *, line: OrderLine, missing: int, by: Actor, kind: str = "short", at: datetime | None = None
) -> OrderException:
    """Picking found fewer (or flawed) pieces: the promise ends, the order goes back to 待确认 with an open exception."""
    by.require_at("delivery.pick", line)
    at = at or now()
    if not 1 <= missing <= line.quantity or line.state not in {OrderLine.State.OPEN, OrderLine.State.PICKED}:
        raise NotFound
    order = line.order
    release_promises(chain_id=by.chain_id, subject_kind="order_line", subject_ids=[line.pk])
    line.state, line.picked = OrderLine.State.STOCK_OUT, 0
    line.save(update_fields=["state", "picked"])
    if order.status != states.RECEIVED:
        change_status(order=order, to=states.RECEIVED, by=by, at=at)
        type(order).objects.of(by).filter(pk=order.pk).update(version=order.version + 1)
    opened = OrderException.objects.create(
        chain_id=by.chain_id, order=order, line=line, kind=kind, missing=missing, opened_at=at
    )
    record(
        ExceptionOpened(**about_order(order), exception_id=opened.pk, kind=kind, item=line.text, missing=missing),
        by=by,
        at=at,
    )
    return opened


@once
def offer_way_out(
    *,
    exception: OrderException,
    by: Actor,
    wait_until: date | None = None,
    flawed_off: int | None = None,
    flawed_photo: int | None = None,
    substitute_id: int | None = None,
    cancel: bool = True,
    at: datetime | None = None,
) -> OrderException:
    """Offer the customer: wait until a date, take a flawed piece at so many ten-thousandths less, another item, or none."""
    by.require_at("orders.offer", exception.order)
    at = at or now()
    offer: dict[str, Any] = {}
    if wait_until:
        offer["wait_until"] = wait_until.isoformat()
    if flawed_off is not None:
        offer["flawed_off"] = min(max(int(flawed_off), 0), 10_000)
        offer["flawed_photo"] = flawed_photo
    if substitute_id:
        if not Variant.objects.of(by).filter(pk=substitute_id, ended_at=None).exists():
            raise NotFound
        offer["substitute"] = substitute_id
    if not offer and not cancel:
        raise EmptyOffer
    if cancel:
        offer["cancel"] = True
    changed = OrderException.objects.of(by).filter(pk=exception.pk, answered_at=None)
    due = at + timedelta(hours=ANSWER_HOURS)
    if not changed.update(offer=offer, offered_at=at, offered_by=by.key, answer_due_at=due):
        raise AlreadyAnswered
    exception.refresh_from_db()
    record(
        OfferMade(
            **about_order(exception.order),
            exception_id=exception.pk,
            item=exception.line.text,
            options=sorted(offer),
        ),
        by=by,
        at=at,
    )
    return exception


@once
def answer_offer(
    *, exception: OrderException, choice: str, channel: str, by: Actor, at: datetime | None = None
) -> OrderException:
    """Record what the customer chose and by which channel, and carry it out.

    Refuses: NotOfferedChoice, AlreadyAnswered, OutOfStock (the substitute is gone too).
    """
    at = at or now()
    if choice not in {k.removesuffix("_until").removesuffix("_off") for k in exception.offer}:
        raise NotOfferedChoice
    changed = OrderException.objects.of(by).filter(pk=exception.pk, answered_at=None)
    if not changed.update(choice=choice, answered_at=at, answer_channel=channel[:10], answered_by=by.key):
        raise AlreadyAnswered
    exception.refresh_from_db()
    _carry_out(exception, by=by, at=at)
    record(
        OfferAnswered(
            **about_order(exception.order),
            exception_id=exception.pk,
            item=exception.line.text,
            choice=choice,
            by_channel=channel[:10],
        ),
        by=by,
        at=at,
    )
    return exception


def _carry_out(exception: OrderException, *, by: Actor, at: datetime) -> None:
    order, line, choice = exception.order, exception.line, exception.choice
    if choice == OrderException.Choice.WAIT:
        fill_waiting(line, at=at)
        return
    if choice == OrderException.Choice.FLAWED:
        line.flawed, line.state = True, OrderLine.State.OPEN
        line.discount_fen = min(
            basis_points(line.unit_fen * line.quantity, exception.offer["flawed_off"]), line.unit_fen * line.quantity
        )
        line.discount_reason = str(_("瑕疵品"))
        line.net_fen = line.unit_fen * line.quantity - line.discount_fen
        line.save()
    else:
        cancel_line(line, by=by, at=at)
    if choice == OrderException.Choice.SUBSTITUTE:
        new = NewLine(exception.offer["substitute"], line.quantity, pet_id=line.pet_id)
        add_lines(order, (new,), by=by, at=at)
    retotal(order)
    order.save(update_fields=["goods_fen", "discount_fen", "total_fen"])


def fill_waiting(line: OrderLine, *, at: datetime) -> bool:
    """Try to promise a waiting line; True when the goods are there."""
    if line.state != OrderLine.State.STOCK_OUT:
        return False
    try:
        promise_line(line, at=at)
    except OutOfStock:
        return False
    line.state = OrderLine.State.OPEN
    line.save(update_fields=["state"])
    return True
