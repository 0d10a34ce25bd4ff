"""排班: the week, leave and swaps to decide, skills, and everybody's own page (F25)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import build_shop
from tests.visits import at, build_services
from wangcai.booking.public import Leave, Shift, ShiftSwap, Skill, ask_leave, ask_swap
from wangcai.kernel.public import local, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    made = build_shop()
    made.services = build_services(made)
    return made


def page(client, shop, login, name, **more):
    client.force_login(shop.people[login])
    return client.get(reverse(f"office:{name}"), more)


def post(client, shop, login, name, *arguments, **data):
    client.force_login(shop.people[login])
    return client.post(reverse(f"office:{name}", args=arguments), data)


def monday(days=0):
    day = at(12).date() + timedelta(days=days)
    return day - timedelta(days=day.weekday())


def test_the_week_shows_everybody_and_does_not_ask_per_row(client, shop, django_assert_max_num_queries):
    shown = page(client, shop, "laozhou", "roster", week=str(monday()))
    assert shown.status_code == 200 and "小美" in shown.text and "09:00" in shown.text and "84" in shown.text
    with django_assert_max_num_queries(22):
        page(client, shop, "laozhou", "roster", week=str(monday()))


def test_who_does_not_plan_sees_the_week_without_its_buttons(client, shop):
    shown = page(client, shop, "xiaomei", "roster", week="nonsense")
    assert shown.status_code == 200 and reverse("office:shift_new") not in shown.text
    assert page(client, shop, "xiaoli", "roster").status_code == 403
    assert post(client, shop, "xiaomei", "shift_new", week=str(monday())).status_code == 403


def test_shifts_are_planned_for_several_days_or_not_at_all(client, shop):
    first = monday(70)
    days = [str(first + timedelta(days=n)) for n in (0, 2)]
    before = Shift.objects.of(shop.chain).count()
    data = {"week": str(first), "account": shop.people["xiaozhou"].pk, "days": days, "starts": "21:00", "ends": "02:00"}
    assert post(client, shop, "laozhou", "shift_new", **data).status_code == 302
    made = Shift.objects.of(shop.chain).filter(account=shop.people["xiaozhou"]).order_by("starts_at")
    assert made.count() == 2 and made[0].ends_at - made[0].starts_at == timedelta(hours=5)
    again = post(client, shop, "laozhou", "shift_new", **data | {"days": days[:1]})
    assert again.status_code == 422 and "已经有班" in again.text
    assert post(client, shop, "laozhou", "shift_new", week=str(first)).status_code == 422
    assert Shift.objects.of(shop.chain).count() == before + 2
    assert post(client, shop, "laozhou", "shift_drop", made[0].pk, week=str(first)).status_code == 302
    assert post(client, shop, "laozhou", "shift_drop", 10**9).status_code == 404
    stranger = build_shop("other")
    assert post(client, stranger, "laozhou", "shift_drop", made[0].pk).status_code == 404


def test_a_week_is_copied(client, shop):
    first = monday(14)
    assert post(client, shop, "laozhou", "roster_copy", week=str(first + timedelta(days=28))).status_code == 302
    before = Shift.objects.of(shop.chain).count()
    post(client, shop, "laozhou", "roster_copy", week=str(first + timedelta(days=7)))
    assert Shift.objects.of(shop.chain).count() >= before


def test_leave_is_asked_on_the_own_page_and_decided_on_the_roster(client, shop):
    start = local(now(), shop.store.timezone) + timedelta(days=3)
    words = {"starts_at": f"{start:%Y-%m-%dT10:00}", "ends_at": f"{start:%Y-%m-%dT18:00}", "reason": "看牙"}
    assert post(client, shop, "xiaomei", "leave_ask", **words).status_code == 302
    leave = Leave.objects.of(shop.chain).get()
    assert leave.account == shop.people["xiaomei"] and "看牙" in page(client, shop, "xiaomei", "my_shifts").text
    assert "小美" in page(client, shop, "laozhou", "roster").text
    assert post(client, shop, "xiaomei", "leave_decide", leave.pk, decision="yes").status_code == 403
    assert post(client, shop, "laozhou", "leave_decide", leave.pk, decision="yes").status_code == 302
    leave.refresh_from_db()
    assert leave.state == "approved"
    assert post(client, shop, "laozhou", "leave_decide", leave.pk, decision="no").status_code == 422
    assert post(client, shop, "xiaomei", "leave_ask", **words | {"ends_at": words["starts_at"]}).status_code == 422
    assert post(client, shop, "xiaozhou", "leave_withdraw", leave.pk).status_code == 404


def test_a_shift_goes_to_a_colleague_who_agrees_and_a_manager_who_approves(client, shop):
    shift = Shift.objects.of(shop.chain).filter(account=shop.people["xiaomei"]).order_by("-starts_at").first()
    to = shop.people["xiaozhou"]
    assert post(client, shop, "xiaomei", "swap_ask", shift.pk, to=to.pk).status_code == 302
    swap = ShiftSwap.objects.of(shop.chain).get()
    assert post(client, shop, "aqiang", "swap_answer", swap.pk, answer="yes").status_code == 404
    assert "小美" in page(client, shop, "xiaozhou", "my_shifts").text
    assert post(client, shop, "xiaozhou", "swap_answer", swap.pk, answer="yes").status_code == 302
    assert post(client, shop, "laozhou", "swap_decide", swap.pk, decision="yes").status_code == 302
    shift.refresh_from_db()
    assert shift.account == to
    assert post(client, shop, "xiaomei", "swap_ask", shift.pk, to=to.pk).status_code == 404


def test_skills_are_given_and_taken(client, shop):
    data = {"account": shop.people["aqiang"].pk, "code": "groom", "level": "2"}
    assert post(client, shop, "laozhou", "skills", **data).status_code == 302
    skill = Skill.objects.of(shop.chain).get(account=shop.people["aqiang"], code="groom")
    assert skill.level == 2 and "犬洗护" in page(client, shop, "laozhou", "skills").text
    assert post(client, shop, "laozhou", "skills", **data | {"level": "0"}).status_code == 422
    assert post(client, shop, "xiaozhou", "skill_end", skill.pk).status_code == 403
    assert post(client, shop, "laozhou", "skill_end", skill.pk).status_code == 302
    assert post(client, shop, "laozhou", "skill_end", skill.pk).status_code == 404


def test_requests_of_another_store_are_not_there(client, shop):
    shift = Shift.objects.of(shop.chain).filter(account=shop.people["xiaomei"]).first()
    by = shop.groomer
    swap = ask_swap(shift=shift, to=shop.people["xiaozhou"], by=by, at=at(8))
    leave = ask_leave(
        store=shop.store, account=shop.people["xiaomei"], starts_at=at(9, day=5), ends_at=at(18, day=5), by=by, at=at(8)
    )
    stranger = build_shop("other")
    for name, pk in (("swap_decide", swap.pk), ("leave_decide", leave.pk)):
        assert post(client, stranger, "laozhou", name, pk, decision="yes").status_code == 404
