"""Files of people and pets: opening, changing, families, carers, warnings, weights, consents."""

import json
import os
import unicodedata
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cast import NOON, build_shop
from wangcai.customers.operations import opening, pets
from wangcai.customers.public import (
    Customer,
    Flag,
    Pet,
    PetMove,
    Phone,
    Weight,
    active_flags,
    add_address,
    add_pet,
    add_phone,
    change_customer,
    change_pet,
    create_customer,
    customer_for,
    customer_timeline,
    customers_by_phone,
    drop_phone,
    end_flag,
    family_of,
    find_or_create_customer,
    give_consent,
    join_household,
    may_reach,
    move_pet,
    next_codes,
    pet_for,
    pets_of,
    raise_flag,
    reveal_phone,
    set_carer,
    shown_phone,
    weigh_pet,
)
from wangcai.journal.public import Entry
from wangcai.kernel.public import Missing, NotAllowed, NotFound, Refusal
from wangcai.lookup.public import find


def test_a_file_needs_a_name_or_a_number(shop):
    before = Customer.objects.of(shop.chain).count()
    with pytest.raises(Missing):
        create_customer(name="  ", phone="", by=shop.clerk)
    assert Customer.objects.of(shop.chain).count() == before
    assert create_customer(name="", phone="138-0013-8000", by=shop.clerk).phones.get().number == "13800138000"


def test_codes_run_on_without_gap_or_repeat(shop):
    assert [create_customer(name=n, by=shop.clerk).code for n in "甲乙"] == ["K000003", "K000004"]
    assert next_codes(shop.chain.pk, "customer", 3) == ["K000005", "K000006", "K000007"]
    assert add_pet(customer=shop.lin, species="cat", by=shop.clerk).code == "P000003"
    assert next_codes(build_shop("other").chain.pk, "pet") == ["P000003"]


def test_a_repeated_request_opens_one_file(shop):
    first = create_customer(name="赵女士", phone="13911112222", by=shop.clerk, request_key="k1")
    again = create_customer(name="赵女士", phone="13911112222", by=shop.clerk, request_key="k1")
    assert first == again and Customer.objects.of(shop.chain).filter(name="赵女士").count() == 1


def test_the_diary_names_fields_and_never_their_words(shop):
    change_customer(customer=shop.lin, name="林小姐", mail="lin@example.com", by=shop.clerk)
    add_phone(customer=shop.lin, number="13711119999", by=shop.clerk)
    change_pet(pet=shop.doudou, health="心脏病史", neutered=True, by=shop.clerk)
    texts = json.dumps([e.facts for e in Entry.objects.filter(chain_id=shop.chain.pk)], ensure_ascii=False)
    assert "林小姐" not in texts and "13711119999" not in texts and "心脏" not in texts and "example" not in texts
    line = Entry.objects.get(what="pet.changed")
    assert line.facts["fields"] == ["health", "neutered"] and line.facts["changes"] == {"neutered": [None, True]}


def test_nothing_changed_writes_nothing(shop):
    count = Entry.objects.count()
    change_customer(customer=shop.lin, name="林女士", by=shop.clerk)
    change_pet(pet=shop.doudou, name="豆豆", by=shop.clerk)
    assert Entry.objects.count() == count


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"mail": "not a mail"}, "mail_unclear"), ({"preferred_channel": "smoke"}, "channel_unknown")],
)
def test_unclear_fields_are_refused(shop, changes, code):
    with pytest.raises(Refusal) as refused:
        change_customer(customer=shop.lin, note="neu", **changes, by=shop.clerk)
    assert refused.value.code == code
    shop.lin.refresh_from_db()
    assert shop.lin.note == "" and not Entry.objects.filter(what="customer.changed").exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"species": "dragon"}, "species_unknown"),
        ({"born_on": date(2999, 1, 1)}, "date_ahead"),
        ({"born_on": date(2020, 1, 1), "died_on": date(2019, 1, 1)}, "died_before_born"),
    ],
)
def test_impossible_pets_are_refused(shop, changes, code):
    with pytest.raises(Refusal) as refused:
        change_pet(pet=shop.doudou, **changes, by=shop.clerk)
    assert refused.value.code == code
    fresh = Pet.objects.of(shop.chain).get(pk=shop.doudou.pk)
    assert (fresh.species, fresh.born_on, fresh.died_on) == ("cat", None, None)


def test_a_groomer_changes_no_file_but_may_warn_and_weigh(shop):
    with pytest.raises(NotAllowed):
        change_customer(customer=shop.lin, name="X", by=shop.groomer)
    with pytest.raises(NotAllowed):
        add_pet(customer=shop.lin, species="cat", by=shop.groomer)
    raise_flag(pet=shop.doudou, kind="bites", by=shop.groomer)
    assert weigh_pet(pet=shop.doudou, grams=4200, by=shop.groomer).grams == 4200
    assert Pet.objects.of(shop.chain).count() == 2


