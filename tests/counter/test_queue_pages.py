"""取号: the board, the ticket behind a code, the screen without names, the guided trial."""

import re

import pytest
from django.test import Client

from tests.cast import build_shop
from wangcai.care.public import QueueTicket, take_number
from wangcai.kernel.public import now


@pytest.fixture
def desk(shop, signed_in):
    return signed_in()


def take(desk, **sent):
    return desk.post(
        "/queue/tickets", {"kind": "service", "request_key": "11111111-1111-4111-8111-111111111111", **sent}
    )


def ticket(shop, **more):
    return QueueTicket.objects.of(shop.chain).get(**more)


def test_from_the_door_to_the_end(shop, desk):
    answer = take(desk, q="王先生")
    again = take(desk, q="王先生")
    assert answer.status_code == 302 and answer["Location"] == again["Location"]
    one = ticket(shop)
    assert (one.number, one.customer) == (1, shop.wang)
    paper = desk.get(answer["Location"]).content.decode()
    assert "A1" in paper and "扫码看轮到几号" in paper
    assert "王先生" in desk.get("/queue").content.decode()
    desk.post(f"/queue/tickets/{one.pk}/start")
    twice = desk.post(f"/queue/tickets/{one.pk}/start")
    assert twice.status_code == 409 and "刷新" in twice.content.decode()
    desk.post(f"/queue/tickets/{one.pk}/end")
    assert ticket(shop).ended_at is not None


def test_the_holder_sees_the_number_and_who_is_before(shop, desk):
    first = take_number(store=shop.store, by=shop.clerk, at=now())
    place = take(desk)["Location"]
    page = f"/p/queue/{re.search('t=(.+)', place)[1]}"
    guest = Client()
    waiting = guest.get(page)
    assert (
        "A2" in waiting.content.decode() and "前面还有 1 位" in waiting.content.decode() and waiting["Refresh"] == "20"
    )
    desk.post(f"/queue/tickets/{first.pk}/start")
    assert "下一个就是您" in guest.get(page).content.decode()
    desk.post(f"/queue/tickets/{ticket(shop, number=2).pk}/start")
    assert "轮到您了" in guest.get(page).content.decode()
    assert guest.get("/p/queue/nothing").status_code == 404
    assert "扫码看轮到几号" not in desk.get(f"/queue/tickets/{first.pk}?t=wrong").content.decode()


def test_the_screen_names_nobody(shop, desk):
    one = take_number(store=shop.store, customer=shop.wang, pet=shop.shandian, by=shop.clerk, at=now())
    take_number(store=shop.store, customer=shop.lin, pet=shop.doudou, by=shop.clerk, at=now())
    desk.post(f"/queue/tickets/{one.pk}/start")
    text = desk.get("/queue/screen").content.decode()
    assert "A1" in text and "A2" in text
    for name in ("王先生", "闪电", "林女士", "豆豆", "小周"):
        assert name not in text


def test_a_guided_trial(shop, desk):
    take(desk, kind="guide")
    one = ticket(shop)
    desk.post(f"/queue/tickets/{one.pk}/start")
    wrong = desk.post(f"/queue/tickets/{one.pk}/trials", {"thing": "鸡肉冻干", "kind": "taste"})
    assert wrong.status_code == 422 and "鸡肉冻干" in wrong.content.decode() and not ticket(shop).trials
    desk.post(f"/queue/tickets/{one.pk}/trials", {"thing": "鸡肉冻干", "kind": "taste", "reaction": "loved"})
    assert "鸡肉冻干：很喜欢" in desk.get("/queue").content.decode()
    assert desk.post(f"/queue/tickets/{one.pk}/end").status_code == 422
    desk.post(f"/queue/tickets/{one.pk}/end", {"bought": "yes"})
    assert ticket(shop).bought is True


def test_an_unclear_name_is_refused_and_kept(shop, desk):
    refused = take(desk, q="没有这个人")
    assert refused.status_code == 422 and "没有这个人" in refused.content.decode()
    assert not QueueTicket.objects.of(shop.chain).exists()


def test_strangers_and_rights(shop, signed_in):
    one = take_number(store=shop.store, by=shop.clerk, at=now())
    stranger = signed_in(of=build_shop("other"))
    for verb in ("start", "end", "leave", "trials"):
        assert stranger.post(f"/queue/tickets/{one.pk}/{verb}").status_code == 404
    assert stranger.get(f"/queue/tickets/{one.pk}").status_code == 404
    picker = signed_in("xiaoli")
    assert picker.get("/queue").status_code == 403 and picker.post("/queue/tickets").status_code == 403
    assert ticket(shop).started_at is None


def test_few_queries(shop, desk, django_assert_max_num_queries):
    for _number in range(5):
        take_number(store=shop.store, customer=shop.wang, pet=shop.shandian, by=shop.clerk, at=now())
    desk.get("/queue")
    with django_assert_max_num_queries(12):
        desk.get("/queue")
    with django_assert_max_num_queries(8):
        desk.get("/queue/screen")
