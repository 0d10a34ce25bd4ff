"""The gateway passes on what owners answer: signed calls only, forged ones are nobody's."""

import json

import pytest

from tests.cast import build_shop
from tests.visits import build_services
from wangcai.booking.public import Want
from wangcai.care.public import acknowledged, book_visit, bookings_of, send_reminders
from wangcai.interfaces.channels.sms.views import signature
from wangcai.kernel.public import now

SECRET = "hush-hush"


@pytest.fixture
def shop(db):
    shop = build_shop()
    shop.chain.settings = {"sms_secret": SECRET}
    shop.chain.save()
    return shop


def call(client, said, *, secret=SECRET, chain="wangcai"):
    body = json.dumps(said).encode()
    return client.post(
        f"/hooks/sms/{chain}", body, content_type="application/json", headers={"X-Signature": signature(secret, body)}
    )


@pytest.fixture
def booking(shop):
    from datetime import timedelta

    services = build_services(shop)
    from wangcai.booking.public import Shift

    Shift.objects.of(shop.chain).delete()
    begins = now() + timedelta(hours=1)
    want = Want(services.offer["V4001"].pk, begins, pet_id=shop.doudou.pk)
    made = now() - timedelta(hours=4)
    visit = book_visit(store=shop.store, customer=shop.lin, wants=[want], by=shop.manager, at=made)
    send_reminders()
    return bookings_of(visit)[0]


def test_a_signed_1_confirms_and_a_repeat_changes_nothing(shop, client, booking):
    answer = call(client, {"from": "+86 13812348866", "text": "1"})
    assert answer.json() == {"ok": True, "confirmed": 1}
    assert call(client, {"from": "13812348866", "text": "1"}).json()["confirmed"] == 0
    assert acknowledged(shop.chain.pk, [booking.pk]) == {booking.pk}


def test_forged_calls_are_refused_and_confirm_nothing(shop, client, booking):
    said = {"from": "13812348866", "text": "1"}
    answers = [call(client, said, secret="guess"), call(client, said, secret=""), call(client, said, chain="nobody")]
    answers.append(client.post("/hooks/sms/wangcai", json.dumps(said), content_type="application/json"))
    assert {a.status_code for a in answers} == {404} and len({a.content for a in answers}) == 1
    assert acknowledged(shop.chain.pk, [booking.pk]) == set()


def test_a_chain_without_a_secret_takes_no_calls(shop, client):
    shop.chain.settings = {}
    shop.chain.save()
    assert call(client, {"from": "13812348866", "text": "1"}, secret="").status_code == 404


@pytest.mark.parametrize("said", [[], {}, {"from": "x", "text": "1"}, {"from": "13812348866"}, "1"])
def test_unreadable_words_are_said_to_be_so(shop, client, said):
    assert call(client, said).status_code == 422
