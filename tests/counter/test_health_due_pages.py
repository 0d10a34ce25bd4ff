"""疫苗到期: proofs that wait for a look, and owners of what has lapsed asked only by a press (F15)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import build_shop
from tests.counter.test_health_pages import picture
from wangcai.care.public import overdue_untold
from wangcai.customers.public import HealthRecord, proofs_waiting, record_health
from wangcai.files.public import keep_photo
from wangcai.kernel.public import now
from wangcai.messages.public import Message

DUE, REMIND = "/health/due", "/health/due/reminders"


def proof(shop, **more):
    kept = keep_photo(store=None, data=picture().read(), purpose="paper", by=shop.clerk)
    day = timezone.localdate() - timedelta(days=5)
    return record_health(
        pet=shop.doudou, kind="vaccine", code="rabies", given_on=day, due_on=day + timedelta(days=300), proof=kept, by=shop.clerk, **more
    )  # fmt: skip


def lapsed(shop, pet, days=9):
    today = timezone.localdate()
    return HealthRecord.objects.create(
        chain=shop.chain, pet=pet, kind="vaccine", code="rabies", given_on=today - timedelta(days=360),
        due_on=today - timedelta(days=days), verified_at=now(), verified_by="t", entered_at=now(), entered_by="t",
    )  # fmt: skip


def test_a_proof_waits_until_somebody_looked(shop, manager):
    assert "没有等核实的凭证" in manager.get(DUE, {"proofs": 1}).content.decode()
    row = proof(shop)
    page = manager.get(DUE, {"proofs": 1}).content.decode()
    assert "豆豆" in page and f"/health-records/{row.pk}/verification" in page
    manager.post(f"/health-records/{row.pk}/verification", {"request_key": "v"})
    assert proofs_waiting(shop.manager) == []
    assert "豆豆" not in manager.get(DUE, {"proofs": 1}).content.decode()


def test_the_note_says_how_it_is(shop, manager):
    assert "提醒还没有打开" in manager.get(DUE).content.decode()
    shop.store.settings = {"reminders.vaccine_due": True}
    shop.store.save()
    page = manager.get(DUE).content.decode()
    assert "提醒开着" in page and "提醒还没有打开" not in page


def test_owners_of_the_lapsed_are_told_once_and_only_by_a_press(shop, manager):
    for pet in (shop.doudou, shop.shandian):
        lapsed(shop, pet)
    assert "提醒这 2 条的主人" in manager.get(DUE, {"over": 1}).content.decode()
    assert not Message.objects.of(shop.chain).exists()
    answer = manager.post(REMIND, {"expected": 2, "request_key": "r"})
    assert answer.status_code == 302 and overdue_untold(shop.store) == 0
    told = Message.objects.of(shop.chain).filter(event="vaccine_due")
    assert {message.customer_id for message in told} == {shop.lin.pk, shop.wang.pk}
    manager.post(REMIND, {"expected": 2, "request_key": "r"})
    assert told.count() == 2
    assert "提醒这" not in manager.get(DUE, {"over": 1}).content.decode()


@pytest.mark.parametrize("expected", ["", "x", "1", "99999999"])
def test_another_number_than_shown_sends_nothing(shop, manager, expected):
    for pet in (shop.doudou, shop.shandian):
        lapsed(shop, pet)
    answer = manager.post(REMIND, {"expected": expected, "request_key": "r"})
    assert answer.status_code == 409 and "请看过再按一次" in answer.content.decode()
    assert not Message.objects.of(shop.chain).exists()


def test_who_may_not_write_to_customers_neither_sees_nor_does(shop, clerk, signed_in):
    stranger = signed_in("boss", of=build_shop("other"))
    proof(shop)
    lapsed(shop, shop.doudou)
    assert "提醒这" not in clerk.get(DUE, {"over": 1}).content.decode()
    assert clerk.post(REMIND, {"expected": 1, "request_key": "r"}).status_code == 403
    page = stranger.get(DUE, {"proofs": 1}).content.decode()
    assert "豆豆" not in page
    assert not Message.objects.of(shop.chain).exists()


def test_the_list_is_taken_out_as_seen_by_who_may(shop, manager, signed_in):
    lapsed(shop, shop.doudou)
    answer = manager.get(f"{DUE}/export", {"over": 1})
    assert answer.status_code == 200 and answer["Content-Type"].endswith("sheet") and answer.content[:2] == b"PK"
    assert f"{DUE}/export?over=1" in manager.get(DUE, {"over": 1}).content.decode()
    keeper = signed_in("aqiang")
    assert keeper.get(f"{DUE}/export").status_code == 403
