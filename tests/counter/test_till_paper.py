"""Receipts: the browser's, the printer's bytes, the network printer; the drawer."""

import socket
import threading

import pytest

from tests.cast import build_shop
from wangcai.interfaces.counter.till.slip import DRAWER, printable, width_of
from wangcai.journal.public import Entry
from wangcai.orders.public import Order
from wangcai.shops.public import change_setting


@pytest.fixture
def sold(clerk, shop, codes):
    clerk.post("/till/lines", {"code": f"2*{codes['F2001']}"})
    clerk.post("/till/sale", {"request_key": "k"})
    return Order.objects.of(shop.chain).get()


@pytest.fixture
def printer():
    """A network printer that keeps what it is sent."""
    taken = []
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()

        def listen():
            while True:
                try:
                    line, _address = door.accept()
                except OSError:
                    return
                with line:
                    data = b""
                    while part := line.recv(65536):
                        data += part
                    taken.append(data)

        threading.Thread(target=listen, daemon=True).start()
        yield f"127.0.0.1:{door.getsockname()[1]}", taken


def test_the_receipt_of_the_browser(clerk, sold):
    page = clerk.get(f"/till/receipts/{sold.number}?width=58").content.decode()
    assert "print-receipt-58" in page
    assert "￥336.00" in page
    assert sold.number in page


def test_the_printers_bytes_are_gb18030(clerk, sold):
    data = clerk.get(f"/till/receipts/{sold.number}/bytes").content
    assert "无谷三文鱼犬粮".encode("gb18030") in data
    assert "￥336.00".encode("gb18030") in data
    assert "¥".encode("gb18030") not in data
    assert DRAWER not in data


def test_what_a_printer_cannot_draw_becomes_a_question_mark():
    assert printable("豆🐶豆¥1\x1b") == "豆?豆￥1?".encode("gb18030")
    assert width_of("豆a") == 3


def test_every_print_is_counted_with_who(clerk, shop, sold):
    for _print in range(2):
        assert clerk.post(f"/till/receipts/{sold.number}/prints").status_code == 302
    prints = Entry.objects.filter(what="receipt.printed").order_by("id")
    assert [e.facts["copy"] for e in prints] == [1, 2]
    assert {e.actor for e in prints} == {shop.clerk.key}
    assert "第 2 次打印" in clerk.get(f"/till/receipts/{sold.number}").content.decode()


def test_a_network_printer_prints_by_itself_and_opens_the_drawer_for_cash(clerk, shop, codes, printer):
    address, taken = printer
    change_setting(store=shop.store, key="till.printer", value=address, by=shop.manager)
    clerk.post("/till/lines", {"code": codes["F2001"]})
    clerk.post("/till/tender", {"tender": "cash"})
    clerk.post("/till/sale", {"request_key": "k", "given": "20000"})
    for _wait in range(100):
        if taken:
            break
        threading.Event().wait(0.02)
    assert DRAWER in taken[0]
    assert "找零".encode("gb18030") in taken[0]


def test_a_silent_printer_does_not_lose_the_sale(clerk, shop, codes):
    with socket.socket() as shut:
        shut.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{shut.getsockname()[1]}"
    change_setting(store=shop.store, key="till.printer", value=address, by=shop.manager)
    clerk.post("/till/lines", {"code": codes["F2001"]})
    answer = clerk.post("/till/sale", {"request_key": "k"})
    assert answer.status_code == 200
    assert "打印机没有应答" in answer.content.decode()
    assert Order.objects.of(shop.chain).count() == 1
    assert not Entry.objects.filter(what="receipt.printed").exists()


def test_the_drawer_wants_a_reason(clerk, shop):
    assert clerk.post("/till/drawer/openings", {"reason": " "}).status_code == 422
    assert not Entry.objects.filter(what="drawer.opened").exists()
    assert clerk.post("/till/drawer/openings", {"reason": "换零钱"}).status_code == 200
    entry = Entry.objects.get(what="drawer.opened")
    assert (entry.actor, entry.facts["reason"]) == (shop.clerk.key, "换零钱")


def test_receipts_of_others_are_not_there(signed_in, sold, db):
    other = build_shop("andere")
    for browser in (signed_in("jingan"), signed_in("xiaozhou", of=other)):
        for path in ("", "/bytes"):
            assert browser.get(f"/till/receipts/{sold.number}{path}").status_code == 404
        assert browser.post(f"/till/receipts/{sold.number}/prints").status_code == 404
    assert not Entry.objects.filter(what="receipt.printed").exists()
