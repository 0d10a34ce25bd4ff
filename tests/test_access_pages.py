"""R40 for pages: every address of the URL map, asked and posted to by those who must get nothing.

Nobody signed in: the sign-in page, or one of the few public addresses. Another chain's owner (who may everything at
home): never a page about our things, never an entry in our diary. A groomer: no 5xx, and no write of money or stock.
"""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver

from tests.cast import build_shop
from tests.things import things_of
from wangcai.journal.public import Entry

# What may be asked for without signing in: health, look, sign-in, and links whose secret is in the address.
PUBLIC = re.compile(r"^(-/|sign-in|sign-out|switch|p/|q/|hooks/|files/|api/|static/)")
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
ABSENT = {"int": 987654321, "uuid": "00000000-0000-4000-8000-000000000000"}
# A name that means different things in different places: (kind of the parameter, its name, where) → the thing.
MEANT = {
    ("uuid", "booking_id", ""): "stay",
    ("uuid", "pet_id", ""): "pet",
    ("uuid", "key", "visits/"): "visit",
    ("uuid", "public_id", "imports/"): "import",
    ("int", "pk", "calendar/bookings/"): "booking_id",
    ("int", "pk", "rooms/bookings/"): "booking_id",
    ("int", "pk", "calendar/blocks/"): "block",
    ("int", "pk", "till/held/"): "held",
    ("int", "pk", "intake/links/"): "intake_link",
    ("int", "variant_id", "services/"): "service",
}
# Secrets of an address, and what has a secret before it: nobody guesses them, so none is given to strangers here.
SECRET = re.compile(r"^(p/(?!home)|q/|files/)")
# Not rows of ours: the line of a ticket that lives in its own till.
NO_ROWS = {"till/lines/"}


# What a groomer's hands may write: the work with the animals, nothing of money or stock.
WORK = (
    "task.", "account.", "staff.", "duty.", "queue.", "job.", "belonging.settled", "care.room_cleaned",
    "care.schedule_ended", "extra.answered", "incident.owner_told", "plan.drafted",
)  # fmt: skip


def meant(address, kind, name):
    found = [thing for (k, n, where), thing in MEANT.items() if (k, n) == (kind, name) and address.startswith(where)]
    return found[0] if found else name


def addresses(patterns=None, before=""):
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        text = before + str(entry.pattern).lstrip("^").rstrip("$")
        if isinstance(entry, URLPattern):
            if not text.startswith("api/"):
                yield text
        else:
            yield from addresses(entry.url_patterns, text)


def test_the_map_is_read():
    found = list(addresses())
    assert len(found) > 100
    assert "till" in found and "orders/<str:number>" in found


@pytest.fixture
def world(db):
    shop = build_shop()
    return shop, things_of(shop)


def filled(address, things):
    """The address of a real thing of ours."""

    def value(match):
        kind, name = match[1] or "str", match[2]
        return str(things.get(meant(address, kind, name), ABSENT.get(kind, "no-such-thing")))

    text = PARAMETER.sub(value, re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", address))
    return "/" + text


def test_every_parameter_is_a_real_thing(world):
    """Otherwise a stranger would be refused only because nothing is there."""
    _shop, things = world
    unknown = {
        (address, name)
        for address in addresses()
        if not SECRET.match(address) and not any(address.startswith(start) for start in NO_ROWS)
        for kind, name in PARAMETER.findall(address)
        if meant(address, kind or "str", name) not in things
    }
    assert unknown == set()


def with_parameter(address):
    return "<" in address


def asked(client, path):
    return client.get(path), client.post(path, {"request_key": f"k{abs(hash(path))}"})


def our_diary(shop):
    return Entry.objects.filter(chain_id=shop.chain.pk).count()


def test_nobody_is_shown_the_door(world, client):
    shop, things = world
    before = our_diary(shop)
    for address in addresses():
        path = filled(address, things)
        for answer in asked(client, path):
            assert answer.status_code < 500, path
            if not PUBLIC.match(address):
                assert answer.status_code in {302, 403, 404, 405}, (path, answer.status_code)
                if answer.status_code == 302:
                    assert answer["Location"].startswith(("/sign-in", "/")), path
    assert our_diary(shop) == before


@pytest.mark.parametrize("login", ["boss", "laozhou"])
def test_another_chain_gets_nothing_of_ours(world, login):
    shop, things = world
    other = build_shop("other")
    stranger = Client()
    stranger.force_login(other.people[login])
    before = our_diary(shop)
    for address in addresses():
        path = filled(address, things)
        for answer in asked(stranger, path):
            assert answer.status_code < 500, path
            assert "林女士" not in answer.content.decode(errors="replace") or not with_parameter(address), path
            if with_parameter(address) and not PUBLIC.match(address) and "<slug:step>" not in address:
                assert answer.status_code in {302, 400, 403, 404, 405, 422}, (path, answer.status_code)
    assert our_diary(shop) == before


@pytest.mark.parametrize("login", ["jingan", "xiaomei", "xiaoli"])
def test_a_sister_store_and_the_floor_change_no_money_and_no_stock(world, login):
    shop, things = world
    person = Client()
    person.force_login(shop.people[login])
    for address in addresses():
        path = filled(address, things)
        for answer in asked(person, path):
            assert answer.status_code < 500, path
    entries = Entry.objects.filter(
        chain_id=shop.chain.pk, store_id=shop.store.pk, actor=f"staff:{shop.people[login].pk}"
    )
    written = set(entries.values_list("what", flat=True))
    allowed = {"xiaomei": WORK, "jingan": (), "xiaoli": None}[login]
    if allowed is not None:
        assert not {what for what in written if not what.startswith(allowed)}, written


def test_positive_control_an_open_page_is_noticed(world, client, monkeypatch):
    """Without the guard of staff pages the first test must fail."""
    from wangcai.interfaces import access

    monkeypatch.setattr(access, "to_sign_in", lambda request: HttpResponse("open"))
    shop, things = world
    opened = [a for a in addresses() if not PUBLIC.match(a) and client.get(filled(a, things)).status_code == 200]
    assert len(opened) > 50
