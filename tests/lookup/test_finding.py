"""F12 word by word: whatever is typed, the same pet stands on the first row."""

import pytest

from tests.cast import build_shop
from wangcai.customers.public import add_pet, add_phone, change_pet, create_customer
from wangcai.kernel.public import Actor
from wangcai.lookup.public import (
    Document,
    Hit,
    documents,
    find,
    forget_subject,
    index_subject,
    rebuild,
)


@pytest.fixture
def wangcai(shop):
    owner = create_customer(name="单先生", phone="13800138866", by=shop.clerk)
    pet = add_pet(customer=owner, species="dog", name="旺财", chip="156-0000-1234567", by=shop.clerk)
    for number, name in enumerate(("旺旺", "王子", "汪汪", "Wally"), start=1):
        other = create_customer(name=f"路人{number}", phone=f"1370000000{number}", by=shop.clerk)
        add_pet(customer=other, species="cat", name=name, by=shop.clerk)
    return pet


@pytest.mark.parametrize(
    "typed",
    ["8866", "wc", "wangcai", "旺财", "13800138866", "+86 138-0013-8866", "１３８００１３８８６６", "P000003", "p000003",
     "1560000 1234567", "WangCai", "wang cai", "wangc", "单 旺财", "shan wangcai", "dxs wc"],
)  # fmt: skip
def test_the_same_pet_stands_on_the_first_row(shop, wangcai, typed):
    hits = find(shop.clerk, typed)
    assert hits and (hits[0].kind, hits[0].target_id) == ("pet", wangcai.pk), hits


@pytest.mark.parametrize("typed", ["shan", "dan", "单", "sxs", "dxs", "shanxiansheng", "danxiansheng"])
def test_a_character_with_two_readings_is_found_by_both(shop, wangcai, typed):
    found = [(h.kind, h.title) for h in find(shop.clerk, typed)]
    assert ("customer", "单先生") in found and ("pet", "旺财") in found


def test_the_tail_of_a_second_number_finds_too(shop, wangcai):
    owner = wangcai.household.customers.get()
    add_phone(customer=owner, number="021-6438 7788", by=shop.clerk)
    assert [h.title for h in find(shop.clerk, "7788")] == ["旺财", "单先生"]


@pytest.mark.parametrize(
    "typed", ["", " ", "%", "'", '"', '" OR "1', "NEAR(", "*", "{}", "\\", "\x00", "🐶", "w", "a" * 5000, "鱀" * 500]
)
def test_odd_queries_find_nothing_and_break_nothing(shop, wangcai, typed):
    assert find(shop.clerk, typed) == []


def test_exact_codes_come_before_whole_words_before_beginnings(shop):
    index_subject(chain_id=shop.chain.pk, kind="goods", target_id=1, title="begins", texts=["8866abc"])
    index_subject(chain_id=shop.chain.pk, kind="goods", target_id=2, title="word", texts=["8866"])
    index_subject(chain_id=shop.chain.pk, kind="goods", target_id=3, title="code", codes=["8866"])
    index_subject(chain_id=shop.chain.pk, kind="goods", target_id=4, title="newer word", texts=["8866"])
    assert [h.title for h in find(shop.clerk, "8866")] == ["code", "newer word", "word", "begins"]


def test_what_was_touched_last_comes_first(shop):
    for pk in (1, 2, 3):
        index_subject(chain_id=shop.chain.pk, kind="pet", target_id=pk, title=f"豆豆{pk}", texts=["豆豆"])
    index_subject(chain_id=shop.chain.pk, kind="pet", target_id=1, title="豆豆1", texts=["豆豆"])
    assert [h.target_id for h in find(shop.clerk, "豆豆")] == [1, 3, 2]


def test_every_kind_gets_room_in_the_answer(shop):
    for pk in range(1, 41):
        index_subject(chain_id=shop.chain.pk, kind="pet", target_id=pk, title="王子", texts=["王子"])
    index_subject(chain_id=shop.chain.pk, kind="goods", target_id=1, title="王子牌狗粮", texts=["王子牌狗粮"])
    hits = find(shop.clerk, "王子")
    assert len(hits) == 12 and [h.kind for h in hits].count("goods") == 1
    assert {h.kind for h in find(shop.clerk, "王子", kinds=["goods"])} == {"goods"}


def test_an_order_is_found_by_those_who_see_its_store(shop):
    index_subject(
        chain_id=shop.chain.pk, kind="order", target_id=7, store_id=shop.store.pk, title="XH261122-0042",
        codes=["XH261122-0042"], texts=["林女士"],
    )  # fmt: skip
    hit = Hit("order", 7, "XH261122-0042", "")
    for typed in ("XH261122-0042", "xh2611220042", "0042", "42", "XH2611", "林女士"):
        assert hit in find(shop.clerk, typed), typed
        assert find(shop.by("jingan"), typed, kinds=["order"]) == []
    assert find(shop.by("boss"), "0042") == [hit]
    assert find(shop.by("boss"), "0042", store_id=shop.sister.pk) == []
    assert find(shop.clerk, "0042", store_id=shop.sister.pk) == []


def test_another_chain_finds_nothing_of_ours(shop, wangcai):
    theirs = build_shop("other")
    assert find(theirs.clerk, "旺财") == [] == find(theirs.clerk, "8866", kinds=["pet"])
    # A chain whose number merely begins alike is another chain as well.
    alike = Actor(int(f"{shop.chain.pk}0"), "staff", 1, grants={None: frozenset("*")})
    assert find(alike, "旺财") == []


def test_a_renamed_pet_is_found_by_the_new_name_only(shop, wangcai):
    change_pet(pet=wangcai, name="来福", by=shop.clerk)
    assert [h.title for h in find(shop.clerk, "laifu", kinds=["pet"])] == ["来福"]
    assert find(shop.clerk, "旺财") == []


def test_what_is_forgotten_is_not_found(shop, wangcai):
    forget_subject(shop.chain.pk, "pet", wangcai.pk)
    assert [h.kind for h in find(shop.clerk, "旺财")] == ["customer"]


def test_a_rebuild_gives_the_same_answers(shop, wangcai):
    rebuild(shop.chain)  # the cast's own files were written past the use cases
    before = {typed: find(shop.clerk, typed) for typed in ("8866", "wc", "旺财", "单", "wang", "英短")}
    count = documents(shop.chain.pk)
    rebuild(shop.chain)
    assert documents(shop.chain.pk) == count > 10
    assert {typed: find(shop.clerk, typed) for typed in before} == before
    assert before["8866"] and before["wc"]


def test_a_search_is_three_statements_at_most(shop, wangcai, django_assert_max_num_queries):
    clerk = shop.clerk
    for typed in ("8866", "wc", "wang cai", "没有这个"):
        with django_assert_max_num_queries(3):
            find(clerk, typed)


def test_deleting_documents_cleans_the_index(shop, wangcai):
    Document.objects.of(shop.chain).all().delete()
    assert find(shop.clerk, "旺财") == []
    rebuild(shop.chain, kinds=["pet"])
    assert {h.kind for h in find(shop.clerk, "旺财")} == {"pet"}
