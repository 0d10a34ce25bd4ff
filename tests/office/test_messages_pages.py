"""发出的消息: what was sent, to whom as far as one may know, and the words."""

import pytest

from tests.cast import NOON, build_shop
from tests.shops.cast import sign_in
from wangcai.customers.public import make_share_link, open_share_link
from wangcai.delivery.public import Rate
from wangcai.kernel.public import NotFound
from wangcai.messages.public import Message, Template, send_due, set_simulation, tell_customer


@pytest.fixture
def shop(db):
    return build_shop()


@pytest.fixture
def told(shop):
    tell_customer(
        chain_id=shop.chain.pk, store=shop.store, customer=shop.lin, event="order_ready", subject=("order", 1),
        facts={"number": "XH-1", "link": "https://x.example/p/secret-token-of-the-customer"}, dedupe="d", at=NOON,
    )  # fmt: skip
    send_due(at=NOON)
    return Message.objects.of(shop.chain).get()


def desk(client, shop, who="laozhou", store=None):
    return sign_in(client, shop.people[who], store or shop.store)


def test_the_outbox_by_state(shop, client, told):
    text = desk(client, shop).get("/messages").content.decode()
    assert "可以来取" in text and "已发出" in text and "模拟" in text
    assert "林女士" not in desk(client, shop).get("/messages?state=failed").content.decode()
    one = desk(client, shop).get(f"/messages/{told.pk}").content.decode()
    assert "XH-1" in one and "secret-token-of-the-customer" not in one


def test_a_failed_one_is_sent_again_a_sent_one_not(shop, client, told):
    manager = desk(client, shop)
    refused = manager.post(f"/messages/{told.pk}/retry", {"request_key": "a"})
    assert refused.status_code == 422 and "没有失败" in refused.content.decode()
    Message.objects.of(shop.chain).update(state="failed")
    manager.post(f"/messages/{told.pk}/retry", {"request_key": "b"})
    told.refresh_from_db()
    assert told.state == "waiting"
    assert desk(client, shop, "xiaozhou").post(f"/messages/{told.pk}/retry").status_code == 403


def test_links_are_taken_back_at_once(shop, client, told):
    _link, token = make_share_link(subject_kind="order", subject_id=1, customer=shop.lin, by=shop.manager)
    desk(client, shop).post(f"/messages/{told.pk}/links/revocation")
    with pytest.raises(NotFound):
        open_share_link(token)


def test_own_words_and_bad_words(shop, client):
    boss = desk(client, shop, "boss")
    url = "/messages/wording/order_ready/sms/zh-hans"
    assert "可以来取" in boss.get("/messages/wording").content.decode()
    bad = boss.post(url, {"subject": "", "body": "{number} 好了，全场折扣"})
    assert bad.status_code == 422 and "折扣" in bad.content.decode() and "全场" in bad.content.decode()
    assert not Template.objects.of(shop.chain).exists()
    assert boss.post(url, {"subject": "", "body": "{number} 好了", "request_key": "k"}).status_code == 302
    assert Template.objects.of(shop.chain).get().body == "{number} 好了"
    assert boss.get("/messages/wording/nothing/sms/zh-hans").status_code == 404


def test_the_simulator_shows_and_misbehaves(shop, client, told):
    boss = desk(client, shop, "boss")
    assert "XH-1" in boss.get("/messages/simulator/sms").content.decode()
    boss.post("/messages/simulator/sms/mode", {"mode": "lost", "request_key": "k"})
    assert set_simulation(channel="sms", mode="lost", by=shop.by("boss")).mode == "lost"
    assert boss.post("/messages/simulator/sms/mode", {"mode": "explode"}).status_code == 404
    assert boss.get("/messages/simulator/pigeon").status_code == 404


def test_rates_are_the_store_s_own(shop, client):
    boss = desk(client, shop, "boss")
    typed = {"method": "rider", "up_to_km": "5", "base": "6", "per_km": "0", "minutes": "30", "active": "on"}
    assert "自家送货" in boss.get("/delivery-rates").content.decode()
    for wrong in ({"base": "viel"}, {"base": "-1"}, {"minutes": "0"}, {"up_to_km": "nan"}, {"method": "drone"}):
        assert boss.post("/delivery-rates/new", {**typed, **wrong}).status_code == 422, wrong
    assert not Rate.objects.of(shop.chain).exists()
    assert boss.post("/delivery-rates/new", {**typed, "request_key": "k"}).status_code == 302
    rate = Rate.objects.of(shop.chain).get()
    assert (rate.base_fen, rate.minutes) == (600, 30)
    assert boss.get(f"/delivery-rates/{rate.pk}").status_code == 200
    other = build_shop("laifu", stock=0)
    assert desk(client, other, "boss").get(f"/delivery-rates/{rate.pk}").status_code == 404
    assert desk(client, shop, "xiaozhou").get("/delivery-rates").status_code == 403


def test_strangers(shop, client, told):
    other = build_shop("laifu", stock=0)
    for who, login, store in ((other, "boss", other.store), (shop, "jingan", shop.sister)):
        stranger = desk(client, who, login, store)
        assert "林女士" not in stranger.get("/messages").content.decode()
        assert stranger.get(f"/messages/{told.pk}").status_code == 404
        assert stranger.post(f"/messages/{told.pk}/links/revocation").status_code in (403, 404)


def test_it_costs_few_queries(shop, client, django_assert_max_num_queries):
    for number in range(60):
        tell_customer(
            chain_id=shop.chain.pk, store=shop.store, customer=shop.lin, event="order_ready", subject=("order", 1),
            facts={}, dedupe=f"d{number}", at=NOON,
        )  # fmt: skip
    manager = desk(client, shop)
    with django_assert_max_num_queries(8):
        first = manager.get("/messages")
    assert "before=" in first.content.decode()