def test_strangers_find_no_files(shop):
    theirs = build_shop("other")
    for asked in (
        lambda: customer_for(theirs.clerk, shop.lin.pk),
        lambda: pet_for(theirs.clerk, shop.doudou.pk),
        lambda: change_customer(customer=shop.lin, name="X", by=theirs.clerk),
        lambda: raise_flag(pet=shop.doudou, kind="bites", by=theirs.clerk),
        lambda: move_pet(pet=shop.doudou, to=theirs.lin, by=theirs.clerk),
        lambda: join_household(customer=theirs.lin, with_customer=shop.lin, by=theirs.clerk),
        lambda: reveal_phone(phone=shop.lin.phones.get(), by=theirs.clerk),
        lambda: give_consent(customer=shop.lin, purpose="photos", given=True, source="x", by=theirs.clerk),
    ):
        with pytest.raises(NotFound):
            asked()
    assert customers_by_phone(theirs.clerk, "13812348866") == [theirs.lin]
    assert not Flag.objects.of(shop.chain).exists()


def test_a_groomer_sees_a_masked_number_and_the_look_is_written_down(shop):
    phone = shop.lin.phones.get()
    assert shown_phone(shop.groomer, shop.lin, phone.number) == "138****8866"
    assert shown_phone(shop.clerk, shop.lin, phone.number) == "13812348866"
    reveal_phone(phone=phone, by=shop.clerk)
    entry = Entry.objects.get(what="customer.phone_revealed")
    assert (entry.customer_id, entry.actor) == (shop.lin.pk, shop.clerk.key) and "8866" not in json.dumps(entry.facts)


def test_a_known_number_finds_its_file_an_unknown_one_opens_one(shop):
    assert find_or_create_customer(name="谁", phone="138 1234 8866", by=shop.clerk) == shop.lin
    new = find_or_create_customer(name="孙先生", phone="13600001111", by=shop.clerk)
    assert new.code == "K000003" and customers_by_phone(shop.clerk, "+8613600001111") == [new]
    twin = create_customer(name="林先生", phone="13812348866", by=shop.clerk)
    assert find_or_create_customer(name="林先生", phone="13812348866", by=shop.clerk) == twin


def test_numbers_once_each_and_never_the_last_of_the_nameless(shop):
    with pytest.raises(Refusal) as refused:
        add_phone(customer=shop.lin, number="13812348866", by=shop.clerk)
    assert refused.value.code == "phone_known"
    nameless = create_customer(name="", phone="13600002222", by=shop.clerk)
    with pytest.raises(Refusal) as refused:
        drop_phone(phone=nameless.phones.get(), by=shop.clerk)
    assert refused.value.code == "last_way_to_reach" and nameless.phones.count() == 1
    drop_phone(phone=shop.lin.phones.get(), by=shop.clerk)
    assert not Phone.objects.of(shop.chain).filter(customer=shop.lin).exists()


def test_the_same_address_twice_is_one(shop):
    first = add_address(customer=shop.lin, text="  徐汇区 肇嘉浜路 9 号 ", label="家", by=shop.clerk)
    assert first.text == "徐汇区 肇嘉浜路 9 号"
    assert add_address(customer=shop.lin, text="徐汇区 肇嘉浜路 9 号", by=shop.clerk) == first


def test_a_pet_that_moved_keeps_its_history_and_hides_the_new_from_the_old_family(shop):
    weigh_pet(pet=shop.doudou, grams=4000, by=shop.clerk, at=NOON - timedelta(days=9))
    move_pet(pet=shop.doudou, to=shop.wang, by=shop.clerk, at=NOON)
    weigh_pet(pet=shop.doudou, grams=4400, by=shop.clerk, at=NOON + timedelta(days=1))
    lin, wang = customer_for(shop.clerk, shop.lin.pk), customer_for(shop.clerk, shop.wang.pk)
    assert pets_of(lin) == [] and shop.doudou in pets_of(wang)
    seen = {
        name: [x.sentence for x in customer_timeline(shop.clerk, c, pets_of(c))]
        for name, c in (("old", lin), ("new", wang))
    }
    assert "体重 4 kg" in seen["old"] and "体重 4.4 kg" not in seen["old"]
    assert "体重 4 kg" in seen["new"] and "体重 4.4 kg" in seen["new"]
    assert [m.to_at is None for m in PetMove.objects.of(shop.chain).filter(pet=shop.doudou).order_by("pk")] == [
        False,
        True,
    ]
    with pytest.raises(Refusal) as refused:
        move_pet(pet=shop.doudou, to=shop.wang, by=shop.clerk)
    assert refused.value.code == "already_there"
    assert [h.kind for h in find(shop.clerk, "林女士", kinds=["pet"])] == []


