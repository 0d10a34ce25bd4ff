"""Two files become one: both histories stay, old codes still find it (F17)."""

import pytest

from tests.cast import build_shop
from wangcai.customers.public import (
    Customer,
    add_address,
    add_pet,
    add_phone,
    alike,
    change_customer,
    create_customer,
    customer_by_ref,
    customer_for,
    customer_timeline,
    file_ids,
    give_consent,
    likely_duplicates,
    may_reach,
    merge_customers,
    pets_of,
    set_carer,
)
from wangcai.journal.public import Entry
from wangcai.kernel.public import NotAllowed, NotFound, Refusal
from wangcai.lookup.public import find


@pytest.fixture
def twin(shop):
    """林女士 once more, from the old system, with a second number and a second cat."""
    twin = create_customer(
        name="林小姐", phone="13812348866", source="old", external_ref="VIP-778", mail="lin@example.com", by=shop.clerk
    )
    add_phone(customer=twin, number="13700007777", by=shop.clerk)
    add_address(customer=twin, text="徐汇区 1 号", by=shop.clerk)
    add_pet(customer=twin, species="cat", name="花生", by=shop.clerk)
    give_consent(customer=twin, purpose="marketing", given=True, source="paper", by=shop.clerk)
    change_customer(customer=twin, note="对猫毛过敏", by=shop.clerk)
    return customer_for(shop.clerk, twin.pk)


def test_everything_of_both_is_kept(shop, twin):
    keep = merge_customers(keep=shop.lin, drop=twin, by=shop.manager)
    assert sorted(keep.phones.values_list("number", flat=True)) == ["13700007777", "13812348866"]
    assert {p.name for p in pets_of(keep)} == {"豆豆", "花生"}
    assert [a.text for a in keep.addresses.all()] == ["徐汇区 1 号"]
    assert (keep.name, keep.mail, keep.note) == ("林女士", "lin@example.com", "对猫毛过敏")
    assert may_reach(keep, "marketing", "sms")
    assert file_ids(keep) == [keep.pk, twin.pk]
    lines = customer_timeline(shop.manager, keep, pets_of(keep))
    assert {"customer.created", "pet.added", "customer.merged"} <= {line.what for line in lines}
    assert lines[0].sentence.startswith("K000003 并入 K000001")


@pytest.mark.parametrize("typed", ["K000003", "VIP-778", "13700007777", "7777", "lin@example.com", "花生"])
def test_what_found_the_old_file_finds_the_living_one(shop, twin, typed):
    merge_customers(keep=shop.lin, drop=twin, by=shop.manager)
    assert [h.target_id for h in find(shop.clerk, typed, kinds=["customer"])] == [shop.lin.pk]
    assert customer_for(shop.clerk, twin.pk) == shop.lin == customer_by_ref(shop.clerk, "old", "VIP-778")


def test_a_chain_of_merges_is_one_step_long(shop, twin):
    merge_customers(keep=shop.lin, drop=twin, by=shop.manager)
    merge_customers(keep=shop.wang, drop=shop.lin, by=shop.manager)
    assert customer_for(shop.clerk, twin.pk) == shop.wang
    assert set(file_ids(shop.wang)) == {shop.wang.pk, shop.lin.pk, twin.pk}
    assert {p.name for p in pets_of(customer_for(shop.clerk, shop.wang.pk))} == {"豆豆", "花生", "闪电"}


def test_a_carer_of_the_same_pet_stays_one(shop, twin):
    for person in (shop.lin, twin):
        set_carer(pet=shop.shandian, customer=person, pays=True, by=shop.clerk)
    merge_customers(keep=shop.lin, drop=twin, by=shop.manager)
    assert shop.shandian.carers.count() == 1


@pytest.mark.parametrize("case", ["same", "merged", "clerk", "stranger"])
def test_a_merge_that_may_not_be_changes_nothing(shop, twin, case):
    by = shop.manager
    if case == "merged":
        merge_customers(keep=shop.wang, drop=twin, by=by)
    pairs = {
        "same": (twin, twin, by, Refusal),
        "merged": (shop.lin, twin, by, Refusal),
        "clerk": (shop.lin, twin, shop.clerk, NotAllowed),
        "stranger": (shop.lin, twin, build_shop("other").manager, NotFound),
    }
    keep, drop, by, refusal = pairs[case]
    entries, phones = Entry.objects.filter(chain_id=shop.chain.pk).count(), shop.lin.phones.count()
    with pytest.raises(refusal):
        merge_customers(keep=keep, drop=drop, by=by)
    assert Entry.objects.filter(chain_id=shop.chain.pk).count() == entries and shop.lin.phones.count() == phones
    assert Customer.objects.of(shop.chain).filter(merged_into=shop.lin).count() == 0


def test_a_merged_file_takes_no_more_changes(shop, twin):
    merge_customers(keep=shop.lin, drop=twin, by=shop.manager)
    twin.refresh_from_db()
    for change in (
        lambda: change_customer(customer=twin, name="X", by=shop.clerk),
        lambda: add_phone(customer=twin, number="13500000000", by=shop.clerk),
    ):
        with pytest.raises(Refusal) as refused:
            change()
        assert refused.value.code == "file_merged" and "K000001" in str(refused.value)


def test_likely_duplicates_are_shown_until_they_are_merged(shop, twin):
    (pair,) = likely_duplicates(shop.manager)
    assert (pair.first, pair.second, pair.why) == (shop.lin, twin, "phone")
    assert alike(shop.clerk, phones=("13812348866",), but=shop.lin.pk) == [twin]
    assert likely_duplicates(build_shop("other").manager) == []
    merge_customers(keep=shop.lin, drop=twin, by=shop.manager)
    assert likely_duplicates(shop.manager) == []
