"""Who may open which page of the shop itself, from which store; and what it costs."""

import pytest

from tests.shops.cast import sign_in
from wangcai.journal.public import Entry
from wangcai.shops.public import make_token, set_special_day, trust_device

PAGES = {
    "/today": {"owner", "manager", "books"},
    "/staff/": {"owner", "manager"},
    "/staff/new": {"owner", "manager"},
    "/settings/": {"owner", "manager"},
    "/devices/": {"owner", "manager"},
    "/tokens/": {"owner", "manager"},
    "/audit/": {"owner", "manager", "books"},
    "/me/": {"owner", "manager", "front", "groomer", "keeper", "picker", "books"},
    "/stores": {"owner", "manager", "front", "groomer", "keeper", "picker", "books"},
}
ROLES = ("owner", "manager", "front", "groomer", "keeper", "picker", "books")


@pytest.mark.parametrize("url", PAGES)
def test_by_role(client, people, url):
    for who in ROLES:
        sign_in(client, getattr(people, who), people.xh)
        answer = client.get(url)
        assert answer.status_code == (200 if who in PAGES[url] else 403), f"{who} {url}"
    client.logout()
    assert client.get(url).status_code == 302


def posts(people):
    """Every state-changing address with data that would do something, and where it may be done."""
    device = trust_device(store=people.xh, name="前台收银机", by=people.by("manager"))
    token = make_token(
        store=people.xh, account=people.manager, name="小程序", scopes=["orders.see"], by=people.by("manager")
    )
    from datetime import date

    day = set_special_day(store=people.xh, day=date(2027, 1, 1), by=people.by("manager"))
    front = people.front.pk
    post = people.front.posts.of(people.chain).get()
    return {
        "/staff/new": {"name": "新人", "login": "xinren", "role": "front", "place": people.xh.pk},
        f"/staff/{front}/name": {"name": "别名"},
        f"/staff/{front}/role": {"role": "keeper", "place": people.xh.pk},
        f"/staff/{front}/pin": {"pin": "7391"},
        f"/staff/{front}/password": {"password": "wonderful-cat-9"},
        f"/staff/{front}/roles/{post.pk}/end": {},
        f"/staff/{front}/leave": {},
        "/settings/store": {"name": "徐汇新店", "phone": "", "address": "", "colour": "#0f766e"},
        "/settings/hours": {"day_0": "08:00-20:00"},
        "/settings/day": {"day": "2027-02-05", "how": "closed", "name": "盘点"},
        "/settings/holidays": {"year": "2026"},
        f"/settings/days/{day.pk}/end": {},
        "/devices/": {"name": "平板"},
        f"/devices/{device.pk}/end": {},
        "/tokens/": {"name": "报表", "days": "30", "scopes": ["orders.see"]},
        f"/tokens/{token.pk}/end": {},
    }  # fmt: skip


def test_every_post_of_a_manager_writes_who_and_where(client, people):
    """R50: each state-changing page leaves an entry by this person; the store stands in it."""
    for url, data in posts(people).items():
        sign_in(client, people.manager, people.xh)
        last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first()
        answer = client.post(url, data)
        assert answer.status_code in (200, 302), f"{url}: {answer.status_code}"
        written = list(Entry.objects.filter(pk__gt=last))
        assert written, f"{url} left no trace"
        assert {e.actor for e in written} == {f"staff:{people.manager.pk}"}, url
        assert all(e.chain_id == people.chain.pk for e in written)


@pytest.mark.parametrize("who", ["front", "groomer", "books", "sister", "stranger", None])
def test_nobody_else_changes_anything(client, people, who):
    addresses = posts(people)
    before = Entry.objects.count()
    for url, data in addresses.items():
        shared = who in ("sister", "stranger") and not url.startswith("/staff/1") and not any(c.isdigit() for c in url)
        if shared and url not in ("/staff/new",):
            continue  # the same address changes the own store of a manager; that is tested above
        client.logout()
        if who:
            sign_in(client, getattr(people, who))
        status = client.post(url, data).status_code
        expected = {None: (302,), "front": (403,), "groomer": (403,), "books": (403,)}.get(who, (404, 422, 403))
        assert status in expected, f"{who} {url}: {status}"
    assert Entry.objects.count() == before


def test_absent_and_not_yours_look_the_same(client, people):
    sign_in(client, people.manager, people.xh)
    for theirs in (people.sister.pk, people.stranger.pk, 987654):
        answer = client.get(f"/staff/{theirs}/")
        assert answer.status_code == 404
        assert "没有找到" in answer.content.decode()


def test_the_refusal_names_what_is_missing_in_words(client, people):
    sign_in(client, people.front, people.xh)
    text = client.get("/today").content.decode()
    assert "看报表" in text and "reports.see" not in text


@pytest.mark.parametrize(("url", "most"), [
    ("/today", 13), ("/staff/", 6), ("/settings/", 6), ("/devices/", 5), ("/tokens/", 5), ("/audit/", 7), ("/me/", 6),
])  # fmt: skip
def test_pages_cost_a_fixed_number_of_queries(client, people, url, most, django_assert_max_num_queries):
    sign_in(client, people.manager, people.xh)
    client.get(url)
    with django_assert_max_num_queries(most):
        assert client.get(url).status_code == 200


def test_more_people_cost_no_more_queries(client, people, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from wangcai.shops.public import hire_staff

    sign_in(client, people.manager, people.xh)
    with CaptureQueriesContext(connection) as few:
        client.get("/staff/")
    for number in range(12):
        hire_staff(store=people.xh, login=f"p{number}", name=f"员工{number}", role="front", by=people.by("manager"))
    with django_assert_num_queries(len(few)):
        assert "员工11" in client.get("/staff/").content.decode()
