"""Everything an integrator does, in one story; then the same routes tried by everybody who must not."""

import json
import re
from urllib.parse import urlencode

import pytest

from tests.api import visiting
from tests.api.conftest import Program, token_for
from tests.cast import build_shop
from tests.visits import build_services
from wangcai.interfaces.api.api import api
from wangcai.interfaces.api.description import FILE, as_text
from wangcai.journal.public import Entry
from wangcai.stock.public import Level


def ok(answer, status=201):
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def signature():
    import base64
    import io

    from PIL import Image, ImageDraw

    sheet = Image.new("RGBA", (300, 120), (0, 0, 0, 0))
    ImageDraw.Draw(sheet).line([(10, 100), (80, 20), (160, 90), (280, 30)], fill=(20, 20, 40, 255), width=6)
    buffer = io.BytesIO()
    sheet.save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


def patch(program, path, body):
    return program.client.patch(
        f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=program.headers("p" + path)
    )


def test_goods_come_in_are_ordered_picked_paid_and_accepted(shop, program):
    product = ok(
        program.post(
            "/goods",
            {"name": "反光牵引绳", "variants": [{"price_fen": 6500, "size": "M", "barcodes": ["6901234567892"]}]},
        )
    )
    leash = product["variants"][0]["id"]
    assert ok(program.get("/goods", code="6901234567892"), 200)["items"][0]["id"] == leash
    ok(
        program.post(
            "/stock/receipts", {"store": "XH", "supplier": "江南宠物", "lines": [{"variant_id": leash, "quantity": 5}]}
        )
    )
    levels = ok(program.get("/stock/levels", store="XH"), 200)["items"]
    assert [(x["on_hand"], x["promised"]) for x in levels if x["variant_id"] == leash] == [(5, 0)]

    customer = ok(program.post("/customers", {"name": "赵阿姨", "phone": "13612345678"}))
    pet = ok(program.post("/pets", {"customer_id": customer["id"], "species": "dog", "name": "旺财"}))
    ok(program.post(f"/pets/{pet['id']}/weights", {"grams": 8200}))
    assert ok(program.get(f"/customers/{customer['id']}"), 200)["phones"] == ["13612345678"]

    order = ok(
        program.post(
            "/orders",
            {
                "store": "XH",
                "customer_id": customer["id"],
                "contact_name": "赵阿姨",
                "contact_phone": "13612345678",
                "lines": [{"variant_id": leash, "quantity": 2, "pet_id": pet["id"]}],
            },
        )
    )
    path = f"/orders/{order['id']}"
    ok(program.post(f"{path}/confirmation", {"channel": "phone"}))
    walk = ok(program.post(f"{path}/pick-list", {}))
    wrong = program.post(f"/pick-lists/{walk['id']}/scans", {"code": "6900000000000"})
    assert wrong.status_code in {409, 422} and wrong.json()["code"] == "wrong_item"
    for _piece in range(2):
        ok(program.post(f"/pick-lists/{walk['id']}/scans", {"code": "6901234567892"}))
    ok(program.post(f"/pick-lists/{walk['id']}/end", {}))
    ok(program.post(f"{path}/quality-checks", {"passed": True}))
    ok(program.post(f"{path}/packages", {"boxes": 1}))
    bill = ok(program.post(f"{path}/payments", {"tenders": [{"kind": "cash", "amount_fen": 13000}]}))
    assert bill["due_fen"] == 0
    line = ok(program.get(path), 200)["lines"][0]["id"]
    accepted = ok(
        program.post(
            f"{path}/acceptance",
            {
                "place": "pickup",
                "signer": "赵阿姨",
                "signature": signature(),
                "lines": [{"line_id": line, "verdict": "matches", "accepted": 2}],
            },
        )
    )
    assert accepted["status"] == "completed"
    level = Level.objects.of(shop.chain).get(variant_id=leash, store=shop.store)
    assert (level.on_hand, level.promised) == (3, 0)


