from datetime import datetime, time, timedelta

import pytest
from django.test import Client

from tests.cast import NOON, build_shop
from tests.visits import build_services
from wangcai.booking.public import Shift
from wangcai.customers.public import HealthRecord, ask_code, enter_with_code
from wangcai.interfaces.portal.home.session import let_in
from wangcai.kernel.public import local, moment, now

ZONE = "Asia/Shanghai"


@pytest.fixture
def shop(db):
    return build_shop()


@pytest.fixture
def services(shop):
    """The services of the cast with the people at work from today on: pages ask the real clock."""
    made = build_services(shop)
    later = local(now(), ZONE).date() - local(NOON, ZONE).date()
    for shift in Shift.objects.of(shop.chain).order_by("-starts_at") if later.days >= 0 else ():
        Shift.objects.of(shop.chain).filter(pk=shift.pk).update(
            starts_at=shift.starts_at + later, ends_at=shift.ends_at + later
        )
    return made


def soon(hour: int, minute: int = 0, *, day: int = 2) -> datetime:
    """A moment of the shop's clock, `day` days from today."""
    return moment(local(now(), ZONE).date() + timedelta(days=day), time(hour, minute), ZONE)


def the_day(day: int = 2) -> str:
    return (local(now(), ZONE).date() + timedelta(days=day)).isoformat()


def vaccinated(shop, pet, *, verified=True):
    """A rabies shot that holds for a year."""
    today = local(now(), ZONE).date()
    return HealthRecord.objects.create(
        chain=shop.chain, pet=pet, kind="vaccine", code="rabies", given_on=today, due_on=today + timedelta(days=360),
        verified_at=now() if verified else None, verified_by="staff:1" if verified else "", entered_at=now(),
        entered_by="staff:1",
    )  # fmt: skip


def signed_in(shop, phone="13812348866"):
    """A browser whose owner came in by a code."""
    asked = ask_code(chain_id=shop.chain.pk, phone=phone)
    row, customer = enter_with_code(chain_id=shop.chain.pk, phone=phone, code=asked.code)
    client = Client()
    from django.http import HttpResponse

    answer = let_in(HttpResponse(), chain_id=shop.chain.pk, customer_id=customer.pk, code_id=row.pk)
    client.cookies["wangcai_portal"] = answer.cookies["wangcai_portal"].value
    return client


@pytest.fixture
def lin(shop):
    return signed_in(shop)


@pytest.fixture
def wang(shop):
    return signed_in(shop, "13900005678")
