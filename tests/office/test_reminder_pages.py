"""The words of reminders with their preview, and how many owners a vaccine reminder would reach before it is switched on."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.cast import build_shop
from wangcai.customers.public import HealthRecord
from wangcai.kernel.public import local, now
from wangcai.messages.public import EVENTS


@pytest.fixture
def shop(db):
    return build_shop()


def boss(shop):
    client = Client()
    client.force_login(shop.people["boss"])
    return client


def lapsing(shop):
    today = local(now(), "Asia/Shanghai").date()
    HealthRecord.objects.create(
        chain=shop.chain, pet=shop.doudou, kind="vaccine", code="rabies", given_on=today, due_on=today + timedelta(days=9),
        entered_at=now(), entered_by="staff:1",
    )  # fmt: skip


def test_the_number_stands_there_before_it_is_switched_on(shop):
    assert "现在会发 0 条" in boss(shop).get("/messages/wording").content.decode()
    lapsing(shop)
    assert "关着" in boss(shop).get("/messages/wording").content.decode()
    assert "现在会发 1 条" in boss(shop).get("/messages/wording").content.decode()
    shop.chain.settings = {"reminders.vaccine_due": True}
    shop.chain.save()
    assert "开着：两周内有 1 针" in boss(shop).get("/messages/wording").content.decode()


def test_every_notice_has_its_preview_in_both_languages(shop):
    for language, words in (("zh-hans", "能来请回复 1"), ("en", "Reply 1 if you are coming")):
        text = boss(shop).get("/messages/wording", {"language": language}).content.decode()
        assert words in text and "豆豆" in text
        assert all(str(label) in text for label in EVENTS.values())
