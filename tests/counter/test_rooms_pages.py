"""The room board: who sleeps where, how full it is, what a room takes, moves with their refusals, blocks."""

import re

import pytest
from django.urls import reverse

from tests.cast import build_shop
from tests.visits import at, build_services
from wangcai.booking.public import Hold, Want, advance_booking, block, book, segments_of
from wangcai.customers.public import Flag, IncompatiblePair, Pet
from wangcai.kernel.public import now

DAY = "2026-11-23"
BOARD = {"HX-Request": "true", "HX-Current-URL": f"http://testserver/rooms?day={DAY}&days=7"}


@pytest.fixture
def services(shop):
    return build_services(shop)


@pytest.fixture
def add(shop, services):
    """`add("C1")` lets 豆豆 stay in cat room 1 from the afternoon of the first day, three nights."""

    def book_one(room, *, pet=None, customer=None, day=1, nights=3, **more):
        want = Want(
            service_id=services.offer["V2001"].pk, starts_at=at(14, day=day), ends_at=at(11, day=day + nights),
            pet_id=(pet or shop.doudou).pk, customer_id=(customer or shop.lin).pk,
            room_id=services.places[room].pk if room else None, **more,
        )  # fmt: skip
        return book(store=shop.store, wants=[want], override="测试", by=shop.manager, at=at(8, day=0))[0]

    return book_one


@pytest.fixture(autouse=True)
def early(monkeypatch):
    """It is eight in the morning of NOON's day for everything that asks."""
    for module in ("booking.operations.moving", "booking.operations.booking", "care.operations.visits"):
        monkeypatch.setattr(f"wangcai.{module}.now", lambda: at(8, day=0))
    for module in ("calendar.day", "calendar.pages", "rooms.pages", "rooms.board", "rooms.moving"):
        monkeypatch.setattr(f"wangcai.interfaces.counter.{module}.now", lambda: at(8, day=0))


def page_of(browser, **asked):
    answer = browser.get("/rooms", {"day": DAY, "days": 7, **asked})
    assert answer.status_code == 200
    return answer.content.decode()


def row_of(page, place):
    return page.split(f'data-room="{place.pk}"')[1].split("</section>")[0]


def seen_of(page):
    return page.split('name="seen" value="')[1].split('"')[0]


def test_a_stay_lies_in_its_room_from_hour_to_hour(clerk, services, add):
    booking = add("C1")
    row = row_of(page_of(clerk), services.places["C1"])
    assert f'data-booking="{booking.pk}"' in row
    assert 'data-a="0" data-b="14" data-c="2" data-d="21"' in row
    assert "豆豆" in row and "林女士" in row


def test_a_row_says_what_the_room_takes(clerk, services):
    page = page_of(clerk)
    assert "只收猫" in row_of(page, services.places["C1"])
    assert "只收狗" in row_of(page, services.places["K1"]) and "≤30kg" in row_of(page, services.places["K1"])
    assert "2 只" in row_of(page, services.places["Q2"]) and "安静" in row_of(page, services.places["Q2"])


def test_each_day_says_how_full_it_is(clerk, shop, services, add):
    for room in ("C1", "C2"):
        pet = Pet.objects.create(
            chain=shop.chain, code=f"P{room}", household=shop.lin.household, name=room, species="cat"
        )
        add(room, pet=pet)
    block(
        resource=services.places["K1"],
        starts_at=at(0),
        ends_at=at(0, day=3),
        why="broken",
        by=shop.manager,
        at=at(8, day=0),
    )
    page = page_of(clerk)
    assert "2 / 5 间，安全线 4 间" in page and "<em>40%</em>" in page
    assert "维修" in row_of(page, services.places["K1"])


def test_pets_that_share_and_safety_flags(clerk, shop, services, add):
    Flag.objects.create(chain=shop.chain, pet=shop.doudou, kind="stress", since=now(), by="system:0")
    twin = Pet.objects.create(chain=shop.chain, code="P9", household=shop.lin.household, name="团团", species="cat")
    host = add("Q2")
    add(None, pet=twin, shares_booking_id=host.pk)
    row = row_of(page_of(clerk), services.places["Q2"])
    assert "豆豆、团团" in row and "易应激" in row and row.count("<article") == 1


def test_the_board_is_silent_until_something_changes(clerk, shop, services, add):
    booking = add("C1")
    seen = seen_of(page_of(clerk))
    asked = {"day": DAY, "days": 7, "seen": seen}
    assert clerk.get("/rooms/part", asked).status_code == 204
    advance_booking(booking=booking, to="arrived", by=shop.clerk)
    answer = clerk.get("/rooms/part", asked)
    assert answer.status_code == 200 and "is-arrived" in row_of(answer.content.decode(), services.places["C1"])


