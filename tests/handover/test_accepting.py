"""Line by line: what is accepted is paid, what is refused comes back."""

import pytest

from tests.cast import NOON
from tests.delivery.way import packed, ready_to_ship
from wangcai.delivery.public import Shipment, plan_run, start_run
from wangcai.files.public import StoredFile
from wangcai.handover.public import (
    Acceptance,
    AcceptanceLine,
    CountsDiffer,
    LineVerdict,
    NoProof,
    NoteMissing,
    NotFunctionChecked,
    PhotoMissing,
    VerdictMissing,
    WrongCode,
    accept_order,
    handover_code,
)
from wangcai.journal.public import Entry
from wangcai.kernel.public import NotAllowed, NotFound
from wangcai.orders.public import Order, WrongStage
from wangcai.stock.public import Holding, Level


def level(shop, sku="F2001"):
    row = Level.objects.of(shop.chain).get(store=shop.store, variant=shop.goods[sku])
    return row.on_hand, row.promised


def picture(shop):
    return StoredFile.objects.create(
        chain=shop.chain, store=shop.store, purpose="accept", path="x", sha256="0" * 64, bytes=1, kept_by="x"
    )


def say(line, verdict="matches", accepted=None, **more):
    accepted = line.quantity if accepted is None else accepted
    return LineVerdict(line.pk, verdict, accepted, line.quantity - accepted, **more)


def accept(shop, order, lines, **more):
    values = {"place": "pickup", "code": handover_code(order), "signer": "林女士", "by": shop.clerk, "at": NOON, **more}
    return accept_order(order=order, lines=lines, **values)


def untouched(shop, order):
    assert Order.objects.of(shop.chain).get(pk=order.pk).status == "ready"
    assert not Acceptance.objects.of(shop.chain).exists()
    assert not Entry.objects.filter(what="order.accepted").exists()


def test_everything_matches_at_the_counter(shop):
    order = packed(shop, ("F2001", 2), ("S3001", 1))
    accepted = accept(shop, order, [say(line) for line in order.lines.all()])
    order.refresh_from_db()
    assert (order.status, order.total_fen) == ("delivered", 2 * 16800 + 3900)
    assert level(shop) == (18, 0) and level(shop, "S3001") == (19, 0)
    assert accepted.code_used and accepted.lines.count() == 2
    assert {line.state for line in order.lines.all()} == {"accepted"}


def test_refused_pieces_come_back_and_the_bill_falls_to_the_fen(shop):
    order = packed(shop, ("F2001", 3), ("S3001", 2))
    food, snack = order.lines.all()
    accept(
        shop, order,
        [say(food, "damaged", 1, note="袋子破了", photo=picture(shop)), say(snack, "short", 1, note="少一包")],
    )  # fmt: skip
    order.refresh_from_db()
    assert order.total_fen == 16800 + 3900
    assert level(shop) == (17, 0)  # three left, two came back into the damaged bin, where nothing is for sale
    assert level(shop, "S3001") == (19, 0)  # two left, one lies on its shelf again
    assert Holding.objects.of(shop.chain).get(variant=food.variant, bin__kind="damaged").quantity == 2
    assert Entry.objects.get(what="order.accepted").facts["refused"] == 3


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (lambda line: [], VerdictMissing),
        (lambda line: [LineVerdict(line.pk, "fine", 2)], VerdictMissing),
        (lambda line: [LineVerdict(line.pk, "matches", 1)], CountsDiffer),
        (lambda line: [LineVerdict(line.pk, "matches", 1, 1)], CountsDiffer),
        (lambda line: [LineVerdict(line.pk, "short", 3, -1, note="x")], CountsDiffer),
        (lambda line: [LineVerdict(line.pk, "short", 2, 0, note="x")], CountsDiffer),
        (lambda line: [LineVerdict(line.pk, "short", 1, 1)], NoteMissing),
        (lambda line: [LineVerdict(line.pk, "damaged", 1, 1, note="破")], PhotoMissing),
        (lambda line: [LineVerdict(line.pk, "matches", 2), LineVerdict(10**9, "matches", 1)], NotFound),
    ],
)
def test_what_does_not_add_up_is_refused_and_nothing_changes(shop, change, refusal):
    order = packed(shop, ("F2001", 2))
    with pytest.raises(refusal):
        accept(shop, order, change(order.lines.get()))
    untouched(shop, order)
    assert level(shop) == (20, 2)


def test_signature_or_code_but_not_nothing(shop):
    order = packed(shop, ("F2001", 1))
    lines = [say(order.lines.get())]
    with pytest.raises(NoProof):
        accept(shop, order, lines, code="")
    with pytest.raises(WrongCode):
        accept(shop, order, lines, code="000000" if handover_code(order) != "000000" else "111111")
    with pytest.raises(NotAllowed):
        accept(shop, order, lines, by=shop.groomer)
    with pytest.raises(NotFound):
        accept(shop, order, lines, place="moon")
    untouched(shop, order)
    assert accept(shop, order, lines, code="", signature=picture(shop)).signature is not None


def test_a_device_is_switched_on_first(shop):
    shop.goods["F2002"].product.is_device = True
    shop.goods["F2002"].product.save()
    order = packed(shop, ("F2002", 1))
    with pytest.raises(NotFunctionChecked):
        accept(shop, order, [say(order.lines.get())])
    untouched(shop, order)
    accept(shop, order, [say(order.lines.get(), function_checked=True)])
    assert AcceptanceLine.objects.of(shop.chain).get().function_checked


def test_handed_over_once(shop):
    order = packed(shop, ("F2001", 1))
    lines = [say(order.lines.get())]
    accept(shop, order, lines)
    order.refresh_from_db()
    with pytest.raises(WrongStage):
        accept(shop, order, lines)
    assert Acceptance.objects.of(shop.chain).count() == 1 and level(shop) == (19, 0)


def test_at_the_door_after_the_tour(shop):
    order, shipment = ready_to_ship(shop, ("F2001", 2))
    with pytest.raises(WrongStage):
        accept(shop, order, [say(order.lines.get())], place="door")
    run = plan_run(
        store=shop.store, driver=shop.people["xiaoli"], slot_from=NOON, slot_to=NOON.replace(hour=8),
        shipment_ids=[shipment.pk], by=shop.manager, at=NOON,
    )  # fmt: skip
    start_run(run=run, by=shop.picker, at=NOON)
    order = Order.objects.of(shop.chain).get(pk=order.pk)
    accept(shop, order, [say(order.lines.get(), "short", 1, note="少一袋")], place="door", by=shop.picker)
    assert level(shop) == (19, 0)
    assert Shipment.objects.of(shop.chain).get().state == "arrived"
    order.refresh_from_db()
    assert order.status == "delivered" and order.total_fen == 16800 + order.delivery_fen


def test_everything_refused_leaves_nothing_to_pay(shop):
    order = packed(shop, ("F2001", 2))
    accept(shop, order, [say(order.lines.get(), "short", 0, note="都不要")])
    order.refresh_from_db()
    assert order.total_fen == 0 and level(shop) == (20, 0)
    assert order.lines.get().state == "refused"
