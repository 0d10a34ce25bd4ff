"""What the background loop does for care: the day is planned, late rooms are told, photos go out."""

from datetime import timedelta

import pytest

from tests.care.stays import checked_in, stay
from tests.cast import build_shop
from tests.files.conftest import image_bytes
from tests.visits import build_services
from wangcai.care.public import CareRound, RoomCleaning, add_media, set_schedule
from wangcai.interfaces.cli.commands import drain
from wangcai.kernel.public import now
from wangcai.messages.public import Message
from wangcai.work.public import Task


@pytest.mark.django_db
def test_the_loop_plans_the_day_and_chases_what_is_late(monkeypatch):
    shop = build_shop()
    cat = stay(shop, build_services(shop), starts=now() - timedelta(days=1), ends=now() + timedelta(days=2))
    checked_in(cat, "each", at=now() - timedelta(days=1))
    set_schedule(
        booking=cat, kind="feed", name="猫粮", times=["00:00", "08:00", "16:00"], by=shop.by("aqiang"),
        at=now() - timedelta(hours=3),
    )  # fmt: skip
    CareRound.objects.of(shop.chain).all().delete()
    add_media(booking=cat, data=image_bytes(), by=shop.groomer)
    monkeypatch.setitem(drain._clock, "rounds", -10_000.0)
    drain.chores()
    assert CareRound.objects.of(shop.chain).filter(state="due").count() >= 3
    cleaning = RoomCleaning.objects.of(shop.chain).get()
    assert Message.objects.of(shop.chain).get().event == "care_photos"
    RoomCleaning.objects.of(shop.chain).filter(pk=cleaning.pk).update(due_at=now() - timedelta(minutes=1))
    before = CareRound.objects.of(shop.chain).count()
    drain.chores()
    assert Task.objects.of(shop.chain).get(kind="clean").subject_id == cleaning.pk
    assert CareRound.objects.of(shop.chain).count() == before and Message.objects.of(shop.chain).count() == 1
