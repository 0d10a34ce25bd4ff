"""R40 for pages: every address of the URL map, asked and posted to by those who must get nothing.

Nobody signed in: the sign-in page, or one of the few public addresses. Another chain's owner (who may everything at
home): never a page about our things, never an entry in our diary. A groomer: no 5xx, and no write of money or stock.
"""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver

from tests.cast import NOON, build_shop, wanted
from wangcai.journal.public import Entry

# What may be asked for without signing in: health, look, sign-in, and links whose secret is in the address.
PUBLIC = re.compile(r"^(-/|sign-in|sign-out|switch|p/|q/|hooks/|files/|api/|static/)")
ABSENT = 987654321


def addresses(patterns=None, before=""):
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        text = before + str(entry.pattern).lstrip("^").rstrip("$")
        if isinstance(entry, URLPattern):
            if not text.startswith("api/"):
                yield text
        else:
            yield from addresses(entry.url_patterns, text)


def test_the_map_is_read():
    found = list(addresses())
    assert len(found) > 100
    assert "till" in found and "orders/<str:number>" in found


@pytest.fixture
def world(db):
    shop = build_shop()
    things = things_of(shop)
    return shop, things


def things_of(shop):
    """Real things of our first store, by the names parameters have in addresses."""
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


def filled(address, things):
    def value(match):
        kind, name = match[1] or "str", match[2]
        if kind == "uuid":
            return "00000000-0000-4000-8000-000000000000"
        return str(things.get(name, ABSENT if kind == "int" else "no-such-thing"))

    text = re.sub(r"<(?:(\w+):)?(\w+)>", value, re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", address))
    return "/" + text


def with_parameter(address):
    return "<" in address


def asked(client, path):
    return client.get(path), client.post(path, {"request_key": f"k{abs(hash(path))}"})


def our_diary(shop):
    return Entry.objects.filter(chain_id=shop.chain.pk).count()


def test_nobody_is_shown_the_door(world, client):
    shop, things = world
    before = our_diary(shop)
    for address in addresses():
        path = filled(address, things)
        for answer in asked(client, path):
            assert answer.status_code < 500, path
            if not PUBLIC.match(address):
                assert answer.status_code in {302, 403, 404, 405}, (path, answer.status_code)
                if answer.status_code == 302:
                    assert answer["Location"].startswith(("/sign-in", "/")), path
    assert our_diary(shop) == before


@pytest.mark.parametrize("login", ["boss", "laozhou"])
def test_another_chain_gets_nothing_of_ours(world, login):
    shop, things = world
    other = build_shop("other")
    stranger = Client()
    stranger.force_login(other.people[login])
    before = our_diary(shop)
    for address in addresses():
        path = filled(address, things)
        for answer in asked(stranger, path):
            assert answer.status_code < 500, path
            assert "林女士" not in answer.content.decode(errors="replace") or not with_parameter(address), path
            if with_parameter(address) and not PUBLIC.match(address) and "<slug:step>" not in address:
                assert answer.status_code in {302, 400, 403, 404, 405, 422}, (path, answer.status_code)
    assert our_diary(shop) == before


@pytest.mark.parametrize("login", ["jingan", "xiaomei", "xiaoli"])
def test_a_sister_store_and_the_floor_change_no_money_and_no_stock(world, login):
    shop, things = world
    person = Client()
    person.force_login(shop.people[login])
    for address in addresses():
        path = filled(address, things)
        for answer in asked(person, path):
            assert answer.status_code < 500, path
    entries = Entry.objects.filter(
        chain_id=shop.chain.pk, store_id=shop.store.pk, actor=f"staff:{shop.people[login].pk}"
    )
    written = set(entries.values_list("what", flat=True))
    allowed = {"xiaomei": {"task.", "account.", "staff.", "duty.", "queue."}, "jingan": set(), "xiaoli": None}[login]
    if allowed is not None:
        assert not {what for what in written if not any(what.startswith(start) for start in allowed)}, written


def test_positive_control_an_open_page_is_noticed(world, client, monkeypatch):
    """Without the guard of staff pages the first test must fail."""
    from wangcai.interfaces import access

    monkeypatch.setattr(access, "to_sign_in", lambda request: HttpResponse("open"))
    shop, things = world
    opened = [a for a in addresses() if not PUBLIC.match(a) and client.get(filled(a, things)).status_code == 200]
    assert len(opened) > 50
