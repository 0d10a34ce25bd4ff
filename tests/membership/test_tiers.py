import pytest

from tests.cast import build_shop
from wangcai.journal.public import Entry
from wangcai.kernel.public import NotAllowed, NotFound
from wangcai.membership.public import (
    Membership,
    OffUnclear,
    Tier,
    price_for,
    save_tier,
    set_tier,
    tier_of,
    tiers_of,
)


@pytest.fixture
def gold(shop):
    return save_tier(code="gold", name="金卡", goods_off=500, services_off=1000, by=shop.manager)


def test_a_customer_has_one_tier_and_its_history(shop, gold):
    silver = save_tier(code="silver", name="银卡", goods_off=200, services_off=500, by=shop.manager)
    assert tier_of(shop.chain, shop.lin.pk) is None
    set_tier(customer=shop.lin, tier="silver", by=shop.manager)
    set_tier(customer=shop.lin, tier=gold, by=shop.manager)
    set_tier(customer=shop.lin, tier=gold, by=shop.manager)
    assert tier_of(shop.manager, shop.lin.pk) == gold
    held = Membership.objects.of(shop.chain).filter(customer=shop.lin)
    assert [(m.tier, m.ended_at is None) for m in held.order_by("pk").select_related("tier")] == [
        (silver, False),
        (gold, True),
    ]
    assert Entry.objects.filter(what="membership.tier_set", customer_id=shop.lin.pk).count() == 2
    set_tier(customer=shop.lin, tier=None, by=shop.manager)
    assert tier_of(shop.chain, shop.lin.pk) is None and tier_of(shop.chain, None) is None


def test_a_tier_is_changed_by_its_code(shop, gold):
    save_tier(code="gold", name="金卡", goods_off=800, services_off=1000, by=shop.manager)
    assert [(tier.pk, tier.goods_off) for tier in tiers_of(shop.chain)] == [(gold.pk, 800)]


@pytest.mark.parametrize(
    ("kind", "price", "expected"),
    [
        ("goods", 16800, 15960),
        ("service", 9800, 8820),
        ("fee", 500, 500),
        ("goods", 10, 9),
        ("goods", 9, 9),
        ("goods", 0, 0),
    ],
)
def test_what_a_member_pays(gold, kind, price, expected):
    assert price_for(gold, kind, price) == expected
    assert price_for(None, kind, price) == price


def test_refusals_change_nothing(shop, gold):
    other = build_shop("miao")
    with pytest.raises(NotAllowed):
        set_tier(customer=shop.lin, tier=gold, by=shop.clerk)
    with pytest.raises(NotFound):
        set_tier(customer=shop.lin, tier=None, by=other.manager)
    with pytest.raises(NotFound):
        set_tier(customer=other.lin, tier=gold, by=other.manager)
    with pytest.raises(OffUnclear):
        save_tier(code="gold", name="金卡", goods_off=10_001, services_off=0, by=shop.manager)
    assert not Membership.objects.of(shop.chain).exists()
    assert Tier.objects.of(shop.chain).get().goods_off == 500
