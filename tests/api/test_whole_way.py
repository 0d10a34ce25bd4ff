"""Everything an integrator does with goods, in a few stories."""

from tests.api.asking import ok, patch, signature
from tests.api.conftest import Program, token_for
from wangcai.stock.public import Level


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
