"""The card on the cage carries what whoever opens the door has to know, and nothing of the owner but the name (F16)."""

from tests.cast import build_shop
from tests.shops.cast import sign_in
from tests.visits import at
from wangcai.booking.public import Want
from wangcai.care.public import book_visit
from wangcai.customers.public import raise_flag


def booked(shop, service, **more):
    want = Want(shop.services.offer[service].pk, at(15, day=5), pet_id=shop.doudou.pk, **more)
    return book_visit(store=shop.store, customer=shop.lin, wants=[want], by=shop.clerk, at=at(9))


def test_a_stay_has_its_card(shop, client, django_assert_max_num_queries):
    visit = booked(shop, "V2001", ends_at=at(11, day=8), wishes="先给一粒冻干再抱")
    raise_flag(pet=shop.doudou, kind="bites", by=shop.clerk)
    shop.doudou.allergies = "鸡肉"
    shop.doudou.save()
    page = sign_in(client, shop.people["xiaozhou"], shop.store)
    assert f"/visits/{visit.key}/cage-cards" in page.get(f"/visits/{visit.key}").content.decode()
    with django_assert_max_num_queries(14):
        text = page.get(f"/visits/{visit.key}/cage-cards").content.decode()
    assert all(word in text for word in ("豆豆", "猫房", "鸡肉", "先给一粒冻干再抱", "林女士", "咬人"))
    assert "13812348866" not in text


def test_a_bath_has_none_and_strangers_see_none(shop, client):
    bath = booked(shop, "V1002")
    page = sign_in(client, shop.people["xiaozhou"], shop.store)
    assert "cage-cards" not in page.get(f"/visits/{bath.key}").content.decode()
    assert page.get(f"/visits/{bath.key}/cage-cards").status_code == 404
    other = build_shop("other")
    assert sign_in(client, other.people["boss"], other.store).get(f"/visits/{bath.key}/cage-cards").status_code == 404
