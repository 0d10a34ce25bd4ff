"""The customer's page: what it shows, what it never shows, what a dead link shows; answers count once."""

import re
import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.cast import NOON, build_shop, wanted
from tests.delivery.way import packed, ready_to_ship
from wangcai.customers.public import ShareLink, make_share_link, revoke_share_link
from wangcai.delivery.public import ship_order
from wangcai.files.public import StoredFile
from wangcai.handover.public import LineVerdict, accept_order, handover_code
from wangcai.kernel.public import digest, now
from wangcai.orders.public import Order, OrderException, cancel_order, offer_way_out, place_order
from wangcai.settlement.public import Tender, take_payments
from wangcai.stock.public import Level

# What differs between any two pages: the form token, and the address to come back to after changing the language.
VARYING = re.compile(rb'name="(csrfmiddlewaretoken|next)" value="[^"]*"')


def link_to(shop, order, **more):
    link, token = make_share_link(
        subject_kind="order", subject_id=order.pk, customer=shop.lin, by=shop.clerk, **{"at": now(), **more}
    )
    return link, token


def offered(shop, **offer):
    order = place_order(
        store=shop.store, order=wanted(shop, ("F2001", 25), ("S3001", 1), allow_stock_out=True), by=shop.clerk, at=NOON
    )
    exception = OrderException.objects.of(shop.chain).get()
    offer_way_out(
        exception=exception, by=shop.clerk, at=NOON,
        **{"wait_until": NOON.date() + timedelta(days=3), "flawed_off": 2000, "substitute_id": shop.goods["F2002"].pk, **offer},
    )  # fmt: skip
    return order, exception


def page(client, token, **more):
    return client.get(f"/p/{token}", **more)


def test_a_customer_reads_everything_without_login_or_script(shop, client):
    order, _shipment = ready_to_ship(shop, ("F2001", 2), method="courier")
    ship_order(order=order, carrier="顺丰", tracking="SF123", by=shop.picker, at=NOON)
    answer = page(client, link_to(shop, order)[1])
    text = answer.content.decode()
    assert answer.status_code == 200
    for words in (
        order.number,
        "已发货",
        "SF123",
        "顺丰",
        "无谷三文鱼犬粮 2kg",
        "¥336.00",
        "02164380001",
        handover_code(order)[:3],
    ):
        assert words in text
    assert "no-store" in answer["Cache-Control"] and "noindex" in text
    assert "小李" not in text and "小周" not in text and "13812348866" not in text


def test_the_code_is_shown_only_while_something_is_to_be_handed_over(shop, client):
    order = packed(shop, ("F2001", 1))
    _link, token = link_to(shop, order)
    assert "验收码" in page(client, token).content.decode()
    lines = [LineVerdict(order.lines.get().pk, "short", 0, 1, note="不要了")]
    accept_order(order=order, place="pickup", lines=lines, code=handover_code(order), signer="林女士", by=shop.clerk)
    text = page(client, token).content.decode()
    assert "验收码" not in text and "拒收" in text and "林女士 签收" in text


def test_a_cancelled_order_says_so_and_asks_for_nothing(shop, client):
    order = place_order(store=shop.store, order=wanted(shop, ("F2001", 2)), by=shop.clerk, at=NOON)
    _link, token = link_to(shop, order)
    assert "line-struck" not in page(client, token).content.decode()
    cancel_order(order=order, reason="不要了", by=shop.clerk, at=NOON)
    text = page(client, token).content.decode()
    assert text.count("line-struck") == 1 and "您不用付款" in text and "合计" not in text
    totals = text.split('<dl class="totals">')[1].split("</dl>")[0]
    assert "应付" in totals and "0.00" in totals and "336" not in totals


def test_money_paid_for_a_cancelled_order_goes_back(shop, client):
    order = place_order(store=shop.store, order=wanted(shop, ("F2001", 2)), by=shop.clerk, at=NOON)
    take_payments(order=order, tenders=[Tender("wechat", 33600)], by=shop.clerk, at=NOON)
    cancel_order(order=order, reason="不要了", by=shop.clerk, at=NOON)
    text = page(client, link_to(shop, order)[1]).content.decode()
    totals = text.split('<dl class="totals">')[1].split("</dl>")[0]
    assert "会退给您" in text and "应退" in totals and "336.00" in totals and "合计" not in totals


def test_times_are_written_with_month_day_and_weekday(shop, client):
    at = now().replace(month=11, day=22, hour=7, minute=0)
    order = place_order(store=shop.store, order=wanted(shop, ("F2001", 2), wanted_at=at), by=shop.clerk, at=NOON)
    _link, token = link_to(shop, order)
    weekday = at.astimezone(ZoneInfo("Asia/Shanghai")).weekday()
    text = page(client, token).content.decode()
    assert f"11月22日 周{'一二三四五六日'[weekday]} 15:00" in text
    line = text.split('<ol class="state-line"')[1].split("</ol>")[0]
    assert re.search("<small>([0-9]{4}年)?[0-9]+月[0-9]+日", line)
    english = page(client, token, headers={"accept-language": "en"}).content.decode()
    assert f"{('Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun')[weekday]} 22 Nov 15:00" in english


def test_dead_links_all_look_the_same(shop, client):
    order = packed(shop, ("F2001", 1))
    _live, live = link_to(shop, order)
    _expired, expired = link_to(shop, order, days=1, at=now() - timedelta(days=2))
    revoked_link, revoked = link_to(shop, order)
    assert page(client, revoked).status_code == 200
    revoke_share_link(link=revoked_link, by=shop.clerk)
    pet, pet_token = make_share_link(subject_kind="pet", subject_id=order.pk, customer=None, by=shop.clerk)
    answers = [page(client, token) for token in (expired, revoked, pet_token, "x", "a" * 300, live[:-1])]
    assert {a.status_code for a in answers} == {404}
    assert len({VARYING.sub(b"", a.content) for a in answers}) == 1
    assert order.number not in answers[0].content.decode()


