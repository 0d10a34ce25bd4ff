"""Four ways in: phone, paper, QR; and what waits for confirmation."""

import re

import pytest
from django.test import Client

from tests.cast import build_shop, wanted
from wangcai.customers.public import Customer
from wangcai.orders.public import Order, PaperForm, make_intake_link, place_order, revoke_intake_link

NAUGHTY = [
    "<script>alert(1)</script>",
    "'; DROP TABLE orders_order;--",
    "\u202etest\u202e",
    "👩‍👩‍👧 豆豆",
    "ﷺ" * 40,
    "{{ 7*7 }}",
    "%00",
    "Ω≈ç√∫˜µ≤≥÷",
]


def note(shop, *pairs, **more):
    return {
        "contact_phone": "13711112222", "contact_name": "赵小姐", "fulfilment": "pickup",
        "variant": [shop.goods[sku].pk for sku, _n in pairs], "count": [n for _sku, n in pairs], **more,
    }  # fmt: skip


def test_a_phone_note_becomes_an_order(clerk, shop):
    answer = clerk.post("/intake/phone", note(shop, ("F2001", "2"), ("S3001", "0"), wishes="小声点", request_key="k"))
    assert answer.status_code == 302
    order = Order.objects.of(shop.chain).get()
    assert (order.channel, order.total_fen, order.wishes) == ("phone", 33600, "小声点")
    assert order.customer.name == "赵小姐"
    assert answer["Location"].startswith(f"/orders/{order.number}")


def test_ten_presses_are_one_order(clerk, shop):
    for _press in range(3):
        clerk.post("/intake/phone", note(shop, ("F2001", "1"), request_key="k"))
    assert Order.objects.of(shop.chain).count() == 1
    assert Customer.objects.of(shop.chain).filter(name="赵小姐").count() == 1


def test_a_known_phone_is_the_known_customer(clerk, shop):
    who = clerk.get("/intake/who", {"contact_phone": "138 1234 8866"}).content.decode()
    assert "林女士" in who and "豆豆" in who
    clerk.post("/intake/phone", note(shop, ("F2001", "1"), contact_phone="138 1234 8866", contact_name=""))
    order = Order.objects.of(shop.chain).get()
    assert (order.customer_id, order.contact_name) == (shop.lin.pk, "林女士")


def test_the_name_of_a_known_number_is_filled_in_and_typed_names_stay(clerk, shop):
    known = {"contact_phone": "138 1234 8866"}
    filled = clerk.get("/intake/who", {**known, "contact_name": "", "filled": ""}).content.decode()
    assert 'hx-target="#note-name"' in filled and 'name="contact_name" value="林女士"' in filled
    typed = clerk.get("/intake/who", {**known, "contact_name": "林女士的妹妹", "filled": ""}).content.decode()
    assert "#note-name" not in typed
    # What was filled in goes away with the number it came from.
    other = {"contact_phone": "13711110000", "contact_name": "林女士", "filled": "林女士"}
    gone = clerk.get("/intake/who", other).content.decode()
    assert "#note-name" in gone and "林女士" not in gone
    goods = {"variant": shop.goods["F2001"].pk, "count": "1", "fulfilment": "pickup"}
    assert "都问全了" in clerk.get("/intake/check", {**goods, **known}).content.decode()


def test_of_two_files_with_one_number_the_clerk_says_which(clerk, shop):
    sister = Customer.objects.create(chain=shop.chain, code="K009", name="林小姐", household=shop.lin.household)
    sister.phones.create(chain=shop.chain, number="13812348866", label="手机")
    known = {"contact_phone": "138 1234 8866", "contact_name": "", "filled": ""}
    page = clerk.get("/intake/who", known).content.decode()
    assert "是哪一位" in page and f"pick={sister.pk}" in page and 'value="林' not in page
    picked = clerk.get("/intake/who", {**known, "pick": sister.pk}).content.decode()
    assert 'value="林小姐"' in picked
    clerk.post("/intake/phone", note(shop, ("F2001", "1"), contact_phone="13812348866", contact_name="林小姐"))
    assert Order.objects.of(shop.chain).get().customer_id == sister.pk


