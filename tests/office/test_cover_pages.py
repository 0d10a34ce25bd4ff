"""最少在岗: set on its page, seen on the roster, said before leave and swaps are approved (F25)."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from tests.cast import build_shop
from tests.office.test_roster_pages import page, post
from tests.visits import build_services
from wangcai.booking.public import Cover, Leave, Shift, ask_leave, ask_swap, plan_shift, set_cover
from wangcai.kernel.public import local, moment, now

pytestmark = pytest.mark.django_db
LINE = {"days": ["0", "1", "2", "3", "4"], "opens": "09:00", "closes": "21:00", "skill": "groom", "people": "1"}


@pytest.fixture
def shop():
    """小美 alone works next Monday, 9–21: the roster of the cast lies on fixed days."""
    made = build_shop()
    made.services = build_services(made)
    Shift.objects.of(made.chain).all().delete()
    today = local(now(), made.store.timezone).date()
    made.monday = today + timedelta(days=7 - today.weekday())
    made.shift = plan_shift(
        store=made.store, account=made.people["xiaomei"], starts_at=clock(made, 9), ends_at=clock(made, 21), by=made.manager
    )  # fmt: skip
    return made


def clock(shop, hour, day: date | None = None):
    return moment(day or shop.monday, time(hour), shop.store.timezone)


def rows(shop):
    return [(r.weekday, r.skill, r.people) for r in Cover.objects.of(shop.chain).order_by("weekday", "skill")]


def monday_wants(shop, skill="groom", people=1):
    set_cover(store=shop.store, rows=[(0, time(9), time(21), skill, people)], by=shop.manager)


def test_lines_are_written_and_taken_off(client, shop):
    assert "还没有写最少要几个人" in page(client, shop, "laozhou", "cover").text
    assert post(client, shop, "laozhou", "cover", **LINE).status_code == 302
    assert (
        post(client, shop, "laozhou", "cover", **LINE | {"days": ["5"], "skill": "", "people": "2"}).status_code == 302
    )
    assert rows(shop) == [(day, "groom", 1) for day in range(5)] + [(5, "", 2)]
    shown = page(client, shop, "laozhou", "cover").text
    assert "周一至周五" in shown and "犬洗护 1 人" in shown and "周六" in shown and "不限 2 人" in shown
    # The same line twice stands once.
    post(client, shop, "laozhou", "cover", **LINE)
    assert len(rows(shop)) == 6
    keys = ",".join(str(row.pk) for row in Cover.objects.of(shop.chain).filter(weekday__lt=5))
    assert post(client, shop, "laozhou", "cover_drop", rows=keys).status_code == 302
    assert rows(shop) == [(5, "", 2)]


def test_refusals_keep_what_was_typed_and_change_nothing(client, shop):
    monday_wants(shop)
    wrong = post(client, shop, "laozhou", "cover", **LINE | {"closes": "08:00", "people": "3"})
    assert wrong.status_code == 422 and "结束要晚于开始" in wrong.text and 'value="3"' in wrong.text
    assert post(client, shop, "laozhou", "cover", **LINE | {"days": []}).status_code == 422
    assert post(client, shop, "laozhou", "cover_drop", rows="99999").status_code == 404
    assert rows(shop) == [(0, "groom", 1)]


def test_who_does_not_plan_and_strangers(client, shop):
    monday_wants(shop)
    mine = Cover.objects.of(shop.chain).get().pk
    assert page(client, shop, "xiaomei", "cover").status_code == 403
    assert post(client, shop, "xiaomei", "cover", **LINE).status_code == 403
    other = build_shop("other")
    assert "犬洗护 1 人" not in page(client, other, "laozhou", "cover").text
    assert post(client, other, "laozhou", "cover_drop", rows=str(mine)).status_code == 404
    assert rows(shop) == [(0, "groom", 1)]


def test_the_week_shows_where_somebody_lacks(client, shop, django_assert_max_num_queries):
    monday_wants(shop)
    week = str(shop.monday)
    shown = page(client, shop, "laozhou", "roster", week=week).text
    assert "人够" in shown and "人手不够" not in shown
    monday_wants(shop, skill="", people=2)
    shown = page(client, shop, "xiaomei", "roster", week=week).text
    assert f"{shop.monday.month}/{shop.monday.day} 09:00–21:00 缺 1 人" in shown and "人够" not in shown
    with django_assert_max_num_queries(22):
        page(client, shop, "laozhou", "roster", week=week)


def test_a_leave_that_breaks_it_says_so_three_times(client, shop):
    """To who asks, to who decides, and after it was approved."""
    monday_wants(shop)
    client.force_login(shop.people["xiaomei"])
    data = {"starts_at": f"{shop.monday}T09:00", "ends_at": f"{shop.monday}T15:00", "reason": "看牙"}
    asked = client.post(reverse("office:leave_ask"), data, follow=True)
    words = "09:00–15:00 犬洗护 缺 1 人"
    assert "那时店里会缺人" in asked.text and words in asked.text
    shown = page(client, shop, "laozhou", "roster").text
    assert "批了会缺人" in shown and words in shown
    leave = Leave.objects.of(shop.chain).get()
    done = client.post(reverse("office:leave_decide", args=[leave.pk]), {"decision": "yes"}, follow=True)
    assert "批了，现在缺人" in done.text and words in done.text


def test_leave_and_swaps_that_break_nothing_say_nothing(client, shop, django_assert_max_num_queries):
    monday_wants(shop)
    ask_leave(
        store=shop.store, account=shop.people["aqiang"], starts_at=clock(shop, 9), ends_at=clock(shop, 15), by=shop.by("aqiang")
    )  # fmt: skip
    assert "批了会缺人" not in page(client, shop, "laozhou", "roster").text
    ask_swap(shift=shop.shift, to=shop.people["aqiang"], by=shop.groomer)
    # 阿强 does not groom.
    assert "批了会缺人" in page(client, shop, "laozhou", "roster").text
    with django_assert_max_num_queries(24):
        page(client, shop, "laozhou", "roster")
