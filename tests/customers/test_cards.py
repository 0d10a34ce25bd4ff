"""The identity card: one living code, nothing of the owner behind it (F13, R44)."""

from datetime import timedelta

import pytest

from tests.cast import NOON, build_shop
from wangcai.customers.public import (
    FoundNotice,
    PetCard,
    card_by_token,
    card_of,
    end_card,
    leave_word,
    make_card,
    notices_waiting,
    pass_on,
    pet_by_card,
)
from wangcai.journal.public import Entry
from wangcai.kernel.public import NotAllowed, NotFound, Refusal, digest


def test_a_card_opens_its_pet_in_any_spelling_a_scanner_types(shop):
    card, code = make_card(pet=shop.doudou, by=shop.clerk)
    assert len(code) * 5 >= 128 and card.token_hash == digest(code)
    stored = str(list(PetCard.objects.of(shop.chain).values())) + str(
        list(Entry.objects.values_list("facts", flat=True))
    )
    assert code not in stored
    for typed in (
        code,
        code.lower(),
        f"https://wangcai.example/found/{code}/",
        f"HTTPS://WANGCAI.EXAMPLE/FOUND/{code}\n",
    ):
        assert card_by_token(typed) == card and pet_by_card(shop.clerk, typed) == shop.doudou
    assert pet_by_card(build_shop("other").clerk, code) is None
    assert pet_by_card(shop.clerk, "6901234567892") is None
    for typed in ("", "x", code[:-1] + ("A" if code[-1] != "A" else "B")):
        with pytest.raises(NotFound):
            card_by_token(typed)


def test_a_new_card_kills_the_old_code_at_once(shop):
    first, old = make_card(pet=shop.doudou, by=shop.clerk)
    with pytest.raises(Refusal) as refusal:
        make_card(pet=shop.doudou, by=shop.clerk)
    assert refusal.value.code == "card_there" and card_by_token(old) == first
    second, new = make_card(pet=shop.doudou, again=True, template="photo", by=shop.clerk)
    assert (second.number, second.template) == (f"{shop.doudou.code}-2", "photo") and card_of(shop.doudou) == second
    with pytest.raises(NotFound):
        card_by_token(old)
    with pytest.raises(NotFound):
        leave_word(token=old, words="在公园")
    assert pet_by_card(shop.clerk, old) is None and card_by_token(new) == second
    end_card(card=second, by=shop.clerk)
    with pytest.raises(NotFound):
        card_by_token(new)
    assert not FoundNotice.objects.of(shop.chain).exists()


def test_cards_are_made_by_who_keeps_files(shop):
    for by, refusal in ((shop.picker, NotAllowed), (build_shop("other").clerk, NotFound)):
        with pytest.raises(refusal):
            make_card(pet=shop.doudou, by=by)
    assert card_of(shop.doudou) is None


def test_a_strangers_word_is_passed_on_once(shop):
    stranger = build_shop("other").clerk
    _card, code = make_card(pet=shop.doudou, by=shop.clerk)
    notice = leave_word(token=code, words="在徐家汇公园东门", finder_phone="137 0000 7777", place="公园", at=NOON)
    assert notice.finder_phone == "13700007777" and notices_waiting(shop.clerk) == [notice]
    assert notices_waiting(stranger) == []
    assert "公园" not in str(list(Entry.objects.values_list("facts", flat=True)))
    with pytest.raises(NotFound):
        pass_on(notice=notice, by=stranger)
    pass_on(notice=notice, by=shop.clerk)
    with pytest.raises(NotFound):
        pass_on(notice=notice, by=shop.clerk)
    assert notices_waiting(shop.clerk) == [] and Entry.objects.filter(what="pet.found_passed_on").count() == 1


def test_words_are_few_and_not_empty(shop):
    _card, code = make_card(pet=shop.doudou, by=shop.clerk)
    for wrong in ({"words": " "}, {"finder_phone": "12"}):
        with pytest.raises(Refusal):
            leave_word(token=code, at=NOON, **wrong)
    for minute in range(3):
        leave_word(token=code, words="我捡到了", at=NOON + timedelta(minutes=minute))
    with pytest.raises(Refusal) as refusal:
        leave_word(token=code, words="我捡到了", at=NOON + timedelta(minutes=4))
    assert refusal.value.code == "too_many_words"
    assert FoundNotice.objects.of(shop.chain).count() == 3
    leave_word(token=code, words="还在", at=NOON + timedelta(hours=2))
    for hour in range(3, 9):
        leave_word(token=code, words="还在", at=NOON + timedelta(hours=hour))
    with pytest.raises(Refusal):
        leave_word(token=code, words="还在", at=NOON + timedelta(hours=12))
    assert FoundNotice.objects.of(shop.chain).count() == 10