def test_a_drag_to_another_room_and_back(clerk, services, add):
    booking = add("C1")
    sent = {"room": services.places["Q1"].pk, "version": booking.version, "dragged": 1}
    answer = clerk.post(f"/rooms/bookings/{booking.pk}/room", sent, headers=BOARD)
    page = answer.content.decode()
    assert answer.status_code == 200 and "豆豆" in row_of(page, services.places["Q1"])
    booking.refresh_from_db()
    assert booking.room_id == services.places["Q1"].pk
    undo = re.search(r'data-undo="([^"]+)"', page)[1].replace("&amp;", "&")
    assert clerk.post(undo).status_code == 204
    booking.refresh_from_db()
    assert booking.room_id == services.places["C1"].pk
    assert clerk.post(undo).status_code == 409


def test_a_cat_does_not_go_into_a_dog_room(manager, services, add):
    booking = add("C1")
    sent = {"room": services.places["K1"].pk, "version": booking.version, "dragged": 1}
    answer = manager.post(f"/rooms/bookings/{booking.pk}/room", sent, headers=BOARD)
    assert answer.status_code == 422
    bubble = re.search(r'<dialog open id="board-refusal".*?</dialog>', answer.content.decode(), re.S)[0]
    assert "不收这个种类的宠物" in bubble and "猫房 2" in bubble
    assert "board-refusal" in row_of(answer.content.decode(), services.places["K1"])
    booking.refresh_from_db()
    assert booking.room_id == services.places["C1"].pk
    # The hard limit stands whoever writes a reason.
    answer = manager.post(f"/rooms/bookings/{booking.pk}/room", {**sent, "override": "就这样"}, headers=BOARD)
    assert answer.status_code == 422


def test_pets_to_be_kept_apart_need_a_managers_reason(clerk, manager, shop, services, add):
    other = Pet.objects.create(chain=shop.chain, code="P9", household=shop.wang.household, name="年糕", species="cat")
    one, two = sorted((shop.doudou.pk, other.pk))
    IncompatiblePair.objects.create(
        chain=shop.chain, one_id=one, other_id=two, reason="打过架", since=now(), by="system:0"
    )
    add("C1", pet=other, customer=shop.wang)
    booking = add("Q1")
    sent = {"room": services.places["C2"].pk, "day": DAY, "clock": "14:00", "version": booking.version}
    answer = clerk.post(f"/rooms/bookings/{booking.pk}/room", {**sent, "override": "没地方了"})
    assert answer.status_code == 403
    answer = manager.post(f"/rooms/bookings/{booking.pk}/room", sent)
    assert answer.status_code == 422 and "放行的原因" in answer.content.decode()
    booking.refresh_from_db()
    assert booking.room_id == services.places["Q1"].pk
    answer = manager.post(f"/rooms/bookings/{booking.pk}/room", {**sent, "override": "隔着挡板"})
    assert answer.status_code == 302
    booking.refresh_from_db()
    assert booking.room_id == services.places["C2"].pk


def test_a_stay_that_began_goes_on_in_another_room(clerk, shop, services, add, monkeypatch):
    booking = add("C1")
    advance_booking(booking=booking, to="arrived", by=shop.clerk)
    for module in ("booking.operations.moving", "interfaces.counter.rooms.moving", "interfaces.counter.rooms.board"):
        monkeypatch.setattr(f"wangcai.{module}.now", lambda: at(10, day=2))
    form = clerk.get(f"/rooms/bookings/{booking.pk}/room").content.decode()
    assert 'value="2026-11-24"' in form and "可以住" in form and "不收这个种类的宠物" in form
    sent = {"room": services.places["Q1"].pk, "day": "2026-11-24", "clock": "10:00", "version": booking.version}
    assert clerk.post(f"/rooms/bookings/{booking.pk}/room", sent).status_code == 302
    booking.refresh_from_db()
    parts = [(part.room.code, part.nights) for part in segments_of(booking)]
    assert parts == [("C1", 1), ("Q1", 2)]
    page = page_of(clerk)
    assert "data-to-room" in row_of(page, services.places["C1"])
    assert "data-from-room" in row_of(page, services.places["Q1"])
    back = reverse("counter:booking_room_back", args=[booking.pk])
    assert clerk.post(f"{back}?version={booking.version - 1}").status_code == 409
    assert clerk.post(f"{back}?version={booking.version}").status_code == 204
    booking.refresh_from_db()
    assert [(part.room.code, part.nights) for part in segments_of(booking)] == [("C1", 3)]


