"""候补: the list, what fits, the invitation that holds a time, refusals and strangers (F24)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import build_shop
from tests.visits import build_services
from wangcai.booking.public import (
    Booking,
    Shift,
    Waiting,
    Want,
    block,
    book,
    plan_shift,
    release_booking,
    unblock,
    wait_for,
)
from wangcai.kernel.public import local, moment, now

pytestmark = pytest.mark.django_db


def tomorrow(shop, hour):
    from datetime import time, timedelta

    return moment(local(now(), shop.store.timezone).date() + timedelta(days=1), time(hour), shop.store.timezone)


@pytest.fixture
def shop():
    made = build_shop()
    made.services = build_services(made)
    Shift.objects.of(
        made.chain
    ).all().delete()  # the roster of the cast lies on fixed days: opening hours count instead
    made.waiting = wait_for(
        store=made.store, customer=made.wang, pet=made.shandian, service_id=made.services.offer["V1001"].pk,
        from_at=tomorrow(made, 13), to_at=tomorrow(made, 18), by=made.clerk,
    )  # fmt: skip
    return made


def get(client, shop, login, name, *arguments, **query):
    client.force_login(shop.people[login])
    return client.get(reverse(f"counter:{name}", args=arguments), query)


def post(client, shop, login, name, *arguments, **data):
    client.force_login(shop.people[login])
    return client.post(reverse(f"counter:{name}", args=arguments), data)


def test_who_waits_and_what_is_free(client, shop):
    assert "闪电" in get(client, shop, "xiaozhou", "waitlist").text
    shown = get(client, shop, "xiaozhou", "waiting", shop.waiting.pk)
    assert shown.status_code == 200 and "发送邀请" in shown.text
    assert get(client, shop, "xiaoli", "waitlist").status_code == 403
    stranger = build_shop("other")
    assert get(client, stranger, "xiaozhou", "waiting", shop.waiting.pk).status_code == 404


def test_a_cancelled_time_is_offered_to_who_waits(client, shop):
    want = Want(
        shop.services.offer["V1001"].pk, tomorrow(shop, 15), pet_id=shop.doudou.pk, worker_id=shop.services.mei.pk
    )
    [booking] = book(store=shop.store, wants=[want], by=shop.clerk)
    release_booking(booking=booking, reason="不来了", by=shop.clerk)
    assert "刚空出来的时间" in get(client, shop, "xiaozhou", "waitlist").text


def test_an_invitation_holds_the_time_once(client, shop):
    data = {"starts_at": tomorrow(shop, 14).isoformat(), "worker": str(shop.services.mei.pk)}
    assert post(client, shop, "xiaomei", "waiting_invite", shop.waiting.pk, **data).status_code == 403
    assert post(client, shop, "xiaozhou", "waiting_invite", shop.waiting.pk, **data).status_code == 302
    held = Booking.objects.of(shop.chain).get(channel="waitlist")
    assert held.state == "held" and held.starts_at == tomorrow(shop, 14)
    again = post(client, shop, "xiaozhou", "waiting_invite", shop.waiting.pk, **data)
    assert again.status_code >= 400 and Booking.objects.of(shop.chain).count() == 1
    assert "保留到" in get(client, shop, "xiaozhou", "waiting", shop.waiting.pk).text


def test_a_taken_time_is_refused_on_the_page(client, shop):
    want = Want(
        shop.services.offer["V1001"].pk, tomorrow(shop, 14), pet_id=shop.doudou.pk, worker_id=shop.services.mei.pk
    )
    book(store=shop.store, wants=[want], by=shop.clerk)
    data = {"starts_at": tomorrow(shop, 14).isoformat(), "worker": str(shop.services.mei.pk)}
    refused = post(client, shop, "xiaozhou", "waiting_invite", shop.waiting.pk, **data)
    assert refused.status_code >= 400 and "时段" in refused.text
    shop.waiting.refresh_from_db()
    assert shop.waiting.state == "waiting"


def test_putting_on_and_taking_off(client, shop):
    service = shop.services.offer["V1002"].pk
    data = {
        "pet": shop.doudou.pk, "service": service, "from_at": f"{tomorrow(shop, 9):%Y-%m-%dT%H:%M}",
        "to_at": f"{tomorrow(shop, 20):%Y-%m-%dT%H:%M}",
    }  # fmt: skip
    assert get(client, shop, "xiaozhou", "waiting_new", pet=shop.doudou.pk).status_code == 200
    assert get(client, shop, "xiaozhou", "waiting_new", pet=10**8).status_code == 404
    assert post(client, shop, "xiaozhou", "waiting_new", **data).status_code == 302
    made = Waiting.objects.of(shop.chain).get(pet=shop.doudou)
    assert made.customer == shop.lin
    wrong = post(client, shop, "xiaozhou", "waiting_new", **data | {"to_at": data["from_at"]})
    assert wrong.status_code == 422 and Waiting.objects.of(shop.chain).count() == 2
    assert post(client, shop, "xiaozhou", "waiting_end", made.pk).status_code == 302
    made.refresh_from_db()
    assert made.state == "ended"
    assert post(client, shop, "xiaozhou", "waiting_end", made.pk).status_code >= 400


def test_the_day_board_leads_to_who_waits(client, shop):
    board = get(client, shop, "xiaozhou", "calendar").text
    assert f'href="{reverse("counter:waiting", args=[shop.waiting.pk])}"' in board


def test_a_day_without_a_free_time_leads_to_the_waitlist(client, shop):
    """The roster reaches past tomorrow, and nobody works then; the link names the pet and the service wanted."""
    later = tomorrow(shop, 9) + timedelta(days=20)
    plan_shift(
        store=shop.store, account=shop.people["xiaomei"], starts_at=later, ends_at=later + timedelta(hours=8), by=shop.manager
    )  # fmt: skip
    service, pet, day = shop.services.offer["V1001"].pk, shop.shandian.pk, tomorrow(shop, 12)
    asked = {"customer": shop.wang.pk, "pet": pet, f"service-{pet}": service, "day": f"{day:%Y-%m-%d}"}
    page = post(client, shop, "xiaozhou", "visit_choices", **asked)
    address = f"{reverse('counter:waiting_new')}?pet={pet}&amp;service={service}"
    assert address in page.text
    form = get(client, shop, "xiaozhou", "waiting_new", pet=pet, service=service)
    assert form.status_code == 200 and f'value="{service}" selected' in form.text


def test_at_night_the_press_says_when_it_goes_out(client, shop, monkeypatch):
    """By the clock it is quiet until tomorrow nine: nothing before then is offered, and the words say until when it holds."""
    nine = tomorrow(shop, 9)
    for place in ("wangcai.interfaces.counter.waitlist.views", "wangcai.booking.operations.waiting"):
        monkeypatch.setattr(f"{place}.quiet_until", lambda at, store: nine)
    Waiting.objects.of(shop.chain).update(from_at=tomorrow(shop, 8))
    page = get(client, shop, "xiaozhou", "waiting", shop.waiting.pk).text
    assert "现在是安静时间" in page and f'value="{nine:%Y-%m-%dT%H}' not in page
    early = {"starts_at": nine.isoformat(), "worker": str(shop.services.mei.pk)}
    refused = post(client, shop, "xiaozhou", "waiting_invite", shop.waiting.pk, **early)
    assert refused.status_code == 422 and "安静时间" in refused.text and "打电话" in refused.text
    assert not Booking.objects.of(shop.chain).exists()
    data = early | {"starts_at": tomorrow(shop, 14).isoformat()}
    client.force_login(shop.people["xiaozhou"])
    done = client.post(reverse("counter:waiting_invite", args=[shop.waiting.pk]), data, follow=True)
    assert "09:00 发出，时间保留到 09:30" in done.text
    assert Booking.objects.of(shop.chain).get().held_until == nine + timedelta(minutes=30)


def full_house(shop, nights):
    """Every room is under repair from tomorrow on."""
    rooms = [place for place in shop.services.places.values() if place.kind == "room"]
    return [
        block(
            resource=room, starts_at=tomorrow(shop, 8), ends_at=tomorrow(shop, 20) + timedelta(days=nights), why="broken",
            note="刷墙", by=shop.manager,
        )
        for room in rooms
    ]  # fmt: skip


def test_a_full_house_offers_the_waitlist_for_its_nights(client, shop):
    """The enquiry finds no room; the list keeps its nights; a room that is free again can be offered by hand."""
    holds = full_house(shop, 3)
    service, pet, leaves = shop.services.offer["V2001"].pk, shop.shandian.pk, tomorrow(shop, 12) + timedelta(days=3)
    asked = {
        "customer": shop.wang.pk, "pet": pet, f"service-{pet}": service, "day": f"{tomorrow(shop, 14):%Y-%m-%d}",
        "arrives": "14:00", "until": f"{leaves:%Y-%m-%d}", "leaves": "12:00",
    }  # fmt: skip
    page = post(client, shop, "xiaozhou", "visit_choices", **asked).text
    nights = {"from": f"{tomorrow(shop, 14):%Y-%m-%d}T14:00", "to": f"{leaves:%Y-%m-%d}T12:00"}
    assert "放进候补" in page
    assert (
        f"{reverse('counter:waiting_new')}?pet={pet}&amp;service={service}&amp;from={nights['from']}&amp;to={nights['to']}"
        in page
    )
    form = get(client, shop, "xiaozhou", "waiting_new", pet=pet, service=service, **nights).text
    assert all(f'value="{value}"' in form for value in nights.values()) and "接回" in form and "最晚" not in form
    data = {"pet": pet, "service": service, "from_at": nights["from"], "to_at": nights["to"]}
    assert post(client, shop, "xiaozhou", "waiting_new", **data).status_code == 302
    waiting = Waiting.objects.of(shop.chain).get(service=service)
    assert (waiting.nights, waiting.to_at, waiting.customer) == (3, leaves, shop.wang)
    assert "这几晚还没有空的房间" in get(client, shop, "xiaozhou", "waiting", waiting.pk).text
    room = shop.services.places["K1"]
    unblock(hold=next(hold for hold in holds if hold.resource_id == room.pk), by=shop.manager)
    shown = get(client, shop, "xiaozhou", "waiting", waiting.pk).text
    assert "发送邀请" in shown and f"{leaves.month}/{leaves.day}" in shown
    client.force_login(shop.people["xiaozhou"])
    start = {"starts_at": waiting.from_at.isoformat(), "worker": ""}
    assert client.post(reverse("counter:waiting_invite", args=[waiting.pk]), start).status_code == 302
    held = Booking.objects.of(shop.chain).get()
    assert (held.state, held.room, held.ends_at) == ("held", room, leaves)