def test_a_sale_a_refund_and_what_is_too_much(shop, program):
    snack = shop.goods["S3001"].pk
    body = {"store": "XH", "lines": [{"variant_id": snack, "quantity": 2}]}
    short = program.post("/sales", {**body, "tenders": [{"kind": "cash", "amount_fen": 7000}]})
    assert (short.status_code, short.json()["code"]) == (422, "paid_too_little")
    sale = ok(program.post("/sales", {**body, "tenders": [{"kind": "cash", "amount_fen": 7800, "given_fen": 10000}]}))
    payment = ok(program.get(f"/orders/{sale['id']}/payments"), 200)[0]
    assert (payment["amount_fen"], payment["change_fen"]) == (7800, 2200)
    ok(program.post(f"/payments/{payment['id']}/refunds", {"amount_fen": 3900, "reason": "少一包"}))
    too_much = program.post(f"/payments/{payment['id']}/refunds", {"amount_fen": 3901, "reason": "再退"})
    assert (too_much.status_code, too_much.json()["code"]) == (422, "refund_too_high")
    assert ok(program.get(f"/orders/{sale['id']}/bill"), 200)["refunded_fen"] == 3900


def test_a_stock_out_is_offered_and_answered(shop, program):
    order = ok(
        program.post(
            "/orders",
            {
                "store": "XH",
                "contact_name": "林女士",
                "contact_phone": "13812348866",
                "allow_stock_out": True,
                "lines": [{"variant_id": shop.goods["F2001"].pk, "quantity": 30}],
            },
        )
    )
    row = ok(program.get(f"/orders/{order['id']}/exceptions"), 200)[0]
    ok(program.post(f"/exceptions/{row['id']}/offer", {"substitute_id": shop.goods["S3001"].pk}))
    answered = ok(program.post(f"/exceptions/{row['id']}/answer", {"choice": "cancel", "channel": "phone"}))
    assert answered["choice"] == "cancel"
    again = program.post(f"/exceptions/{row['id']}/answer", {"choice": "cancel"})
    assert (again.status_code, again.json()["code"]) == (409, "already_answered")


def test_files_are_changed_merged_and_flagged(shop, program):
    assert ok(patch(program, f"/customers/{shop.lin.pk}", {"style": "只要微信"}), 200)["style"] == "只要微信"
    assert ok(patch(program, f"/pets/{shop.doudou.pk}", {"coat": "短毛"}), 200)["id"] == shop.doudou.pk
    flag = ok(program.post(f"/pets/{shop.doudou.pk}/flags", {"kind": "bites", "note": "剪指甲时"}))
    assert ok(program.get(f"/pets/{shop.doudou.pk}"), 200)["flags"][0]["note"] == "剪指甲时"
    ended = program.client.delete(f"/api/v1/pets/{shop.doudou.pk}/flags/{flag['id']}", headers=program.headers("e1"))
    assert ok(ended, 200)["id"] == flag["id"]
    ok(program.post(f"/customers/{shop.lin.pk}/consents", {"purpose": "photos", "given": True}))
    ok(program.post(f"/pets/{shop.shandian.pk}/moves", {"to_customer_id": shop.lin.pk}))
    ok(program.post(f"/customers/{shop.lin.pk}/merges", {"drop_id": shop.wang.pk}))


def test_stock_is_moved_between_stores_and_counted(shop, program):
    food = shop.goods["F2001"].pk
    sent = ok(
        program.post(
            "/stock/transfers", {"store": "XH", "target": "JA", "lines": [{"variant_id": food, "quantity": 3}]}
        )
    )
    from wangcai.stock.public import TransferLine

    line = TransferLine.objects.of(shop.chain).get(transfer_id=sent["id"])
    boss = Program(program.client, token_for(shop, "boss"))
    ok(boss.post(f"/stock/transfers/{sent['id']}/receipt", {"received": {str(line.pk): 2}}))
    count = ok(program.post("/stock/stocktakes", {"store": "XH"}))
    place = {"bin_id": shop.shelf.pk, "variant_id": food}
    counted = ok(program.post(f"/stock/stocktakes/{count['id']}/counts", {**place, "counted": 16}))
    assert (counted["counted"], counted["book"]) == (16, 17)
    ok(program.post(f"/stock/stocktakes/{count['id']}/approval", {}))
    assert Level.objects.of(shop.chain).get(store=shop.store, variant_id=food).on_hand == 16