def test_carers_have_parts_and_lose_them(shop):
    set_carer(pet=shop.doudou, customer=shop.wang, may_collect=True, by=shop.clerk)
    assert shop.doudou in pets_of(shop.wang)
    assert {h.title for h in find(shop.clerk, "5678", kinds=["pet"])} == {"闪电", "豆豆"}
    assert set_carer(pet=shop.doudou, customer=shop.wang, by=shop.clerk) is None
    with pytest.raises(NotFound):
        set_carer(pet=shop.doudou, customer=shop.wang, by=shop.clerk)


def test_two_become_one_family(shop):
    join_household(customer=shop.wang, with_customer=shop.lin, by=shop.clerk)
    shop.wang.refresh_from_db()
    assert family_of(shop.wang) == [shop.lin] and {p.name for p in pets_of(shop.lin)} == {"豆豆", "闪电"}


def test_flags_once_each_safety_first_ended_not_deleted(shop):
    raise_flag(pet=shop.doudou, kind="senior", by=shop.clerk)
    flag = raise_flag(pet=shop.doudou, kind="bites", note="剪指甲时", by=shop.clerk)
    with pytest.raises(Refusal) as refused:
        raise_flag(pet=shop.doudou, kind="bites", by=shop.clerk)
    assert refused.value.code == "flag_up"
    up = active_flags([shop.doudou.pk, shop.shandian.pk], shop.chain)
    assert [(f.label, f.safety) for f in up[shop.doudou.pk]] == [("会咬人", True), ("高龄", False)]
    assert up[shop.shandian.pk] == []
    end_flag(flag=flag, by=shop.clerk)
    assert [f.kind for f in active_flags([shop.doudou.pk])[shop.doudou.pk]] == ["senior"]
    assert Flag.objects.of(shop.chain).count() == 2
    with pytest.raises(NotFound):
        end_flag(flag=flag, by=shop.clerk)


@pytest.mark.parametrize("grams", [0, -5, 9, 200_001])
def test_impossible_weights_are_refused(shop, grams):
    with pytest.raises(Refusal):
        weigh_pet(pet=shop.doudou, grams=grams, by=shop.clerk)
    assert not Weight.objects.of(shop.chain).exists()


def test_the_newest_word_counts(shop):
    assert may_reach(shop.lin, "service", "sms") and not may_reach(shop.lin, "marketing", "sms")
    give_consent(customer=shop.lin, purpose="marketing", given=True, source="counter", by=shop.clerk, at=NOON)
    give_consent(customer=shop.lin, purpose="marketing", channel="sms", given=False, source="sms", by=shop.clerk)
    assert not may_reach(shop.lin, "marketing", "sms") and may_reach(shop.lin, "marketing", "mail")


def naughty_strings():
    folder = Path(os.environ.get("WANGCAI_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
    file = folder / "naughty-strings.json"
    if not file.exists():
        pytest.skip(f"{file.name} is not in the shared data folder (WANGCAI_SHARED_DATA)")
    return json.loads(file.read_text(encoding="utf-8"))


def bare(text):
    """A text without what may be dropped: blanks, control characters, halves of characters."""
    return "".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cs"} and not c.isspace())


def test_every_free_text_survives_the_naughty_strings(shop):
    clerk, strings = shop.clerk, [*naughty_strings(), "a\x00b", "\ud800", "林" * 5000]
    assert len(strings) > 500
    customer_fields = ("name", "salutation", "wechat", "contact_hours", "style", "family", "note", "language")
    pet_fields = (
        "name",
        "breed_text",
        "coat",
        "temperament",
        "health",
        "allergies",
        "diet",
        "vet",
        "chip",
        "licence",
        "note",
    )
    for text in strings:
        opening.cleaned(dict.fromkeys(customer_fields, text))
        pets.cleaned(clerk, dict.fromkeys(pet_fields, text))
        find(clerk, text)
    # Each string goes through the database in one field of each file, every field meets dozens of them.
    for start in range(0, len(strings), len(customer_fields)):
        some = strings[start : start + len(customer_fields)]
        change_customer(customer=shop.lin, by=clerk, **dict(zip(customer_fields, some, strict=False)))
        change_pet(pet=shop.doudou, by=clerk, **dict(zip(pet_fields, some, strict=False)))
        kept = customer_for(clerk, shop.lin.pk)
        for name, text in zip(customer_fields, some, strict=False):
            # What is stored is what was typed, but for blanks, control characters and length.
            assert bare(text).startswith(bare(getattr(kept, name))) and bool(bare(text)) == bool(
                bare(getattr(kept, name))
            )
    add_address(customer=shop.lin, text=strings[60], by=clerk)
    raise_flag(pet=shop.doudou, kind="shy", note=strings[200], by=clerk)
