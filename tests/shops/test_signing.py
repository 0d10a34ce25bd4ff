"""Passwords and PINs: wrong tries are counted before they are judged, and lock."""

from datetime import timedelta

import pytest

from tests.shops.cast import PASSWORD, PIN
from wangcai.journal.public import Entry
from wangcai.kernel.public import now
from wangcai.shops.operations.signing import Locked, NotOnThisDevice, PinUnclear, PinWrong, SignInFailed
from wangcai.shops.public import (
    device_of,
    prove_pin,
    revoke_device,
    set_password,
    set_pin,
    sign_in,
    switch_by_pin,
    trust_device,
)


@pytest.fixture
def device(people):
    set_pin(account=people.front, pin=PIN, by=people.by("front"))
    return trust_device(store=people.xh, name="前台收银机", by=people.by("manager"))


def test_switching_by_pin(people, device):
    assert switch_by_pin(device=device, account_id=people.front.pk, pin=PIN) == people.front
    entry = Entry.objects.get(what="shops.switched_by_pin")
    assert (entry.actor, entry.store_id) == (f"staff:{people.front.pk}", people.xh.pk)
    people.front.refresh_from_db()
    assert PIN not in people.front.pin


def test_five_wrong_pins_lock_for_five_minutes(people, device):
    start = now()
    for _ in range(5):
        with pytest.raises(PinWrong):
            switch_by_pin(device=device, account_id=people.front.pk, pin="0000", at=start)
    with pytest.raises(Locked) as refused:
        switch_by_pin(device=device, account_id=people.front.pk, pin=PIN, at=start + timedelta(minutes=1))
    assert "4" in str(refused.value)
    assert Entry.objects.filter(what="shops.pin_locked").count() == 1
    assert switch_by_pin(device=device, account_id=people.front.pk, pin=PIN, at=start + timedelta(minutes=6))


def test_a_right_pin_forgets_the_wrong_ones(people, device):
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(PinWrong):
                prove_pin(account=people.front, pin="0000")
        prove_pin(account=people.front, pin=PIN)


def test_a_new_pin_unlocks(people, device):
    for _ in range(5):
        with pytest.raises(PinWrong):
            prove_pin(account=people.front, pin="0000")
    set_pin(account=people.front, pin="7391", by=people.by("manager"))
    prove_pin(account=people.front, pin="7391")


def test_only_people_of_the_store_switch_in_and_only_while_it_is_trusted(people, device):
    set_pin(account=people.sister, pin=PIN, by=people.by("sister"))
    set_pin(account=people.stranger, pin=PIN, by=people.by("stranger"))
    for outsider in (people.sister, people.stranger, people.groomer):  # the last has no PIN
        with pytest.raises(NotOnThisDevice):
            switch_by_pin(device=device, account_id=outsider.pk, pin=PIN)
    assert device_of(device.secret) == device and device_of("") is None and device_of("x") is None
    revoke_device(device=device, by=people.by("manager"))
    assert device_of(device.secret) is None
    with pytest.raises(NotOnThisDevice):
        switch_by_pin(device=device, account_id=people.front.pk, pin=PIN)
    assert not Entry.objects.filter(what="shops.switched_by_pin").exists()


@pytest.mark.parametrize("pin", ["", "123", "1234", "4321", "1111", "123456789", "12a4", "１２３５", "99999"])
def test_easy_pins_are_refused(people, pin):
    with pytest.raises(PinUnclear):
        set_pin(account=people.front, pin=pin, by=people.by("front"))
    people.front.refresh_from_db()
    assert people.front.pin == ""


def test_signing_in_by_password(people):
    set_password(account=people.front, password=PASSWORD, by=people.by("front"))
    assert sign_in(login=" XiaoZhou ", password=PASSWORD) == people.front
    assert Entry.objects.filter(what="shops.signed_in").count() == 1
    for login, password in (("xiaozhou", "no"), ("nobody", PASSWORD), ("groomer", "")):
        with pytest.raises(SignInFailed):
            sign_in(login=login, password=password)


def test_ten_wrong_passwords_lock(people):
    set_password(account=people.front, password=PASSWORD, by=people.by("front"))
    for _ in range(10):
        with pytest.raises(SignInFailed):
            sign_in(login="xiaozhou", password="wrong")
    with pytest.raises(Locked):
        sign_in(login="xiaozhou", password=PASSWORD)
    assert sign_in(login="xiaozhou", password=PASSWORD, at=now() + timedelta(minutes=6))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_no_more_guesses_are_judged_at_once_than_one_after_the_other():
    """Thirty guesses in the same moment: five are looked at, then the lock; the right PIN is not among the lucky."""
    from collections import Counter
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connections

    from tests.shops.cast import make_cast

    people = make_cast()
    set_pin(account=people.front, pin=PIN, by=people.by("front"))
    moment = now()

    def guess(number):
        try:
            prove_pin(account=people.front, pin=f"{number:04d}", at=moment)
        except (PinWrong, Locked) as refusal:
            return refusal.code
        finally:
            connections.close_all()
        return "in"

    with ThreadPoolExecutor(10) as pool:
        answers = Counter(pool.map(guess, range(30)))
    assert answers["pin_wrong"] == 5 and answers["in"] == 0 and answers["locked"] == 25
    assert Entry.objects.filter(what="shops.pin_locked").count() == 1
    with pytest.raises(Locked):
        prove_pin(account=people.front, pin=PIN, at=moment)
