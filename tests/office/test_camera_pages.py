"""摄像头: rooms with their cameras, an address that goes in and never comes out, refusals and strangers (F32)."""

import pytest
from django.urls import reverse

from tests.cast import build_shop
from tests.visits import build_services
from wangcai.care.public import Camera

pytestmark = pytest.mark.django_db
GOOD = {"address": "rtsp://u:secret@10.0.0.2/1", "name": "", "opens": "08:00", "closes": "21:00", "minutes_a_day": "60"}


@pytest.fixture
def shop():
    made = build_shop()
    made.services = build_services(made)
    return made


def get(client, shop, login, page, *arguments):
    client.force_login(shop.people[login])
    return client.get(reverse(f"office:{page}", args=arguments))


def post(client, shop, login, page, *arguments, **data):
    client.force_login(shop.people[login])
    return client.post(reverse(f"office:{page}", args=arguments), data)


def test_a_camera_is_set_changed_and_taken_out(client, shop):
    room = shop.services.places["Q1"]
    assert post(client, shop, "laozhou", "camera", room.pk, **GOOD).status_code == 302
    camera = Camera.objects.of(shop.chain).get()
    assert camera.room == room and camera.address == GOOD["address"]
    assert (
        post(client, shop, "laozhou", "camera", room.pk, **GOOD | {"address": "", "minutes_a_day": "30"}).status_code
        == 302
    )
    camera.refresh_from_db()
    assert (camera.minutes_a_day, camera.address) == (30, GOOD["address"])
    assert post(client, shop, "laozhou", "camera_end", room.pk).status_code == 302
    camera.refresh_from_db()
    assert camera.ended_at is not None
    assert post(client, shop, "laozhou", "camera_end", room.pk).status_code == 404


def test_the_address_is_on_no_page(client, shop):
    room = shop.services.places["Q1"]
    post(client, shop, "laozhou", "camera", room.pk, **GOOD)
    for shown in (get(client, shop, "laozhou", "cameras"), get(client, shop, "laozhou", "camera", room.pk)):
        assert shown.status_code == 200 and "安静间 1" in shown.text
        assert "secret" not in shown.text and "10.0.0.2" not in shown.text
    refused = post(client, shop, "laozhou", "camera", room.pk, **GOOD | {"opens": "22:00"})
    assert refused.status_code == 422 and "secret" not in refused.text


@pytest.mark.parametrize(
    "change", [{"address": "ftp://x"}, {"opens": "22:00"}, {"minutes_a_day": "0"}, {"closes": "x"}]
)
def test_what_cannot_be_is_refused_and_nothing_kept(client, shop, change):
    assert post(client, shop, "laozhou", "camera", shop.services.places["Q1"].pk, **GOOD | change).status_code == 422
    assert not Camera.objects.of(shop.chain).exists()


def test_who_may_not_and_strangers(client, shop):
    room, table = shop.services.places["Q1"], shop.services.places["T1"]
    for login in ("xiaozhou", "xiaomei"):
        assert get(client, shop, login, "cameras").status_code == 403
        assert post(client, shop, login, "camera", room.pk, **GOOD).status_code == 403
    assert post(client, shop, "laozhou", "camera", table.pk, **GOOD).status_code == 404
    stranger = build_shop("other")
    assert post(client, stranger, "laozhou", "camera", room.pk, **GOOD).status_code == 404
    assert not Camera.objects.across_chains().exists()


def test_the_list_does_not_ask_for_each_room(client, shop, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        assert get(client, shop, "laozhou", "cameras").status_code == 200


def test_a_shop_without_rooms_says_what_to_do(client):
    assert "还没有房间" in get(client, build_shop(), "laozhou", "cameras").text