def test_the_form_without_a_room_says_so(clerk, services, add):
    booking = add("C1")
    answer = clerk.post(f"/rooms/bookings/{booking.pk}/room", {"day": DAY, "clock": "14:00"})
    assert answer.status_code == 422
    booking.refresh_from_db()
    assert booking.room_id == services.places["C1"].pk


def test_today_lists_who_comes_and_who_leaves(clerk, services, add, monkeypatch):
    add("C1", nights=1)
    for module in ("rooms.pages", "rooms.board"):
        monkeypatch.setattr(f"wangcai.interfaces.counter.{module}.now", lambda: at(9))
    page = clerk.get("/rooms").content.decode()
    comes = page.split("data-below")[1]
    assert "14:00 · 猫房 1 · 林女士" in comes.split("今天走")[0]
    for module in ("rooms.pages", "rooms.board"):
        monkeypatch.setattr(f"wangcai.interfaces.counter.{module}.now", lambda: at(9, day=2))
    page = clerk.get("/rooms").content.decode()
    assert "11:00 · 猫房 1 · 林女士" in page.split("data-below")[1].split("今天走", 1)[1]


def test_strangers(shop, signed_in, services, add):
    booking = add("C1")
    other = build_shop("other", stock=0)
    sent = {"room": services.places["C2"].pk, "dragged": 1}
    for browser in (signed_in("xiaozhou", of=other), signed_in("jingan")):
        assert "豆豆" not in browser.get("/rooms", {"day": DAY}).content.decode()
        assert browser.get(f"/rooms/bookings/{booking.pk}/room").status_code == 404
        assert browser.post(f"/rooms/bookings/{booking.pk}/room", sent, headers=BOARD).status_code == 404
        assert browser.post(f"/rooms/bookings/{booking.pk}/room/back?room=1&version=1").status_code == 404
    assert signed_in("xiaoli").get("/rooms").status_code == 403
    assert "data-moves" not in page_of(signed_in("aqiang"))
    assert signed_in("aqiang").post(f"/rooms/bookings/{booking.pk}/room", sent, headers=BOARD).status_code == 403
    booking.refresh_from_db()
    assert booking.room_id == services.places["C1"].pk


def test_another_stores_room_is_not_found(clerk, shop, services, add):
    from wangcai.booking.public import Resource

    away = Resource.objects.create(chain=shop.chain, store=shop.sister, code="X1", kind="room", name="静安猫房")
    booking = add("C1")
    sent = {"room": away.pk, "version": booking.version, "dragged": 1}
    assert clerk.post(f"/rooms/bookings/{booking.pk}/room", sent, headers=BOARD).status_code in (404, 422)
    booking.refresh_from_db()
    assert booking.room_id == services.places["C1"].pk
    assert not Hold.objects.of(shop.chain).filter(resource=away).exists()


def test_the_board_costs_the_same_for_many(clerk, shop, services, add, django_assert_max_num_queries):
    for number, room in enumerate(("C1", "C2", "Q1", "Q2")):
        pet = Pet.objects.create(
            chain=shop.chain, code=f"P{room}", household=shop.lin.household, name=room, species="cat"
        )
        add(room, pet=pet, nights=1 + number)
    page_of(clerk)
    with django_assert_max_num_queries(16):
        page_of(clerk, days=30)
    seen = seen_of(page_of(clerk))
    with django_assert_max_num_queries(7):
        clerk.get("/rooms/part", {"day": DAY, "days": 7, "seen": seen})


def test_one_of_two_in_a_room_goes_to_its_own_and_comes_back(clerk, shop, services, add):
    host = add("Q2")
    mate = Pet.objects.create(chain=shop.chain, code="P9", household=shop.lin.household, name="花花", species="cat")
    guest = add(None, pet=mate, shares_booking_id=host.pk)
    url = f"/rooms/bookings/{host.pk}/room"
    assert "只换这一只，花花留在原来的房间" in clerk.get(url).content.decode()
    assert "只换这一只" not in clerk.get(f"/rooms/bookings/{guest.pk}/room").content.decode()
    host.refresh_from_db()
    sent = {"room": services.places["C2"].pk, "day": DAY, "clock": "14:00", "version": host.version, "alone": "1"}
    assert clerk.post(url, sent).status_code == 302
    host.refresh_from_db()
    guest.refresh_from_db()
    assert host.room_id == services.places["C2"].pk and guest.room_id == services.places["Q2"].pk
    assert guest.shares_id is None and host.shares_id is None