def test_a_refused_note_leaves_nothing_behind(clerk, shop):
    answer = clerk.post("/intake/phone", note(shop, ("F2001", "99"), wishes="小声点"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "小声点" in page and 'value="99"' in page and "无谷三文鱼犬粮" in page
    assert not Order.objects.of(shop.chain).exists()
    assert not Customer.objects.of(shop.chain).filter(name="赵小姐").exists()
    answer = clerk.post("/intake/phone", note(shop, ("F2001", "99"), allow_stock_out="1"))
    assert answer.status_code == 302
    assert Order.objects.of(shop.chain).get().exceptions.count() == 1


@pytest.mark.parametrize("phone", ["123", "电话", "138-0000-00000000000"])
def test_an_unclear_phone_is_refused_beside_the_field(clerk, shop, phone):
    answer = clerk.post("/intake/phone", note(shop, ("F2001", "1"), contact_phone=phone))
    assert answer.status_code == 422
    assert "不完整" in answer.content.decode()
    assert not Order.objects.of(shop.chain).exists()


def test_the_rules_are_shown_as_they_are_met(clerk, shop):
    goods = {"variant": shop.goods["F2001"].pk, "count": "1"}
    page = clerk.get(
        "/intake/check", {**goods, "fulfilment": "delivery", "contact_name": "林", "contact_phone": "1381234886"}
    )
    assert "送货地址" in page.content.decode()
    full = {**goods, "fulfilment": "pickup", "contact_name": "林女士", "contact_phone": "13812348866"}
    assert "都问全了" in clerk.get("/intake/check", full).content.decode()
    assert "具体到小时" in clerk.get("/intake/check", {**full, "occasion": "birthday"}).content.decode()


@pytest.mark.parametrize("text", NAUGHTY)
def test_any_text_survives(clerk, shop, text):
    answer = clerk.post("/intake/phone", note(shop, ("S3001", "1"), contact_name=text[:60], wishes=text, note=text))
    assert answer.status_code == 302
    order = Order.objects.of(shop.chain).get()
    for path in (
        f"/orders/{order.number}",
        "/orders/board",
        "/orders/list",
        "/intake",
        f"/orders/{order.number}/paper",
    ):
        page = clerk.get(path)
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()


def test_waiting_orders_show_their_wishes(clerk, shop, django_assert_max_num_queries):
    for n in range(4):
        draft = wanted(shop, ("S3001", 1), wishes="日期要新的")
        place_order(store=shop.store, order=draft, by=shop.clerk, request_key=f"w{n}")
    with django_assert_max_num_queries(11):
        page = clerk.get("/intake")
    assert page.content.decode().count("日期要新的") == 4
    seen = page.content.decode().split('name="seen" value="')[1].split('"')[0]
    assert clerk.get("/intake/waiting", {"seen": seen}).status_code == 204


def test_the_basket_takes_scans_and_words(clerk, codes):
    assert "无谷三文鱼犬粮" in clerk.get("/intake/basket", {"goods": codes["F2001"]}).content.decode()
    several = clerk.get("/intake/basket", {"goods": "冻干"})
    assert several.status_code == 422
    assert several["HX-Retarget"] == "#found"


class TestPaper:
    @pytest.fixture
    def printed(self, clerk):
        return clerk.post("/intake/paper/prints", {"count": "3", "request_key": "p"})

    def test_blank_forms_carry_their_numbers(self, clerk, shop, printed):
        page = clerk.get(printed["Location"]).content.decode()
        for n in (1, 2, 3):
            assert f"XH-P0000{n}" in page

    @pytest.mark.parametrize("count", ["0", "101", "-1", "viele"])
    def test_impossible_counts(self, clerk, shop, count):
        assert clerk.post("/intake/paper/prints", {"count": count}).status_code == 422
        assert not PaperForm.objects.of(shop.chain).exists()

    def test_number_first_then_the_order(self, clerk, shop, printed):
        assert clerk.get("/intake/paper", {"number": "2"})["Location"] == "/intake/paper/XH-P00002"
        assert clerk.post("/intake/paper/XH-P00002", note(shop, ("F2001", "1"))).status_code == 302
        order = Order.objects.of(shop.chain).get()
        assert order.channel == "paper"
        assert PaperForm.objects.of(shop.chain).get(number="XH-P00002").order_id == order.pk
        out = clerk.get("/intake/paper").content.decode().split('id="toasts"')[0]
        assert "XH-P00001" in out and "XH-P00002" not in out

    def test_a_form_makes_one_order_ever(self, clerk, shop, printed):
        for key in ("a", "b"):
            answer = clerk.post("/intake/paper/XH-P00002", note(shop, ("F2001", "1"), request_key=key))
        assert answer.status_code == 422
        assert Order.objects.of(shop.chain).count() == 1

    def test_void_is_the_managers_with_a_reason(self, clerk, manager, shop, printed):
        assert clerk.post("/intake/paper/XH-P00001/void", {"reason": "写坏了"}).status_code == 403
        assert manager.post("/intake/paper/XH-P00001/void", {"reason": ""}).status_code == 422
        assert PaperForm.objects.of(shop.chain).filter(state="printed").count() == 3
        assert manager.post("/intake/paper/XH-P00001/void", {"reason": "写坏了"}).status_code == 302

    def test_forms_of_others_are_not_there(self, signed_in, shop, printed):
        other = build_shop("andere")
        for browser in (signed_in("jingan"), signed_in("xiaozhou", of=other)):
            assert browser.get("/intake/paper/XH-P00001").status_code == 404
            assert browser.post("/intake/paper/XH-P00001", note(shop, ("F2001", "1"))).status_code == 404
        assert not Order.objects.of(shop.chain).exists()


class TestGuest:
    @pytest.fixture
    def code(self, shop):
        link, token = make_intake_link(store=shop.store, name="收银台", by=shop.manager)
        return link, f"/q/{token}"

    def test_the_code_is_made_by_the_manager_and_shown_once(self, manager, clerk):
        assert clerk.post("/intake/links/new", {"name": "橱窗"}).status_code == 403
        assert manager.post("/intake/links/new", {"name": " "}).status_code == 422
        page = manager.post("/intake/links/new", {"name": "橱窗"}).content.decode()
        token = re.search(r"/q/([\w-]{20,})", page)[1]
        assert token not in manager.get("/intake/links").content.decode()
        assert Client().get(f"/q/{token}").status_code == 200

    def test_a_customer_composes_an_order_without_login(self, clerk, shop, code):
        guest = Client()
        page = guest.get(code[1]).content.decode()
        assert "无谷三文鱼犬粮" in page
        seen = clerk.get("/orders/board").content.decode().split('name="seen" value="')[1].split('"')[0]
        answer = guest.post(code[1], note(shop, ("F2001", "1"), ("S3001", "2"), request_key="g"))
        assert answer.status_code == 302
        order = Order.objects.of(shop.chain).get()
        assert (order.channel, order.status, order.total_fen) == ("tablet", "received", 24600)
        assert order.number in guest.get(answer["Location"]).content.decode()
        columns = clerk.get("/orders/board/columns", {"seen": seen})
        assert columns.status_code == 200 and order.number in columns.content.decode()

    @pytest.mark.parametrize(
        "change", [{"contact_name": ""}, {"contact_phone": ""}, {"count": ["0"]}, {"fulfilment": "delivery"},
                   {"occasion": "birthday"}, {"count": ["99"]}]
    )  # fmt: skip
    def test_what_is_missing_is_asked_and_nothing_is_kept(self, shop, code, change):
        answer = Client().post(code[1], {**note(shop, ("F2001", "3")), **change})
        assert answer.status_code == 422
        if "count" not in change:
            assert 'value="3"' in answer.content.decode()
        assert not Order.objects.of(shop.chain).exists()
        assert not Customer.objects.of(shop.chain).filter(name="赵小姐").exists()

    def test_a_revoked_code_opens_nothing_at_once(self, shop, code):
        revoke_intake_link(link=code[0], by=shop.manager)
        assert Client().get(code[1]).status_code == 404
        assert Client().post(code[1], note(shop, ("F2001", "1"))).status_code == 404
        assert not Order.objects.of(shop.chain).exists()

    def test_a_guest_sees_only_what_came_by_a_code(self, shop, code, clerk):
        order = place_order(store=shop.store, order=wanted(shop, ("S3001", 1)), by=shop.clerk, request_key="x")
        assert Client().get(f"{code[1]}/orders/{order.public_id}").status_code == 404

    def test_another_chains_goods_are_not_sold_here(self, shop, code):
        other = build_shop("andere")
        answer = Client().post(code[1], note(other, ("F2001", "1")))
        assert answer.status_code == 422
        assert not Order.objects.of(shop.chain).exists()

    def test_the_page_says_nothing_of_known_customers(self, shop, code):
        answer = Client().post(code[1], note(shop, ("F2001", "0"), contact_phone="13812348866", contact_name="某人"))
        assert "林女士" not in answer.content.decode()
