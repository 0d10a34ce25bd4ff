"""Signing in and out, switching by PIN, the current store."""

import pytest
from django.test import Client

from tests.shops.cast import PASSWORD, PIN, sign_in
from wangcai.journal.public import Entry
from wangcai.shops.public import revoke_device, set_password, set_pin, trust_device


@pytest.fixture
def front(people):
    set_password(account=people.front, password=PASSWORD, by=people.by("front"))
    set_pin(account=people.front, pin=PIN, by=people.by("front"))
    return people.front


def test_a_stranger_is_led_to_the_sign_in_page_and_back(client, front):
    asked = client.get("/me/")
    assert asked.status_code == 302 and asked["Location"] == "/sign-in?next=%2Fme%2F"
    page = client.get(asked["Location"])
    assert page.status_code == 200 and "密码" in page.content.decode()
    done = client.post("/sign-in", {"login": "xiaozhou", "password": PASSWORD, "next": "/me/"})
    assert done.status_code == 302 and done["Location"] == "/me/"
    assert "小周" in client.get("/me/").content.decode()


def test_a_fragment_moves_the_whole_page(client, people):
    answer = client.get("/today", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/today?x=1"})
    assert answer.status_code == 204 and answer["HX-Redirect"] == "/sign-in?next=%2Ftoday%3Fx%3D1"


def test_a_wrong_password_keeps_the_name_and_says_what_to_do(client, front):
    answer = client.post("/sign-in", {"login": "xiaozhou", "password": "falsch"})
    text = answer.content.decode()
    assert answer.status_code == 422 and 'value="xiaozhou"' in text and "重设" in text and "falsch" not in text
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "next_url", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_sent_to_another_site(client, front, next_url):
    done = client.post("/sign-in", {"login": "xiaozhou", "password": PASSWORD, "next": next_url})
    assert done["Location"] == "/"


def test_signing_out_takes_a_post(client, front):
    sign_in(client, front)
    assert client.get("/sign-out").status_code == 405
    client.post("/sign-out")
    assert client.get("/me/").status_code == 302


def test_csrf_is_asked_for(front):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/sign-in", {"login": "xiaozhou", "password": PASSWORD}).status_code == 403


def test_switching_on_a_trusted_device_and_out_when_it_is_revoked(client, people, front):
    device = trust_device(store=people.xh, name="前台收银机", by=people.by("manager"))
    client.cookies["device"] = device.secret
    faces = client.get("/switch").content.decode()
    assert "小周" in faces and "静安店长" not in faces and "小美" not in faces, "only who has a PIN"
    pad = client.get(f"/switch?who={front.pk}").content.decode()
    assert 'name="pin"' in pad
    done = client.post("/switch", {"who": front.pk, "pin": PIN, "next": "/me/"})
    assert done.status_code == 302
    assert "小周" in client.get("/me/").content.decode()
    revoke_device(device=device, by=people.by("manager"))
    assert client.get("/me/").status_code == 302, "the session ended with the trust"


def test_a_wrong_pin_is_refused_on_the_same_page_and_locks(client, people, front):
    device = trust_device(store=people.xh, name="前台收银机", by=people.by("manager"))
    client.cookies["device"] = device.secret
    for _ in range(5):
        answer = client.post("/switch", {"who": front.pk, "pin": "0000"})
        assert answer.status_code == 422 and "小周" in answer.content.decode()
    locked = client.post("/switch", {"who": front.pk, "pin": PIN})
    assert locked.status_code == 422 and "5 分钟" in locked.content.decode()
    assert "_auth_user_id" not in client.session
    assert Entry.objects.filter(what="shops.pin_locked").count() == 1


@pytest.mark.parametrize("who", ["sister", "stranger"])
def test_no_switching_into_another_store(client, people, who):
    outsider = getattr(people, who)
    set_pin(account=outsider, pin=PIN, by=people.by(who))
    device = trust_device(store=people.xh, name="前台收银机", by=people.by("manager"))
    client.cookies["device"] = device.secret
    assert client.post("/switch", {"who": outsider.pk, "pin": PIN}).status_code == 422
    assert "_auth_user_id" not in client.session


def test_without_a_trusted_device_there_is_only_the_password(client, people, front):
    client.cookies["device"] = "made-up"
    page = client.get("/switch").content.decode()
    assert "小周" not in page and "用密码登录" in page
    client.post("/switch", {"who": front.pk, "pin": PIN})
    assert "_auth_user_id" not in client.session


def test_the_owner_chooses_a_store_and_a_clerk_cannot_leave_hers(client, people):
    sign_in(client, people.owner)
    assert "静安店" in client.get("/stores").content.decode()
    assert client.post("/stores", {"store": people.ja.pk, "next": "/me/"})["Location"] == "/me/"
    assert "静安店" in client.get("/me/").content.decode()
    for foreign in (people.far.pk, 999999, "x", ""):
        assert client.post("/stores", {"store": foreign}).status_code == 404
    sign_in(client, people.front)
    assert client.post("/stores", {"store": people.ja.pk}).status_code == 404


def test_a_store_left_in_the_session_opens_nothing(client, people):
    """The session's store is only a wish: it counts while the person may work there."""
    sign_in(client, people.front, people.ja)
    text = client.get("/me/").content.decode()
    assert "徐汇店" in text and "静安店" not in text


@pytest.mark.parametrize(("who", "place"), [("owner", "/today"), ("manager", "/today"), ("books", "/today")])
def test_home_by_role(client, people, who, place):
    sign_in(client, getattr(people, who))
    assert client.get("/")["Location"] == place


@pytest.mark.parametrize("who", ["front", "groomer", "keeper", "picker"])
def test_home_of_the_others_is_a_page_they_may_open(client, people, who):
    sign_in(client, getattr(people, who))
    assert client.get("/", follow=True).status_code == 200


def test_a_dismissed_person_is_out_at_once(client, people, front):
    from wangcai.shops.public import end_staff

    sign_in(client, front)
    assert client.get("/me/").status_code == 200
    end_staff(account=front, by=people.by("manager"))
    assert client.get("/me/").status_code == 302
