"""The owner hears of a booking once, and at once of an extra that waits for a yes – never of one within the ceiling."""

import pytest

from tests.care.door import answered, bath_booked, door_shop, signed
from wangcai.care.public import ask_extra
from wangcai.catalogue.public import Surcharge
from wangcai.journal.public import drain
from wangcai.messages.public import Message

# Reactions see what is committed.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop(transactional_db):
    return door_shop()


def told(shop):
    drain()
    drain()
    return list(Message.objects.of(shop.chain).order_by("pk").values_list("event", "body"))


def test_a_booking_is_told_once_with_a_link(shop):
    bath_booked(shop)
    ((event, body),) = told(shop)
    assert event == "visit_booked" and "闪电的预约好了" in body and "/p/" in body and "11-23 10:00" in body
    assert len(told(shop)) == 1


def test_an_extra_beyond_the_ceiling_is_told_at_once_one_within_is_not(shop):
    booking = bath_booked(shop)
    answered(shop, booking)
    signed(shop, booking)
    fee = Surcharge.objects.of(shop.chain).select_related("variant").get(code="knots")
    ask_extra(booking=booking, surcharge=fee, price_fen=6000, reason="腋下打结", by=shop.groomer)
    assert [event for event, _body in told(shop)] == ["visit_booked"]
    ask_extra(booking=booking, surcharge=fee, price_fen=6000, reason="后腿打结", by=shop.groomer)
    events = told(shop)
    assert [event for event, _body in events] == ["visit_booked", "care_extra"]
    assert "开结费" in events[1][1] and "¥60.00" in events[1][1]
