"""我的任务: found, taken once, given back with a reason, assigned; strangers see nothing."""

from datetime import timedelta

import pytest

from tests.cast import build_shop
from tests.delivery.way import on_duty
from tests.shops.cast import sign_in
from wangcai.kernel.public import now
from wangcai.work.public import PICK, Task, open_task


@pytest.fixture
def task(shop):
    return open_task(
        store=shop.store, kind=PICK, subject=("order", 7), title="XH-7", permission="delivery.pick",
        due_at=now() + timedelta(hours=1), by=shop.manager,
    )  # fmt: skip


def page(client, shop, who="xiaoli", store=None):
    return sign_in(client, shop.people[who], store or shop.store)


def test_the_list_shows_what_is_mine_and_free(shop, client, task):
    text = page(client, shop).get("/tasks").content.decode()
    assert "XH-7" in text and "还没人接" in text
    assert "现在没有任务" in page(client, shop, "xiaomei").get("/tasks").content.decode()


def test_taking_and_giving_back(shop, client, task):
    on_duty(shop, "aqiang")
    mine = page(client, shop)
    assert mine.post(f"/tasks/{task.pk}/acceptance", {"request_key": "a"}).status_code == 302
    refused = mine.post(f"/tasks/{task.pk}/return", {"reason": "", "request_key": "b"})
    assert refused.status_code == 422 and "交回的原因" in refused.content.decode()
    task.refresh_from_db()
    assert task.owner == shop.people["xiaoli"]
    mine.post(f"/tasks/{task.pk}/return", {"reason": "要去送货", "request_key": "c"})
    task.refresh_from_db()
    assert task.owner == shop.people["aqiang"] and task.accepted_at is None


def test_of_two_who_take_it_one_is_told(shop, client, task):
    page(client, shop).post(f"/tasks/{task.pk}/acceptance", {"request_key": "a"})
    late = page(client, shop, "aqiang").post(f"/tasks/{task.pk}/acceptance", {"request_key": "a"})
    assert late.status_code == 409 and "已经有人接了" in late.content.decode()
    task.refresh_from_db()
    assert task.owner == shop.people["xiaoli"]


def test_a_manager_hands_it_to_somebody(shop, client, task):
    boss = page(client, shop, "laozhou")
    person = shop.people["xiaoli"].pk
    assert boss.post(f"/tasks/{task.pk}/assignment", {"person": person}).status_code == 302
    task.refresh_from_db()
    assert task.owner_id == person
    for nobody in ("", "x", "999999"):
        assert boss.post(f"/tasks/{task.pk}/assignment", {"person": nobody}).status_code == 404
    assert page(client, shop).post(f"/tasks/{task.pk}/assignment", {"person": person}).status_code == 403


def test_strangers(shop, client, task):
    other = build_shop("laifu", stock=0)
    for who, where, store in ((other, "xiaoli", other.store), (shop, "jingan", shop.sister)):
        stranger = page(client, who, where, store)
        assert "XH-7" not in stranger.get("/tasks").content.decode()
        assert stranger.post(f"/tasks/{task.pk}/acceptance").status_code == 404
    client.logout()
    assert client.get("/tasks").status_code == 302
    assert Task.objects.of(shop.chain).get().accepted_at is None


def test_it_costs_few_queries(shop, client, django_assert_max_num_queries):
    for number in range(12):
        open_task(
            store=shop.store, kind=PICK, subject=("order", number), title=f"XH-{number}", permission="delivery.pick",
            due_at=now() - timedelta(minutes=number), by=shop.manager,
        )  # fmt: skip
    boss = page(client, shop, "laozhou")
    with django_assert_max_num_queries(9):
        text = boss.get("/tasks").content.decode()
    assert "XH-11" in text and "过时" in text
