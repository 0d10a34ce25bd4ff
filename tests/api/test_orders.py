"""The order routes: one effect per key (R10), refusals in one shape, nobody sees another's orders."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.conftest import Program, token_for
from tests.cast import build_shop
from wangcai.journal.public import Entry
from wangcai.orders.public import Order
from wangcai.shops.public import Token

# Token, store, prices, promise, number, order, lines, promises, diary, answer: goal S1 asks for ten at most.
STATEMENTS = 10


def body(shop, **more):
    return {
        "store": "XH",
        "lines": [
            {"variant_id": shop.goods["F2001"].pk, "quantity": 2},
            {"variant_id": shop.goods["F2002"].pk, "quantity": 1},
            {"variant_id": shop.goods["S3001"].pk, "quantity": 1},
        ],
        "customer_id": shop.lin.pk,
        "contact_name": "林女士",
        "contact_phone": "13812348866",
        **more,
    }


def test_place_read_list_confirm_cancel(shop, program):
    placed = program.post("/orders", body(shop))
    assert placed.status_code == 201, placed.content
    order = placed.json()
    assert (order["status"], order["total_fen"], order["store"]) == ("received", 2 * 16800 + 18900 + 3900, "XH")
    detail = program.get(f"/orders/{order['id']}").json()
    assert [line["quantity"] for line in detail["lines"]] == [2, 1, 1]
    assert detail["contact_phone"] == "13812348866"
    assert [o["id"] for o in program.get("/orders", store="XH").json()["items"]] == [order["id"]]
    confirmed = program.post(f"/orders/{order['id']}/confirmation", {"channel": "phone"})
    assert (confirmed.status_code, confirmed.json()["status"]) == (201, "confirmed")
    cancelled = program.post(f"/orders/{order['id']}/cancellation", {"reason": "改主意"})
    assert (cancelled.status_code, cancelled.json()["status"]) == (201, "cancelled")


def test_an_order_takes_few_statements(shop, program):
    program.post("/orders", body(shop))
    content = json.dumps(body(shop))
    with CaptureQueriesContext(connection) as queries:
        answer = program.client.post(
            "/api/v1/orders", content, content_type="application/json", headers=program.headers("counted")
        )
    assert answer.status_code == 201
    sent = [q["sql"] for q in queries.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(sent) <= STATEMENTS, "\n".join(sent)


def test_a_repeated_key_has_one_effect_and_the_same_answer(shop, program):
    first = program.post("/orders", body(shop), key="k1")
    program.post(f"/orders/{first.json()['id']}/confirmation", {})
    again = program.post("/orders", body(shop), key="k1")
    assert (again.status_code, again.content) == (201, first.content)
    assert again["Idempotent-Replay"] == "true"
    assert Order.objects.of(shop.chain).count() == 1
    changed = program.post("/orders", body(shop, note="另一个"), key="k1")
    assert (changed.status_code, changed.json()["code"]) == (409, "key_reused")
    assert Order.objects.of(shop.chain).count() == 1


def test_a_key_belongs_to_its_caller(shop, program, client):
    other = build_shop("other")
    stranger = Program(client, token_for(other))
    mine, theirs = program.post("/orders", body(shop), key="k1"), stranger.post("/orders", body(other), key="k1")
    assert mine.status_code == theirs.status_code == 201
    assert mine.json()["id"] != theirs.json()["id"]


def test_a_write_without_key_is_refused(shop, program):
    answer = program.keyless("/orders", body(shop))
    assert (answer.status_code, answer.json()["code"]) == (400, "key_missing")
    assert not Order.objects.of(shop.chain).exists()


def test_a_refusal_keeps_nothing_not_even_its_key(shop, program):
    too_much = body(shop, lines=[{"variant_id": shop.goods["F2001"].pk, "quantity": 21}])
    refused = program.post("/orders", too_much, key="k1")
    assert (refused.status_code, refused.json()["code"]) == (409, "out_of_stock")
    assert refused.json()["details"]["short"] == [{"variant_id": shop.goods["F2001"].pk, "wanted": 21, "available": 20}]
    assert not Entry.objects.filter(what="order.placed").exists()
    assert program.post("/orders", body(shop), key="k1").status_code == 201


@pytest.mark.parametrize(
    "change",
    [
        {"lines": []},
        {"lines": [{"variant_id": 1, "quantity": 0}]},
        {"lines": [{"variant_id": 2**70, "quantity": 1}]},
        {"wanted_at": "2026-11-22T10:00:00"},
        {"discount_fen": -1},
        {"fulfilment": "drone"},
        {"latitude": 200},
    ],
)
def test_what_the_schema_does_not_allow_is_refused_by_name(shop, program, change):
    answer = program.post("/orders", body(shop, **change))
    assert (answer.status_code, answer.json()["code"]) == (422, "body_unclear")
    assert answer.json()["details"]["fields"]
    assert not Order.objects.of(shop.chain).exists()


def test_broken_json_is_a_refusal(shop, program, client):
    answer = client.post("/api/v1/orders", "{", content_type="application/json", headers=program.headers("k"))
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer nonsense", "Basic eDp5", "Bearer ключ"])
def test_without_a_good_token_there_is_nothing(shop, client, header):
    answer = client.get("/api/v1/orders?store=XH", headers={"Authorization": header} if header else {})
    assert (answer.status_code, answer.json()["code"]) == (401, "token_refused")


def test_scopes_and_stores_narrow_a_token(shop, client, program):
    order = program.post("/orders", body(shop)).json()
    reader = Program(client, token_for(shop, scopes=["orders.see"]))
    assert reader.get(f"/orders/{order['id']}").status_code == 200
    assert reader.get(f"/orders/{order['id']}").json()["contact_phone"] == "138****8866"
    assert reader.post("/orders", body(shop)).status_code == 403
    assert reader.post(f"/orders/{order['id']}/confirmation", {}).status_code == 403
    for stranger in (Program(client, token_for(shop, "jingan")), Program(client, token_for(build_shop("other")))):
        absent, foreign = stranger.get("/orders/999999"), stranger.get(f"/orders/{order['id']}")
        assert absent.status_code == foreign.status_code == 404
        assert absent.json() == foreign.json()
        assert stranger.post(f"/orders/{order['id']}/cancellation", {"reason": "x"}).status_code == 404


def test_a_revoked_token_ends_at_once(shop, program):
    assert program.get("/orders", store="XH").status_code == 200
    Token.objects.of(shop.chain).update(revoked_at="2026-01-01T00:00Z")
    assert program.get("/orders", store="XH").status_code == 401


def test_pages_follow_each_other_without_gap_or_repeat(shop, program):
    one = {"store": "XH", "lines": [{"variant_id": shop.goods["S3001"].pk, "quantity": 1}]}
    made = [program.post("/orders", one).json()["id"] for _i in range(5)]
    seen, after = [], None
    while True:
        page = program.get("/orders", store="XH", limit=2, **({"after": after} if after else {})).json()
        seen += [o["id"] for o in page["items"]]
        after = page["next"]
        if not after:
            break
    assert seen == sorted(made, reverse=True)
