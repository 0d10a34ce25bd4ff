"""Board, list, and each order's own page."""

import json
from datetime import timedelta

import pytest

from tests.cast import build_shop, wanted
from wangcai.journal.public import drain
from wangcai.kernel.public import now
from wangcai.orders.public import Order, OrderException, cancel_order, confirm_order, place_order
from wangcai.settlement.public import Payment


@pytest.fixture
def order(shop):
    return place_order(
        store=shop.store, order=wanted(shop, ("F2001", 1), ("S3001", 2), wishes="日期要新的", wanted_at=now() + timedelta(hours=5)),
        by=shop.clerk, request_key="o1",
    )  # fmt: skip


@pytest.fixture
def short(shop):
    """An order of which one item is not there."""
    draft = wanted(shop, ("F2001", 99), ("S3001", 1), allow_stock_out=True)
    return place_order(store=shop.store, order=draft, by=shop.clerk, request_key="o2")


def seen_of(page):
    return page.content.decode().split('name="seen" value="')[1].split('"')[0]


def test_the_board_shows_the_order_in_its_column(clerk, order):
    page = clerk.get("/orders/board").content.decode()
    assert order.number in page
    assert "有特别要求" in page


def test_the_board_is_silent_until_something_changes(clerk, shop, order):
    seen = seen_of(clerk.get("/orders/board"))
    assert clerk.get("/orders/board/columns", {"seen": seen}).status_code == 204
    confirm_order(order=order, channel="phone", by=shop.clerk)
    answer = clerk.get("/orders/board/columns", {"seen": seen})
    assert answer.status_code == 200
    assert seen_of(answer) != seen


def test_a_late_order_is_red(clerk, order):
    Order.objects.of(order.chain_id).filter(pk=order.pk).update(due_at=now() - timedelta(minutes=1))
    assert "is-late" in clerk.get("/orders/board").content.decode()


def test_a_visit_among_the_orders_says_its_own_stage_and_is_never_late(clerk, shop, order):
    confirm_order(order=order, channel="phone", by=shop.clerk)
    past = now() - timedelta(minutes=1)
    Order.objects.of(order.chain_id).filter(pk=order.pk).update(due_at=past, fulfilment="visit", customer=shop.lin)
    page = clerk.get("/orders/list", {"stage": "confirmed"}).content.decode()
    row = page.split(order.number)[-1].split("</tr>")[0]
    assert "已预约" in row and "late" not in row
    assert order.number not in clerk.get("/orders/list", {"stage": "", "late": "1"}).content.decode()
    assert "已预约" in clerk.get(f"/customers/{shop.lin.pk}").content.decode()


def test_the_board_costs_the_same_for_many(clerk, shop, order, django_assert_max_num_queries):
    for n in range(12):
        place_order(store=shop.store, order=wanted(shop, ("S3001", 1)), by=shop.clerk, request_key=f"n{n}")
    with django_assert_max_num_queries(10):
        clerk.get("/orders/board")
    with django_assert_max_num_queries(8):
        clerk.get("/orders/board/columns", {"seen": "x"})


def test_the_list_narrows_and_remembers(clerk, shop, order):
    drain()
    assert order.number in clerk.get("/orders/list", {"q": "8866"}).content.decode()
    assert order.number not in clerk.get("/orders/list", {"q": "0000"}).content.decode()
    clerk.get("/orders/list", {"stage": "received", "way": "pickup"})
    assert clerk.get("/orders")["Location"] == "/orders/list?stage=received&way=pickup"
    clerk.get("/orders/board")
    assert clerk.get("/orders")["Location"] == "/orders/board"


