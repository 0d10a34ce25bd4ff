"""Acceptance line by line: 相符, 缺 or 损. What is refused comes back at once and the bill falls (0.23, 0.24)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wangcai.delivery.public import goods_have_left, note_arrival, take_goods_out
from wangcai.files.public import StoredFile
from wangcai.handover.codes import right_code
from wangcai.handover.events import OrderAccepted
from wangcai.handover.models import Acceptance, AcceptanceLine
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotFound, Refusal, clean_line, now
from wangcai.orders.public import Order, OrderLine, WrongStage, move_order, settle_lines, states
from wangcai.stock.public import damaged_bin, put_back, where_it_went

Verdict = AcceptanceLine.Verdict


class VerdictMissing(Refusal):
    code = "verdict_missing"
    sentence = _("“{item}”还没有核对，请逐行点 相符、缺 或 损。")
    field = "lines"


class CountsDiffer(Refusal):
    code = "counts_differ"
    sentence = _("“{item}”应有 {quantity} 件：收下和拒收加起来要等于它。")
    field = "lines"


class NoteMissing(Refusal):
    code = "note_missing"
    sentence = _("“{item}”拒收了，请写一句哪里不对。")
    field = "note"


class PhotoMissing(Refusal):
    code = "photo_missing"
    sentence = _("“{item}”有损坏，请拍一张照片再交付。")
    field = "photo"


class NotFunctionChecked(Refusal):
    code = "not_function_checked"
    sentence = _("“{item}”是电器，请当面开机试一下再打勾。")
    field = "function_checked"


class NoProof(Refusal):
    code = "no_proof"
    sentence = _("请客人签名，或输入客人手机上的验收码。")
    field = "signature"


class WrongCode(Refusal):
    code = "wrong_code"
    sentence = _("验收码不对，请客人打开订单链接再看一遍。")
    field = "code"


@dataclass(frozen=True, slots=True)
class LineVerdict:
    """What the customer says of one line. Pieces; `photo` of the damage; `function_checked` for devices."""

    line_id: int
    verdict: str
    accepted: int
    refused: int = 0
    note: str = ""
    photo: StoredFile | None = None
    function_checked: bool = False


@once
def accept_order(
    *, order: Order, place: str, lines: Sequence[LineVerdict], by: Actor, signer: str = "",
    signature: StoredFile | None = None, code: str = "", at: datetime | None = None,
) -> Acceptance:  # fmt: skip
    """The goods change hands. Refused pieces go back to the shelf (缺) or the damaged bin (损), the bill falls by them.

    Refuses: WrongStage, VerdictMissing, CountsDiffer, NoteMissing, PhotoMissing, NotFunctionChecked, NoProof, WrongCode.
    One acceptance per order: the second of two gets WrongStage.
    """
    by.require_at("handover.accept", order)
    if code and not right_code(order, code):
        raise WrongCode
    if signature is None and not code:
        raise NoProof
    return _accept(order, place, lines, by=by, signer=signer, signature=signature, code_used=bool(code), at=at or now())


def accept_for_carrier(*, order: Order, by: Actor, at: datetime) -> Acceptance:
    """The carrier says it was delivered: everything matches until the customer says otherwise. Inside a reaction."""
    lines = [LineVerdict(line.pk, Verdict.MATCHES, line.quantity, function_checked=False) for line in open_lines(order)]
    return _accept(
        order, Acceptance.Place.DOOR, lines, by=by, signer="", signature=None, code_used=False, at=at, met=False
    )


def _accept(
    order: Order, place: str, verdicts: Sequence[LineVerdict], *, by: Actor, signer: str,
    signature: StoredFile | None, code_used: bool, at: datetime, met: bool = True,
) -> Acceptance:  # fmt: skip
    if place not in Acceptance.Place.values:
        raise NotFound
    if order.status not in _stages(order):
        raise WrongStage(number=order.number, status=str(states.LABELS[order.status]))
    pairs = _paired(order, verdicts, met=met)
    acceptance = Acceptance(
        chain_id=by.chain_id, store_id=order.store_id, order=order, place=place, signer=clean_line(signer, most=60),
        signature=signature, code_used=code_used, at=at, by=by.key, by_name=clean_line(by.name, most=40),
    )  # fmt: skip
    refused = sum(verdict.refused for _line, verdict in pairs)
    accepted = sum(verdict.accepted for _line, verdict in pairs)
    # The move is the gate: of two that accept at once, the second finds the order delivered.
    move_order(order=order, to=states.DELIVERED, by=by, at=at)
    if not goods_have_left(order):
        take_goods_out(order=order, by=by, at=at)
    note_arrival(order=order, by=by, at=at)
    for line, verdict in pairs:
        _bring_back(line, verdict, by=by, at=at)
    settle_lines(order=order, accepted={line.pk: verdict.accepted for line, verdict in pairs}, by=by, at=at)
    acceptance.save()
    _write_lines(acceptance, pairs)
    record(
        OrderAccepted(
            subject_id=order.pk, store_id=order.store_id, customer_id=order.customer_id, number=order.number,
            acceptance_id=acceptance.pk, place=place, accepted=accepted, refused=refused, by_code=code_used,
        ),
        by=by,
        at=at,
    )  # fmt: skip
    return acceptance


def _stages(order: Order) -> tuple[str, ...]:
    """From where an order may be handed over: a delivery is under way, everything else lies ready."""
    return (states.SHIPPED,) if order.fulfilment == "delivery" else (states.READY,)


def open_lines(order: Order) -> list[OrderLine]:
    """The lines that are handed over: what was cancelled on the way is not among them."""
    lines = order.lines.exclude(state=OrderLine.State.CANCELLED)
    return list(lines.select_related("variant__product"))


def _paired(order: Order, verdicts: Sequence[LineVerdict], *, met: bool) -> list[tuple[OrderLine, LineVerdict]]:
    """Each line with its verdict; refuses what is missing or does not add up. `met` is False when nobody was there to ask."""
    said = {verdict.line_id: verdict for verdict in verdicts}
    lines = open_lines(order)
    if set(said) - {line.pk for line in lines}:
        raise NotFound
    pairs = []
    for line in lines:
        verdict = said.get(line.pk)
        if verdict is None or verdict.verdict not in Verdict.values:
            raise VerdictMissing(item=line.text, line_id=line.pk)
        _check(line, verdict, met=met)
        pairs.append((line, verdict))
    return pairs


def _check(line: OrderLine, verdict: LineVerdict, *, met: bool) -> None:
    facts = {"item": line.text, "line_id": line.pk}
    good = verdict.verdict == Verdict.MATCHES
    if verdict.accepted < 0 or verdict.refused < 0 or verdict.accepted + verdict.refused != line.quantity:
        raise CountsDiffer(**facts, quantity=line.quantity)
    if good == bool(verdict.refused):
        raise CountsDiffer(**facts, quantity=line.quantity)
    if not good and not clean_line(verdict.note):
        raise NoteMissing(**facts)
    if verdict.verdict == Verdict.DAMAGED and verdict.photo is None:
        raise PhotoMissing(**facts)
    device = line.variant is not None and line.variant.product.is_device
    if met and device and verdict.accepted and not verdict.function_checked:
        raise NotFunctionChecked(**facts)


def _bring_back(line: OrderLine, verdict: LineVerdict, *, by: Actor, at: datetime) -> None:
    """Refused pieces lie again in the bins they came from, damaged ones in the damaged bin."""
    left = verdict.refused
    if not left or line.variant is None or not line.variant.counted:
        return
    for bin_id, lot_id, pieces in where_it_went(chain_id=line.chain_id, subject_kind="order_line", subject_id=line.pk):
        back = min(left, pieces)
        if verdict.verdict == Verdict.DAMAGED:
            bin_id = damaged_bin(line.order.store).pk
        put_back(
            chain_id=line.chain_id, store_id=line.store_id, variant_id=line.variant_id, quantity=back, bin_id=bin_id,
            lot_id=lot_id, why="return", subject=("order_line", line.pk), by=by, at=at,
        )  # fmt: skip
        left -= back
        if not left:
            return


def _write_lines(acceptance: Acceptance, pairs: list[tuple[OrderLine, LineVerdict]]) -> None:
    AcceptanceLine.objects.bulk_create(
        AcceptanceLine(
            chain_id=acceptance.chain_id, acceptance=acceptance, line=line, verdict=verdict.verdict,
            accepted=verdict.accepted, refused=verdict.refused, function_checked=verdict.function_checked,
            note=clean_line(verdict.note), photo=verdict.photo,
        )
        for line, verdict in pairs
    )  # fmt: skip
