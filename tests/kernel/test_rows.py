"""A query over a chain's table names the chain, or it does not run."""

import pytest

from tests.cast import build_shop
from wangcai.kernel.public import Missing, MissingScope, NotAllowed, system_actor, writing
from wangcai.orders.public import Order
from wangcai.shops.public import Store


@pytest.fixture
def shop(db):
    return build_shop()


@pytest.mark.parametrize(
    "use",
    [
        lambda rows: list(rows.all()),
        lambda rows: rows.count(),
        lambda rows: rows.exists(),
        lambda rows: rows.first(),
        lambda rows: rows.get(pk=1),
        lambda rows: rows.filter(pk=1).update(number="x"),
        lambda rows: rows.filter(pk=1).delete(),
        lambda rows: rows.aggregate(),
        lambda rows: list(rows.iterator()),
        lambda rows: list(rows.values_list("pk")),
        lambda rows: rows.in_bulk([1]),
    ],
)
def test_without_a_chain_nothing_is_read_or_written(db, use):
    with pytest.raises(MissingScope):
        use(Order.objects)


def test_scopes_and_relations(shop):
    other = build_shop("other")
    assert {s.chain_id for s in Store.objects.of(shop.chain)} == {shop.chain.pk}
    assert Store.objects.of(other.clerk).filter(code="XH").get().pk == other.store.pk
    assert Store.objects.across_chains().count() == 4
    assert list(shop.lin.phones.all())  # from a row one may go on to its own


def test_no_chain_is_no_scope():
    with pytest.raises(MissingScope):
        Order.objects.of(None)


def test_the_system_may_everything_and_a_stranger_nothing(shop):
    system = system_actor(shop.chain.pk)
    assert system.may("anything", 99) and system.sees(99) and system.store_ids is None
    with pytest.raises(NotAllowed):
        shop.by("jingan").require("orders.place", shop.store.pk)
    assert not shop.by("jingan").sees(shop.store.pk)


def test_a_refusal_undoes_everything_of_its_use_case(shop):
    with pytest.raises(Missing), writing():
        Store.objects.create(chain=shop.chain, code="NEW", name="新店")
        with writing():
            raise Missing(what="x")
    assert not Store.objects.of(shop.chain).filter(code="NEW").exists()