def test_tokens_are_long_and_only_their_digest_is_kept(shop):
    link, token = link_to(shop, packed(shop, ("F2001", 1)))
    assert len(token) * 6 >= 128
    stored = ShareLink.objects.of(shop.chain).get(pk=link.pk)
    assert stored.token_hash == digest(token) and token not in str(vars(stored))


def test_another_chain_s_order_is_not_behind_a_link(shop, client):
    other = build_shop("laifu")
    foreign = packed(other, ("F2001", 1))
    link, token = link_to(shop, packed(shop, ("F2001", 1)))
    ShareLink.objects.of(shop.chain).filter(pk=link.pk).update(subject_id=foreign.pk)
    assert page(client, token).status_code == 404


@pytest.mark.parametrize(
    ("choice", "words"),
    [("wait", "等到货"), ("flawed", "便宜 20%"), ("substitute", "冻干双拼猫粮"), ("cancel", "这件不要了")],
)
def test_an_offer_is_answered_right_there(shop, client, choice, words):
    order, exception = offered(shop)
    Level.objects.of(shop.chain).filter(variant=shop.goods["F2002"]).update(on_hand=40)
    _link, token = link_to(shop, order)
    assert words in page(client, token).content.decode()
    answer = client.post(f"/p/{token}/answers/{exception.pk}", {"choice": choice, "request_key": "k"})
    assert answer.status_code == 302 and answer["Location"] == f"/p/{token}"
    exception.refresh_from_db()
    assert (exception.choice, exception.answer_channel, exception.answered_by) == (
        choice,
        "portal",
        f"customer:{shop.lin.pk}",
    )
    assert "请您决定" not in page(client, token).content.decode()


def test_ten_presses_are_one_answer(shop, client):
    order, exception = offered(shop)
    _link, token = link_to(shop, order)
    answers = [
        client.post(f"/p/{token}/answers/{exception.pk}", {"choice": "cancel", "request_key": "k"}).status_code
        for _press in range(10)
    ]
    assert answers == [302] * 10
    late = client.post(f"/p/{token}/answers/{exception.pk}", {"choice": "wait", "request_key": "k2"})
    assert late.status_code == 409 and "处理过了" in late.content.decode()
    exception.refresh_from_db()
    assert exception.choice == "cancel"


@pytest.mark.parametrize("choice", ["", "steal", "flawed"])
def test_what_was_not_offered_is_refused_and_nothing_changes(shop, client, choice):
    order, exception = offered(shop, flawed_off=None)
    _link, token = link_to(shop, order)
    answer = client.post(f"/p/{token}/answers/{exception.pk}", {"choice": choice})
    assert answer.status_code == 422 and "refusal" in answer.content.decode()
    exception.refresh_from_db()
    assert exception.answered_at is None


def test_one_order_s_link_does_not_answer_for_another(shop, client):
    _order, exception = offered(shop)
    _link, token = link_to(shop, packed(shop, ("S3001", 1)))
    assert client.post(f"/p/{token}/answers/{exception.pk}", {"choice": "cancel"}).status_code == 404
    exception.refresh_from_db()
    assert exception.answered_at is None


def test_a_photo_goes_with_its_link_at_once(shop, client, settings):
    photo = StoredFile.objects.create(
        chain=shop.chain, store=shop.store, purpose="check", path="1/aa/x.jpg", sha256="0" * 64, bytes=4, kept_by="x"
    )
    other = StoredFile.objects.create(
        chain=shop.chain, store=shop.store, purpose="pet", path="1/aa/x.jpg", sha256="0" * 64, bytes=4, kept_by="x"
    )
    place = settings.MEDIA_ROOT / "1" / "aa"
    place.mkdir(parents=True)
    (place / "x.jpg").write_bytes(b"jpeg")
    order, _exception = offered(shop, flawed_photo=photo.pk)
    link, token = link_to(shop, order)
    url = f"/p/{token}/photos/{photo.public_id}"
    assert url in page(client, token).content.decode()
    assert client.get(url).content == b"jpeg"
    assert client.get(f"/p/{token}/photos/{other.public_id}").status_code == 404
    assert client.get(f"/p/{token}/photos/{uuid.uuid4()}").status_code == 404
    revoke_share_link(link=link, by=shop.clerk)
    assert client.get(url).status_code == 404


def test_it_costs_few_queries(shop, client, django_assert_max_num_queries):
    order, _shipment = ready_to_ship(shop, ("F2001", 2), ("F2002", 1), ("S3001", 3), method="courier")
    _link, token = link_to(shop, order)
    with django_assert_max_num_queries(12):
        page(client, token)


def test_naughty_words_of_customers_are_only_words(shop, client):
    order = packed(shop, ("F2001", 1))
    Order.objects.of(shop.chain).filter(pk=order.pk).update(number="<script>alert(1)</script>")
    text = page(client, link_to(shop, order)[1]).content.decode()
    assert "<script>alert" not in text and "&lt;script&gt;" in text


def test_a_live_link_s_secret_is_not_written_into_the_log(shop, client, caplog):
    order, exception = offered(shop)
    _link, token = link_to(shop, order)
    client.post(f"/p/{token}/answers/{exception.pk}", {"choice": "steal"})
    assert token not in caplog.text
