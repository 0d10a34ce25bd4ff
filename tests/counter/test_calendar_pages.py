"""The day board and the week board: what they show, drags and the form, refusals beside the card, blocks, undo."""

import re
from datetime import timedelta

import pytest

from tests.cast import build_shop
from tests.visits import at, build_services
from wangcai.booking.public import Booking, Hold, Want, advance_booking, block, book, move_booking, note_coming
from wangcai.customers.public import Flag
from wangcai.kernel.public import now

DAY = "2026-11-23"
BOARD = {"HX-Request": "true", "HX-Current-URL": f"http://testserver/calendar?day={DAY}"}


@pytest.fixture
def services(shop):
    return build_services(shop)


@pytest.fixture
def add(shop, services):
    """`add(10)` books 闪电 for a bath with 小美 at ten on the day after NOON."""

    def book_one(hour=10, minute=0, *, sku="V1001", pet=None, customer=None, minutes=60, day=1):
        want = Want(
            service_id=services.offer[sku].pk, starts_at=at(hour, minute, day=day), minutes=minutes,
            pet_id=(pet or shop.shandian).pk, customer_id=(customer or shop.wang).pk,
        )  # fmt: skip
        return book(store=shop.store, wants=[want], by=shop.clerk, at=at(8, day=0))[0]

    return book_one


@pytest.fixture(autouse=True)
def early(monkeypatch):
    """It is eight in the morning of NOON's day for everything that asks."""
    for module in ("booking.operations.moving", "booking.operations.booking", "booking.operations.blocking"):
        monkeypatch.setattr(f"wangcai.{module}.now", lambda: at(8, day=0))
    for module in ("day", "pages", "moving", "blocking"):
        monkeypatch.setattr(f"wangcai.interfaces.counter.calendar.{module}.now", lambda: at(8, day=0))
    monkeypatch.setattr("wangcai.care.operations.visits.now", lambda: at(8, day=0))


def page_of(browser, **asked):
    answer = browser.get("/calendar", {"day": DAY, **asked})
    assert answer.status_code == 200
    return answer.content.decode()


def card_of(page, booking):
    return re.search(rf'<article[^>]*id="b{booking.pk}".*?</article>', page, re.S)[0]


def seen_of(page):
    return page.split('name="seen" value="')[1].split('"')[0]


def test_a_booking_stands_in_its_persons_column_at_its_minute(clerk, services, add):
    booking = add(10, 15)
    page = page_of(clerk)
    card = card_of(page, booking)
    assert 'data-a="10" data-b="15" data-c="1" data-d="0"' in card
    assert "闪电" in card and "王先生" in card and "标准洗护" in card and "10:15–11:15" in card
    column = page.split(f'data-col="{services.mei.pk}"')[1].split("</section>")[0]
    assert f'id="b{booking.pk}"' in column


def test_safety_tags_are_red_even_on_the_lowest_card(clerk, shop, add):
    for kind in ("bites", "allergy"):
        Flag.objects.create(chain=shop.chain, pet=shop.shandian, kind=kind, since=now(), by="system:0")
    booking = add(10, sku="V1003", minutes=10)
    card = card_of(page_of(clerk), booking)
    assert 'data-size="low"' in card
    assert "<strong" in card and "会咬人" in card and "过敏" in card


def test_who_did_not_come_is_late_and_who_works_too_long_too(clerk, shop, add, monkeypatch):
    waits, works = add(10), add(12)
    advance_booking(booking=works, to="arrived", by=shop.clerk)
    monkeypatch.setattr("wangcai.interfaces.counter.calendar.day.now", lambda: at(12, 30))
    page = page_of(clerk)
    assert 'class="is-late"' in card_of(page, waits) and "超时" in card_of(page, waits)
    assert 'class="is-arrived"' in card_of(page, works)
    monkeypatch.setattr("wangcai.interfaces.counter.calendar.day.now", lambda: at(13, 30))
    assert 'class="is-late"' in card_of(page_of(clerk), works)


def test_the_board_by_tables_shows_what_takes_them_with_the_cleaning(clerk, services, add):
    booking = add(10)
    page = page_of(clerk, by="table")
    assert 'data-a="10" data-b="0" data-c="1" data-d="15"' in card_of(page, booking)
    assert "美容台 1" in page and 'data-drags="time"' in page


def test_the_board_is_silent_until_something_changes(clerk, add):
    booking = add(10)
    seen = seen_of(page_of(clerk))
    assert clerk.get("/calendar/part", {"day": DAY, "seen": seen}).status_code == 204
    clerk.post(f"/calendar/bookings/{booking.pk}/time", {"start": f"{DAY}T14:00", "dragged": 1}, headers=BOARD)
    answer = clerk.get("/calendar/part", {"day": DAY, "seen": seen})
    assert answer.status_code == 200 and 'data-a="14"' in card_of(answer.content.decode(), booking)