# R40: every route of the schema, tried by those who must get nothing.

STRANGERS = ("nobody", "other chain", "sister store", "groomer")
# What a groomer may: read what the work needs, and weigh.
GROOMER_MAY = {"list_stores", "search", "list_customers", "get_customer", "get_pet", "list_goods", "list_levels",
               "list_orders", "get_order", "weigh_pet", "list_exceptions", "list_ways", "get_bill", "list_payments",
               *visiting.GROOMER_MAY}  # fmt: skip
# Chain-wide things: a person of the sister store holds the same chain's files and goods.
CHAIN_WIDE = {"list_stores", "search", "list_customers", "get_customer", "create_customer", "change_customer",
              "give_consent", "add_pet", "get_pet", "change_pet", "weigh_pet", "raise_flag", "end_flag", "move_pet",
              "list_goods", *visiting.CHAIN_WIDE}  # fmt: skip
OWN_CHAIN_ONLY = {"list_stores", "search", "list_customers", "create_customer", "add_pet", "list_goods", "list_orders",
                  "place_order", "sell_at_till", "list_levels", "create_product", "receive_goods", "send_transfer",
                  "start_stocktake", *visiting.OWN_CHAIN_ONLY}  # fmt: skip


def operations():
    schema = api.get_openapi_schema(path_prefix="/api/")
    return [
        (path, method, operation["operationId"])
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]


@pytest.mark.parametrize(("path", "method", "name"), operations(), ids=lambda value: str(value))
def test_nobody_gets_what_is_not_theirs(shop, client, path, method, name):
    world = things(shop)
    filled = re.sub(r"\{(\w+)\}", lambda m: str(world[m[1]]), path)
    absent = re.sub(r"\{(\w+)\}", "999999999", path)
    for who in STRANGERS:
        caller(shop, client, who)
        before = Entry.objects.filter(chain_id=shop.chain.pk).count()
        answer = tried(shop, client, who, filled, method, name)
        if (
            (who == "groomer" and name in GROOMER_MAY)
            or (who == "sister store" and name in CHAIN_WIDE)
            or (who == "other chain" and name in OWN_CHAIN_ONLY)
        ):
            assert answer.status_code < 500
            continue
        if who == "nobody":
            assert answer.status_code == 401, who
        else:
            assert answer.status_code in {403, 404, 422}, (who, answer.content)
            if answer.status_code == 404:
                assert answer.json() == tried(shop, client, who, absent, method, name).json()
        assert Entry.objects.filter(chain_id=shop.chain.pk).count() == before, who


def tried(shop, client, who, path, method, name):
    program = caller(shop, client, who)
    asked = {"store": "XH", "q": "lin", **visiting.care_queries(shop).get(name, {})}
    url = f"{path}?{urlencode(asked)}" if method == "get" else path
    body = json.dumps(bodies(shop).get(name, {}))
    return getattr(client, method)(
        url,
        **({} if method == "get" else {"data": body, "content_type": "application/json"}),
        headers=program.headers(f"{who}-{name}-{path}"[-60:]) if program else {},
    )


def caller(shop, client, who):
    if who == "nobody":
        return None
    cache = shop.__dict__.setdefault("callers", {})
    if who not in cache:
        if who == "other chain":
            cache[who] = Program(client, token_for(build_shop("other")))
        else:
            cache[who] = Program(client, token_for(shop, {"sister store": "jingan", "groomer": "xiaomei"}[who]))
    return cache[who]


