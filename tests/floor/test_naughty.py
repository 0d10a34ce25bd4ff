"""Free text of customers and staff is only text, on every page that shows it, on paper and in messages."""

import json
import os
from pathlib import Path

import pytest

from tests.cast import NOON
from tests.delivery.way import DELIVERY, on_duty, picked, picking, ready_to_ship
from tests.shops.cast import sign_in
from wangcai.customers.public import make_share_link
from wangcai.delivery.public import check_quality, fail_delivery, pack_order, ship_order
from wangcai.handover.public import LineVerdict, accept_order, handover_code
from wangcai.kernel.public import Refusal
from wangcai.messages.public import Message
from wangcai.orders.public import Order, tell_about_order
from wangcai.work.public import Task, accept_task, hand_back_task, open_task

FEW = [
    "<script>alert(1)</script>", "{{ 7|add:7 }}{% load x %}", "{link}{0.__class__}%s%(x)s", "' OR 1=1; --",
    "👩\u200d👩\u200d👧\u200d👦🏳️\u200d🌈", "\u202eهذا نص", "Ω≈ç√∫˜µ≤≥÷", "\u200b\ufeff\u2028x", "𝕏" * 300, "林" * 5000, "a\x00b", "\ud800", "NULL", "<img src=x onerror=y>",
]  # fmt: skip


def strings():
    folder = Path(os.environ.get("WANGCAI_SHARED_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
    file = folder / "naughty-strings.json"
    # Every fifth: the cleaning itself is tested on all of them in the kernel.
    return FEW + (json.loads(file.read_text(encoding="utf-8"))[::5] if file.exists() else [])


def is_only_text(page):
    text = page.content.decode()
    assert page.status_code == 200
    assert "<script>alert" not in text and "onerror=y>" not in text
    return text


@pytest.mark.parametrize("text", FEW[:9] + FEW[-1:])
def test_every_page_shows_it_as_text(shop, client, text):
    order, pick_list = picking(shop, ("F2001", 1), wishes=text)
    parcel, _shipment = ready_to_ship(shop, ("F2001", 1))
    own = {"contact_name": text[:80], "address": text[:200], "wishes": text, "note": text}
    Order.objects.of(shop.chain).update(**own)
    hand = sign_in(client, shop.people["xiaoli"], shop.store)
    _link, token = make_share_link(subject_kind="order", subject_id=order.pk, customer=shop.lin, by=shop.clerk)
    for url in ("/picking", f"/picking/lists/{pick_list.pk}", f"/picking/lists/{pick_list.pk}/paper", "/shipping", "/runs",
                f"/shipping/{parcel.pk}", f"/packing/{parcel.pk}", f"/packing/{parcel.pk}/labels", "/handover",
                f"/handover/{parcel.pk}", f"/p/{token}"):  # fmt: skip
        is_only_text(hand.get(url))


def test_every_free_text_of_the_way_is_stored_or_politely_refused(shop):
    on_duty(shop, "xiaoli", "aqiang")
    for number, text in enumerate(strings()):
        task = open_task(
            store=shop.store, kind="call", subject=("order", number + 1), title=text, permission="delivery.pick",
            due_at=NOON, by=shop.manager,
        )  # fmt: skip
        accept_task(task=task, by=shop.picker)
        try:
            hand_back_task(task=task, reason=text, by=shop.picker)
        except Refusal as refusal:
            assert refusal.code == "missing"
    assert Task.objects.of(shop.chain).count() == len(strings())


@pytest.mark.parametrize("text", FEW)
def test_notes_and_names_at_each_step(shop, text):
    order, _list = picked(shop, ("F2001", 1), **DELIVERY)
    check_quality(order=order, passed=True, note=text, by=shop.picker, at=NOON)
    pack_order(order=order, by=shop.picker, at=NOON)
    parcel, _shipment = ready_to_ship(shop, ("F2001", 1), method="courier")
    ship_order(order=parcel, carrier=text, tracking="X" + text, by=shop.picker, at=NOON)
    try:
        fail_delivery(order=parcel, reason=text, by=shop.picker, at=NOON)
    except Refusal as refusal:
        assert refusal.code == "missing"
    pickup, _ = picked(shop, ("S3001", 1))
    check_quality(order=pickup, passed=True, by=shop.picker, at=NOON)
    pack_order(order=pickup, by=shop.picker, at=NOON)
    verdict = LineVerdict(pickup.lines.get().pk, "short", 0, 1, note="x" + text)
    accept_order(order=pickup, place="pickup", lines=[verdict], signer=text, code=handover_code(pickup), by=shop.clerk)
    Order.objects.of(shop.chain).filter(pk=pickup.pk).update(
        contact_name=text.replace("\x00", "").replace("\ud800", "")[:80]
    )
    pickup.refresh_from_db()
    tell_about_order(pickup, "order_received", dedupe="naughty")
    assert "{store}" not in Message.objects.of(shop.chain).get(dedupe="naughty").body
