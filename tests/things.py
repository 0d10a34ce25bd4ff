"""One real thing of the first store for every parameter of every address: what strangers are tried with."""

import uuid
from datetime import date, timedelta

from tests.cast import NOON, Shop, wanted
from tests.things_of_care import things_of_care
from wangcai.journal.public import Entry


def things_of(shop: Shop) -> dict[str, object]:
    """Real things of our first store, by the names parameters have in addresses."""
    return {**_sold(shop), **_set_up(shop), **things_of_care(shop)}


def _sold(shop):
    from wangcai.customers.public import Address, make_share_link, raise_flag
    from wangcai.delivery.public import start_picking, walk_of
    from wangcai.orders.public import OrderException, confirm_order, hold_ticket, place_order
    from wangcai.stock.public import start_stocktake
    from wangcai.work.public import open_task

    by = shop.by("boss")
    order = place_order(store=shop.store, order=wanted(shop, ("F2001", 1)), by=by, at=NOON)
    confirm_order(order=order, channel="phone", by=by)
    short = place_order(store=shop.store, order=wanted(shop, ("F2002", 99), allow_stock_out=True), by=by)
    pick_list = start_picking(order=order, by=by)
    address = Address.objects.create(chain=shop.chain, customer=shop.lin, text="钦州路 9 号")
    task = open_task(
        store=shop.store, kind="confirm", subject=("order", short.pk), title="确认", permission="orders.confirm",
        due_at=NOON, by=by,
    )  # fmt: skip
    make_share_link(subject_kind="order", subject_id=order.pk, customer=shop.lin, by=by)
    return {
        "customer_id": shop.lin.pk,
        "pet_id": shop.doudou.pk,
        "phone_id": shop.lin.phones.get().pk,
        "address_id": address.pk,
        "flag_id": raise_flag(pet=shop.doudou, kind="bites", by=by).pk,
        "order_id": order.pk,
        "number": order.number,
        "pk": OrderException.objects.of(shop.chain).get(order=short).pk,
        "task_id": task.pk,
        "list_id": pick_list.pk,
        "line_id": walk_of(pick_list)[0].pk,
        "stocktake_id": start_stocktake(store=shop.store, by=by).pk,
        "variant_id": shop.goods["F2001"].pk,
        "account_id": shop.people["xiaomei"].pk,
        "bin_id": shop.shelf.pk,
        "held": hold_ticket(store=shop.store, name="x", content={"lines": []}, by=by).pk,
        "entry_id": Entry.objects.filter(customer_id=shop.lin.pk).first().pk,
        "what": "name",
        "step": "start",
    }


def _set_up(shop):
    """What the office keeps: devices, tokens, days, rates; what came in and went out."""
    from wangcai.delivery.models import Rate, Run
    from wangcai.imports.models import ImportRun
    from wangcai.messages.models import Message
    from wangcai.orders.models import IntakeLink
    from wangcai.shops.models import Device, SpecialDay, Token
    from wangcai.stock.public import NewTransferLine, Receipt, send_transfer

    ours = {"chain": shop.chain, "store": shop.store}
    boss, by = shop.people["boss"], shop.by("boss")
    lines = [NewTransferLine(shop.goods["S3001"].pk, 1)]
    message = Message.objects.create(
        **ours, customer=shop.lin, event="order_ready", channel="sms", address="13812348866", body="好了", dedupe="x", not_before=NOON, made_at=NOON
    )  # fmt: skip
    run = Run.objects.create(
        **ours, number="R1", driver=shop.people["xiaoli"], slot_from=NOON, slot_to=NOON + timedelta(hours=2)
    )
    imported = ImportRun.objects.create(**ours, kind="customers", name="x.csv", path="x.csv", digest="x", source="csv")
    return {
        "device_id": Device.objects.create(**ours, name="前台", token_hash=uuid.uuid4().hex, trusted_by=boss).pk,
        "token_id": Token.objects.create(**ours, name="x", token_hash=uuid.uuid4().hex, account=boss).pk,
        "day_id": SpecialDay.objects.create(**ours, day=date(2027, 1, 1), name="元旦").pk,
        "rate_id": Rate.objects.create(**ours, method="courier", up_to_km=3, base_fen=800, minutes=60).pk,
        "receipt_id": Receipt.objects.create(**ours, number="S1", at=NOON, by=by.key).pk,
        "transfer_id": send_transfer(store=shop.store, target=shop.sister, lines=lines, by=by).pk,
        "intake_link": IntakeLink.objects.create(
            **ours, name="收银台", token_hash=uuid.uuid4().hex, made_at=NOON, made_by=by.key
        ).pk,
        "barcode_id": shop.goods["F2001"].barcodes.first().pk,
        "post_id": shop.people["xiaomei"].posts.first().pk,
        "message_id": message.pk,
        "run_id": run.pk,
        "import": imported.public_id,
        "chain_code": shop.chain.code,
        "channel": "sms",
        "event": "order_ready",
        "language": "zh-hans",
        "kind": "sop",
        "carrier": "simulator",
    }