def things(shop):
    """One real thing of the first store for every parameter of a path."""
    from tests.cast import NOON, wanted
    from wangcai.customers.public import raise_flag
    from wangcai.delivery.public import start_picking
    from wangcai.orders.public import OrderException, confirm_order, place_order
    from wangcai.settlement.public import Payment, Tender, take_payments
    from wangcai.stock.public import NewTransferLine, send_transfer, start_stocktake

    manager = shop.manager
    shop.services = build_services(shop)
    order = place_order(store=shop.store, order=wanted(shop, ("F2001", 1)), by=manager, at=NOON)
    take_payments(order=order, tenders=[Tender("cash", 16800)], by=manager)
    confirm_order(order=order, channel="phone", by=manager)
    short = place_order(store=shop.store, order=wanted(shop, ("F2002", 99), allow_stock_out=True), by=manager)
    lines = [NewTransferLine(shop.goods["S3001"].pk, 1)]
    return {
        "order_id": order.pk,
        "customer_id": shop.lin.pk,
        "pet_id": shop.doudou.pk,
        "flag_id": raise_flag(pet=shop.doudou, kind="bites", by=manager).pk,
        "variant_id": shop.goods["F2001"].pk,
        "transfer_id": send_transfer(store=shop.store, target=shop.sister, lines=lines, by=shop.by("boss")).pk,
        "stocktake_id": start_stocktake(store=shop.store, by=manager).pk,
        "exception_id": OrderException.objects.of(shop.chain).get(order=short).pk,
        "pick_list_id": start_picking(order=order, by=manager).pk,
        "payment_id": Payment.objects.of(shop.chain).get().pk,
        **visiting.care_things(shop),
    }


def bodies(shop):
    """A body that would pass, so that only the right to do it is asked."""
    food = shop.goods["F2001"].pk
    line = {"variant_id": food, "quantity": 1}
    return {
        "place_order": {"store": "XH", "lines": [line]},
        "sell_at_till": {"store": "XH", "lines": [line], "tenders": [{"kind": "cash", "amount_fen": 16800}]},
        "change_order": {"note": "x"},
        "cancel_order": {"reason": "x"},
        "create_customer": {"name": "陌生人"},
        "change_customer": {"style": "x"},
        "merge_customers": {"drop_id": shop.wang.pk},
        "give_consent": {"purpose": "photos", "given": True},
        "add_pet": {"species": "cat", "name": "咪咪"},
        "change_pet": {"coat": "x"},
        "weigh_pet": {"grams": 4000},
        "raise_flag": {"kind": "bites"},
        "move_pet": {"to_customer_id": shop.wang.pk},
        "create_product": {"name": "x", "variants": [{"price_fen": 1}]},
        "change_variant": {"price_fen": 1},
        "set_store_price": {"store": "XH", "price_fen": 1},
        "add_barcode": {"code": "", "pieces": 1},
        "receive_goods": {"store": "XH", "lines": [line]},
        "send_transfer": {"store": "XH", "target": "JA", "lines": [line]},
        "receive_transfer": {"received": {"1": 1}},
        "start_stocktake": {"store": "XH"},
        "count_goods": {"bin_id": shop.shelf.pk, "variant_id": food, "counted": 1},
        "offer_way_out": {"cancel": True},
        "answer_offer": {"choice": "cancel"},
        "scan_pick": {"code": "x"},
        "check_quality": {"passed": True},
        "choose_way": {"method": "courier"},
        "accept_order": {"place": "counter", "lines": [{"line_id": 1, "verdict": "matches", "accepted": 1}]},
        "take_payments": {"tenders": [{"kind": "cash", "amount_fen": 1}]},
        "refund_payment": {"amount_fen": 1, "reason": "x"},
        **visiting.care_bodies(shop),
    }


def test_the_schema_is_what_integrators_were_told(client):
    """A change of the API changes the file on purpose: run with WANGCAI_ACCEPT=1 to write it anew."""
    import os

    text = as_text(api)
    if os.environ.get("WANGCAI_ACCEPT"):
        FILE.write_text(text, encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == text
    assert client.get("/api/openapi.json").json()["paths"]["/api/v1/orders"]["post"]["responses"]["409"]
