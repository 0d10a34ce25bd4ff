"""到店: a stay's rooms on the visit's page, and the way back from a change of room that was a slip (F20)."""

import pytest

from tests.care.door import stay_booked
from tests.cast import build_shop
from tests.counter.visits.hands import text
from tests.visits import at
from wangcai.booking.public import Booking, segments_of
from wangcai.care.public import change_room, visit_of
from wangcai.orders.public import Order


@pytest.fixture
def moved(shop):
    """豆豆's four nights: two in the quiet room, two in the cats' by a plan that was a slip."""
    booking = stay_booked(shop)
    room = shop.services.places["C1"]
    return change_room(booking=booking, room_id=room.pk, from_at=at(10, day=3), by=shop.clerk)


def rooms(booking):
    return [part.room.code for part in segments_of(Booking.objects.of(booking.chain_id).get(pk=booking.pk))]


def test_the_rooms_are_said_and_a_slip_is_taken_back(shop, desk, moved, django_assert_max_num_queries):
    before = visit_of(moved).order.total_fen
    page, url = desk(), f"/visits/{moved.visit}"
    body = text(page.get(url))
    assert "安静间 1（2 晚） → 猫房 1（2 晚）" in body and "换回安静间 1" in body and "喂养安排" in body
    with django_assert_max_num_queries(36):
        page.get(url)
    assert page.post(f"/bookings/{moved.pk}/room-back", {"request_key": "a"}).status_code == 302
    assert (
        rooms(moved) == ["Q1"]
        and Order.objects.of(shop.chain).get(pk=visit_of(moved).order_id).total_fen == 4 * 16800 > before
    )
    body = text(page.get(url))
    assert "换回安静间 1" not in body.replace("豆豆 换回 安静间 1", "") and "住过的房间" not in body
    again = page.post(f"/bookings/{moved.pk}/room-back", {"request_key": "b"})
    assert again.status_code == 409 and "没有换过房" in text(again)


def test_strangers_take_nothing_back(shop, desk, moved):
    url = f"/bookings/{moved.pk}/room-back"
    assert desk("boss", build_shop("other")).post(url).status_code == 404
    assert desk("xiaoli", None).post(url).status_code == 403
    assert rooms(moved) == ["Q1", "C1"]