def test_the_list_goes_on_by_key(clerk, shop, monkeypatch):
    from wangcai.interfaces.counter.orders import listing

    monkeypatch.setattr(listing, "PAGE", 2)
    numbers = [
        place_order(store=shop.store, order=wanted(shop, ("S3001", 1)), by=shop.clerk, request_key=f"n{n}").number
        for n in range(3)
    ]
    first = clerk.get("/orders/list").content.decode()
    assert numbers[2] in first and numbers[0] not in first
    following = first.split('hx-get="?')[1].split('"')[0].replace("&amp;", "&")
    second = clerk.get(f"/orders/list?{following}").content.decode()
    assert numbers[0] in second and numbers[2] not in second


def test_the_export_is_the_managers_and_no_formula(manager, clerk, shop):
    draft = wanted(shop, ("S3001", 1), contact_name="=1+1")
    place_order(store=shop.store, order=draft, by=shop.clerk, request_key="x")
    assert clerk.get("/orders/list.xlsx").status_code == 403
    answer = manager.get("/orders/list.xlsx")
    import io
    import zipfile

    sheet = zipfile.ZipFile(io.BytesIO(answer.content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet


def test_the_order_page(clerk, order, django_assert_max_num_queries):
    with django_assert_max_num_queries(18):
        page = clerk.get(f"/orders/{order.number}").content.decode()
    for words in ("确认订单", "日期要新的", "无谷三文鱼犬粮 2kg", "¥246.00"):
        assert words in page


def test_confirming_wants_the_read_back(clerk, order):
    answer = clerk.post(f"/orders/{order.number}/confirmation", {"channel": "phone"})
    assert answer.status_code == 422
    order.refresh_from_db()
    assert order.status == "received"
    answer = clerk.post(f"/orders/{order.number}/confirmation", {"channel": "phone", "read_back": "1"})
    assert answer.status_code == 302
    order.refresh_from_db()
    assert order.status == "confirmed"
    assert "开始配货" in clerk.get(f"/orders/{order.number}").content.decode()


def test_what_is_missing_is_said_before_confirming(clerk, shop):
    draft = wanted(shop, ("S3001", 1), fulfilment="delivery", address="")
    order = place_order(store=shop.store, order=draft, by=shop.clerk, request_key="d")
    page = clerk.get(f"/orders/{order.number}?confirm=1").content.decode()
    assert "送货地址" in page and "去补齐" in page
    assert clerk.post(f"/orders/{order.number}/confirmation", {"read_back": "1"}).status_code == 422


def test_cancelling_wants_a_reason(clerk, order):
    assert clerk.post(f"/orders/{order.number}/cancellation", {"reason": " "}).status_code == 422
    order.refresh_from_db()
    assert order.status == "received"
    assert clerk.post(f"/orders/{order.number}/cancellation", {"reason": "顾客不要了"}).status_code == 302
    order.refresh_from_db()
    assert order.status == "cancelled"


def test_changing_an_order(clerk, shop, order):
    line = order.lines.first()
    sent = {
        "contact_name": "林女士", "contact_phone": "13812348866", "fulfilment": "delivery", "address": "天钥桥路 9 号",
        "wanted_at": "2026-11-23T18:00", f"line_{line.pk}": "3", "variant": shop.goods["F2002"].pk, "count": "1",
    }  # fmt: skip
    assert clerk.post(f"/orders/{order.number}/changes", sent).status_code == 302
    order.refresh_from_db()
    assert (order.fulfilment, order.address, order.version) == ("delivery", "天钥桥路 9 号", 2)
    assert order.wanted_at.isoformat() == "2026-11-23T10:00:00+00:00"
    assert order.total_fen == 3 * 16800 + 2 * 3900 + 18900


def test_an_impossible_change_keeps_what_was_typed(clerk, order):
    line = order.lines.first()
    sent = {"contact_name": "林小姐", "contact_phone": "123", "fulfilment": "pickup", f"line_{line.pk}": "5"}
    answer = clerk.post(f"/orders/{order.number}/changes", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="林小姐"' in page and 'value="5"' in page and "不完整" in page
    order.refresh_from_db()
    assert (order.version, order.contact_name) == (1, "林女士")


def test_taking_money_for_an_order(clerk, shop, order):
    assert clerk.post(f"/orders/{order.number}/payments", {"tender": "wechat", "amount": "300"}).status_code == 422
    assert not Payment.objects.of(shop.chain).exists()
    sent = {"tender": "cash", "amount": "300", "request_key": "p"}
    for _press in range(2):
        assert clerk.post(f"/orders/{order.number}/payments", sent).status_code in (302, 409, 422)
    payment = Payment.objects.of(shop.chain).get()
    assert (payment.amount_fen, payment.change_fen) == (24600, 5400)


def test_a_link_for_the_customer(clerk, order):
    page = clerk.post(f"/orders/{order.number}/links").content.decode()
    assert "/p/" in page


def test_offer_and_answer(clerk, shop, short, codes):
    exception = OrderException.objects.of(shop.chain).get()
    page = clerk.get(f"/orders/{short.number}").content.decode()
    assert "缺 99 件" in page
    base = f"/orders/{short.number}/exceptions/{exception.pk}"
    assert clerk.post(f"{base}/offer", {"wait_until": "昨天"}).status_code == 422
    assert clerk.post(f"{base}/offer", {"substitute": "没有这个"}).status_code == 422
    exception.refresh_from_db()
    assert exception.offered_at is None
    sent = {"wait_until": "2026-12-01", "substitute": codes["F2002"], "cancel": "1"}
    assert clerk.post(f"{base}/offer", sent).status_code == 302
    assert clerk.post(f"{base}/answer", {"choice": "flawed", "channel": "phone"}).status_code == 422
    assert clerk.post(f"{base}/answer", {"choice": "cancel", "channel": "wechat"}).status_code == 302
    exception.refresh_from_db()
    assert (exception.choice, exception.answer_channel) == ("cancel", "wechat")
    short.refresh_from_db()
    assert short.total_fen == 3900


ACTS = {
    "": None, "/confirmation": {"read_back": "1"}, "/cancellation": {"reason": "x"},
    "/payments": {"tender": "cash", "amount": "1"}, "/links": {}, "/changes": {"fulfilment": "pickup"}, "/paper": None,
    "/exceptions/1/offer": {"cancel": "1"}, "/exceptions/1/answer": {"choice": "cancel"},
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_orders_of_others_are_not_there(signed_in, shop, order, short, act):
    act = act.replace("exceptions/1/", f"exceptions/{short.exceptions.first().pk}/")
    number = short.number if "exceptions" in act else order.number
    before = json.dumps(list(Order.objects.of(shop.chain).order_by("pk").values("status", "version")))
    other = build_shop("andere")
    for browser in (signed_in("jingan"), signed_in("xiaozhou", of=other)):
        data = ACTS.get(act, {"cancel": "1", "choice": "cancel"})
        answer = browser.get(f"/orders/{number}{act}") if data is None else browser.post(f"/orders/{number}{act}", data)
        assert answer.status_code == 404
    assert json.dumps(list(Order.objects.of(shop.chain).order_by("pk").values("status", "version"))) == before


@pytest.mark.parametrize("act", [a for a in ACTS if ACTS[a] is not None])
def test_a_groomer_only_looks(signed_in, shop, order, short, act):
    groomer = signed_in("xiaomei")
    assert groomer.get(f"/orders/{order.number}").status_code == 200
    if act == "/links":
        return  # whoever may see the order and the customer may show it
    assert groomer.post(f"/orders/{order.number}{act}", ACTS[act]).status_code == 403
    order.refresh_from_db()
    assert (order.status, order.version) == ("received", 1)


def test_a_cancelled_order_asks_for_nothing(clerk, shop, order):
    cancel_order(order=order, reason="不要了", by=shop.clerk)
    page = clerk.get(f"/orders/{order.number}").content.decode()
    assert 'id="next-step"' not in page
    assert "cancel-dialog" not in page
