"""R40: every operation of the API, tried by those who must get nothing."""

import json
import re
from urllib.parse import urlencode

import pytest

from tests.api import visiting
from tests.api.conftest import Program, token_for
from tests.api.selling import bodies
from tests.cast import build_shop
from tests.visits import build_services
from wangcai.interfaces.api.api import api
from wangcai.journal.public import Entry

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
