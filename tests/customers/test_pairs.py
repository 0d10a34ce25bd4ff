"""相克: named pairs and rules by what the pets are (F16)."""

import pytest

from tests.cast import build_shop
from wangcai.customers.public import (
    IncompatiblePair,
    Pet,
    add_pet,
    apart_from,
    change_pet,
    end_flag,
    end_pair,
    pair_apart,
    pairs_of,
    raise_flag,
)
from wangcai.journal.public import Entry
from wangcai.kernel.public import NotAllowed, NotFound, Refusal


def codes(*pets):
    return [(a.one_id, a.other_id, a.code) for a in apart_from([pet.pk for pet in pets])]


def test_a_pair_stands_on_both_timelines_until_it_ends(shop, django_assert_num_queries):
    pair = pair_apart(one=shop.shandian, other=shop.doudou, reason="追猫", by=shop.groomer)
    both = (shop.doudou.pk, shop.shandian.pk)
    assert (pair.one_id, pair.other_id) == both
    with django_assert_num_queries(3):
        assert codes(shop.shandian, shop.doudou) == [(*both, "pair")]
    assert "追猫" in str(apart_from(both)[0])
    assert set(Entry.objects.filter(what="pet.pair_set").values_list("pet_id", flat=True)) == set(both)
    assert "追猫" not in str(list(Entry.objects.values_list("facts", flat=True)))
    with pytest.raises(Refusal) as refusal:
        pair_apart(one=shop.doudou, other=shop.shandian, reason="又一次", by=shop.clerk)
    assert refusal.value.code == "pair_known"
    with pytest.raises(NotAllowed):
        end_pair(pair=pair, by=shop.picker)
    assert pairs_of(shop.doudou) == [pair]
    end_pair(pair=pair, by=shop.clerk)
    assert codes(shop.shandian, shop.doudou) == [] == pairs_of(shop.doudou)
    pair_apart(one=shop.doudou, other=shop.shandian, reason="又一次", by=shop.clerk)
    assert IncompatiblePair.objects.of(shop.chain).count() == 2


def test_male_dogs_not_neutered_live_apart_unless_they_live_together(shop):
    change_pet(pet=shop.shandian, sex="m", neutered=False, by=shop.clerk)
    rival = add_pet(species="dog", name="黑豹", sex="m", neutered=False, customer=shop.lin, by=shop.clerk)
    assert codes(shop.shandian, rival) == [(shop.shandian.pk, rival.pk, "males")]
    brother = add_pet(species="dog", name="小黑", sex="m", neutered=False, customer=shop.wang, by=shop.clerk)
    assert codes(shop.shandian, brother) == []
    change_pet(pet=rival, neutered=True, by=shop.clerk)
    assert codes(shop.shandian, rival) == []
    Pet.objects.of(shop.chain).filter(pk=rival.pk).update(neutered=None)  # nobody knows: no rule
    assert codes(shop.shandian, rival) == []


def test_a_pet_under_isolation_is_apart_from_all(shop):
    flag = raise_flag(pet=shop.doudou, kind="isolation", by=shop.groomer)
    assert codes(shop.doudou, shop.shandian) == [(shop.doudou.pk, shop.shandian.pk, "isolation")]
    end_flag(flag=flag, by=shop.clerk)
    assert codes(shop.doudou, shop.shandian) == []


def test_what_is_no_pair(shop):
    other = build_shop("other")
    for one, two, reason, by, refusal in (
        (shop.doudou, shop.doudou, "x", shop.clerk, Refusal),
        (shop.doudou, shop.shandian, " ", shop.clerk, Refusal),
        (shop.doudou, other.shandian, "x", shop.clerk, NotFound),
        (shop.doudou, shop.shandian, "x", other.clerk, NotFound),
    ):
        with pytest.raises(refusal):
            pair_apart(one=one, other=two, reason=reason, by=by)
    assert not IncompatiblePair.objects.of(shop.chain).exists()
    assert apart_from([]) == [] == apart_from([shop.doudou.pk])