def test_a_drag_moves_and_is_taken_back(clerk, add):
    booking = add(10)
    answer = clerk.post(
        f"/calendar/bookings/{booking.pk}/time",
        {"start": f"{DAY}T14:30", "version": booking.version, "dragged": 1}, headers=BOARD,
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 200 and answer["HX-Retarget"] == "#board-live"
    booking.refresh_from_db()
    assert booking.starts_at == at(14, 30)
    undo = re.search(r'data-undo="([^"]+)"', page)[1].replace("&amp;", "&")
    assert clerk.post(undo).status_code == 204
    booking.refresh_from_db()
    assert booking.starts_at == at(10)
    assert clerk.post(undo).status_code == 409


def test_a_taken_time_is_refused_beside_the_card_with_three_that_work(clerk, shop, add):
    add(10)
    booking = add(14, pet=shop.doudou, customer=shop.lin)
    answer = clerk.post(
        f"/calendar/bookings/{booking.pk}/time",
        {"start": f"{DAY}T10:15", "worker": booking.worker_id, "version": booking.version, "dragged": 1}, headers=BOARD,
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 409
    bubble = re.search(r'<dialog open id="board-refusal".*?</dialog>', page, re.S)[0]
    assert 'data-a="10" data-b="15"' in bubble and "该时段已被占用" in bubble
    column = page.split(f'data-col="{booking.worker_id}"')[1].split("</section>")[0]
    assert 'id="board-refusal"' in column
    offered = re.findall(r"start&quot;: &quot;([^&]+)&quot;", bubble)
    assert len(offered) == 3
    booking.refresh_from_db()
    assert booking.starts_at == at(14)
    taken = {"start": offered[0], "worker": booking.worker_id, "version": booking.version, "dragged": 1}
    assert clerk.post(f"/calendar/bookings/{booking.pk}/time", taken, headers=BOARD).status_code == 200


def test_an_older_picture_of_a_booking_moves_nothing(clerk, add):
    booking = add(10)
    sent = {"start": f"{DAY}T14:30", "version": booking.version + 1, "dragged": 1}
    assert clerk.post(f"/calendar/bookings/{booking.pk}/time", sent, headers=BOARD).status_code == 409
    booking.refresh_from_db()
    assert booking.starts_at == at(10)


def test_the_form_does_the_same_and_keeps_what_was_typed(clerk, shop, add):
    add(10)
    booking = add(14, pet=shop.doudou, customer=shop.lin)
    form = clerk.get(f"/calendar/bookings/{booking.pk}/time").content.decode()
    assert "改时间" in form and "有空的时间" in form and 'value="14:00"' in form
    sent = {"day": DAY, "clock": "10:30", "worker": booking.worker_id, "version": booking.version}
    answer = clerk.post(f"/calendar/bookings/{booking.pk}/time", sent)
    page = answer.content.decode()
    assert answer.status_code == 409 and "该时段已被占用" in page and 'value="10:30"' in page
    booking.refresh_from_db()
    assert booking.starts_at == at(14)
    answer = clerk.post(f"/calendar/bookings/{booking.pk}/time", {**sent, "clock": "16:30"})
    assert answer.status_code == 302
    booking.refresh_from_db()
    assert booking.starts_at == at(16, 30)
    unclear = clerk.post(f"/calendar/bookings/{booking.pk}/time", {**sent, "clock": "soon", "version": booking.version})
    assert unclear.status_code == 422


def test_a_lunch_is_blocked_shown_freed_and_put_back(clerk, shop, services):
    sent = {
        "resource": services.mei.pk, "day": DAY, "clock": "12:00", "end_day": DAY, "end_clock": "13:00", "why": "kept",
        "note": "午休",
    }  # fmt: skip
    assert clerk.post("/calendar/blocks", sent, headers=BOARD).status_code == 200
    hold = Hold.objects.of(shop.chain).get()
    page = page_of(clerk)
    assert f'data-block="{hold.pk}" data-a="12"' in page and "午休" in page
    answer = clerk.post(f"/calendar/blocks/{hold.pk}/end", headers=BOARD)
    assert answer.status_code == 200 and not Hold.objects.of(shop.chain).exists()
    undo = re.search(r'data-undo="([^"]+)"', answer.content.decode())[1].replace("&amp;", "&")
    assert clerk.post(undo).status_code == 204
    again = Hold.objects.of(shop.chain).get()
    assert (again.begins, again.ends, again.note) == (hold.begins, hold.ends, "午休")


def test_a_block_over_a_booking_is_refused(clerk, shop, services, add):
    add(12)
    sent = {
        "resource": services.mei.pk, "day": DAY, "clock": "12:00", "end_day": DAY, "end_clock": "13:00", "why": "kept",
        "note": "午休",
    }  # fmt: skip
    answer = clerk.post("/calendar/blocks", sent, headers=BOARD)
    assert answer.status_code == 409 and 'value="午休"' in answer.content.decode()
    assert not Hold.objects.of(shop.chain).filter(booking=None).exists()
    assert clerk.post("/calendar/blocks", {**sent, "end_clock": "11:00"}, headers=BOARD).status_code == 422


def test_the_week_of_a_person(clerk, services, add):
    monday, other = add(10), add(15, day=3)
    page = clerk.get("/calendar/week", {"day": DAY, "worker": services.mei.pk}).content.decode()
    assert page.count("data-lane>") == 8
    for booking, day in ((monday, "2026-11-23"), (other, "2026-11-25")):
        assert f'id="b{booking.pk}"' in page.split(f'data-day="{day}"')[1].split("</section>")[0]
    assert clerk.get("/calendar/week", {"worker": "999999"}).status_code == 404
    seen = seen_of(page)
    asked = {"day": DAY, "worker": services.mei.pk, "seen": seen}
    assert clerk.get("/calendar/week/part", asked).status_code == 204


def test_strangers(shop, signed_in, add):
    booking = add(10)
    other = build_shop("other", stock=0)
    for browser in (signed_in("xiaozhou", of=other), signed_in("jingan")):
        assert f'id="b{booking.pk}"' not in browser.get("/calendar", {"day": DAY}).content.decode()
        assert browser.get(f"/calendar/bookings/{booking.pk}/time").status_code == 404
        sent = {"start": f"{DAY}T15:00", "dragged": 1}
        assert browser.post(f"/calendar/bookings/{booking.pk}/time", sent, headers=BOARD).status_code == 404
        assert browser.post(f"/calendar/bookings/{booking.pk}/time/back?start=x&version=1").status_code == 404
        assert browser.get(f"/calendar/bookings/{booking.pk}").status_code == 404
    hold = block(resource=booking.worker, starts_at=at(18), ends_at=at(19), why="kept", by=shop.clerk, at=at(8, day=0))
    assert signed_in("jingan").post(f"/calendar/blocks/{hold.pk}/end").status_code == 404
    assert signed_in("xiaoli").get("/calendar").status_code == 403
    booking.refresh_from_db()
    assert booking.starts_at == at(10) and Hold.objects.of(shop.chain).filter(pk=hold.pk).exists()


def test_who_only_looks_has_nothing_to_drag(signed_in, add):
    booking = add(10)
    page = page_of(signed_in("aqiang"))
    assert "data-drags" not in page and "data-moves" not in page and "data-change" not in page
    sent = {"start": f"{DAY}T15:00", "dragged": 1}
    assert signed_in("aqiang").post(f"/calendar/bookings/{booking.pk}/time", sent, headers=BOARD).status_code == 403


def test_a_day_that_is_none_is_not_found(clerk, services):
    assert clerk.get("/calendar", {"day": "2026-13-40"}).status_code == 404
    assert clerk.get("/calendar", {"day": DAY, "by": "nothing"}).status_code == 200


def test_no_show_and_a_new_booking_stand_side_by_side(clerk, shop, add):
    first = add(10)
    second = add(14, pet=shop.doudou, customer=shop.lin)
    Booking.objects.of(shop.chain).filter(pk=first.pk).update(state="no_show")
    Booking.objects.of(shop.chain).filter(pk=second.pk).update(
        starts_at=first.starts_at + timedelta(minutes=15), ends_at=first.ends_at
    )
    page = page_of(clerk)
    assert 'data-l="0" data-n="2"' in card_of(page, first) and 'data-l="1" data-n="2"' in card_of(page, second)
    assert "data-moves" not in card_of(page, first)


def test_who_said_they_come_is_marked_and_a_move_takes_the_mark_away(clerk, shop, add):
    """The mark speaks: an icon with words. The board hears of it by the booking's version."""
    booking, other = add(10), add(13)
    seen = seen_of(page_of(clerk))
    assert note_coming(booking=booking, at=at(20, day=0))
    assert clerk.get("/calendar/part", {"day": DAY, "seen": seen}).status_code == 200
    page = page_of(clerk)
    assert 'aria-label="主人确认会来"' in card_of(page, booking)
    assert "主人确认会来" not in card_of(page, other)
    move_booking(booking=booking, starts_at=at(15), by=shop.clerk)
    assert "主人确认会来" not in card_of(page_of(clerk), booking)


def test_boards_cost_the_same_for_many(clerk, add, django_assert_max_num_queries):
    for hour in range(9, 20):
        add(hour, sku="V1003", minutes=10)
    clerk.get("/calendar", {"day": DAY})
    with django_assert_max_num_queries(18):
        clerk.get("/calendar", {"day": DAY})
    seen = seen_of(page_of(clerk))
    with django_assert_max_num_queries(8):
        clerk.get("/calendar/part", {"day": DAY, "seen": seen})
    with django_assert_max_num_queries(16):
        clerk.get("/calendar/week", {"day": DAY})
