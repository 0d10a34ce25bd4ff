"""Many make a card of one pet, many leave word at once: one card, three words an hour."""

import pytest

from tests.cast import build_shop
from tests.races.crowd import at_once
from wangcai.customers.public import FoundNotice, PetCard, leave_word, make_card, pair_apart
from wangcai.journal.public import Entry
from wangcai.kernel.public import ChainRows, Refusal


@pytest.fixture
def shop(transactional_db):
    return build_shop()


def test_one_pet_has_one_living_card(shop):
    by = shop.clerk
    made = at_once(12, lambda _n: make_card(pet=shop.doudou, by=by))
    assert sum(not isinstance(each, Refusal) for each in made) == 1
    again = at_once(12, lambda _n: make_card(pet=shop.doudou, again=True, by=by))
    assert not any(isinstance(each, Refusal) for each in again)
    cards = PetCard.objects.of(shop.chain)
    assert cards.count() == 13 and cards.filter(ended_at=None).count() == 1
    assert len(set(cards.values_list("number", flat=True))) == 13


def test_a_crowd_leaves_three_words_an_hour(shop):
    _card, code = make_card(pet=shop.doudou, by=shop.clerk)
    at_once(20, lambda n: leave_word(token=code, words=f"第 {n} 句"))
    assert FoundNotice.objects.of(shop.chain).count() == 3
    assert Entry.objects.filter(what="pet.found").count() == 3


def test_a_pair_is_marked_once(shop):
    by = shop.clerk
    made = at_once(12, lambda _n: pair_apart(one=shop.doudou, other=shop.shandian, reason="追猫", by=by))
    assert sum(not isinstance(each, Refusal) for each in made) == 1
    assert Entry.objects.filter(what="pet.pair_set").count() == 2


def test_without_the_turn_more_words_slip_through(shop, engine, monkeypatch):
    """Positive control: the count alone does not hold where many write at once."""
    if engine == "sqlite":
        pytest.skip("SQLite has one writer: there is no turn to take away")
    monkeypatch.setattr(ChainRows, "select_for_update", lambda rows, *_args, **_more: rows)
    _card, code = make_card(pet=shop.doudou, by=shop.clerk)
    at_once(40, lambda n: leave_word(token=code, words=f"第 {n} 句"))
    assert FoundNotice.objects.of(shop.chain).count() > 3
