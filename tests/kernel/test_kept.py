"""Kept reads: the same rows as the plain query set, compiled once, never for the wrong person."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.db.models import Count, Sum
from django.db.models.sql.compiler import SQLCompiler

from tests.cast import build_shop
from wangcai.customers.public import Customer, Pet
from wangcai.kernel.public import Actor, MissingScope, kept, now
from wangcai.orders.public import Order, orders_of
from wangcai.shops.public import Store


@pytest.fixture
def shop(db):
    return build_shop()


@kept
def pets_named(chain_id, ids, name):
    return Pet.objects.of(chain_id).filter(pk__in=ids, name=name).select_related("household").order_by("pk")


@kept
def stores_seen(by):
    rows = Store.objects.of(by)
    return rows if by.store_ids is None else rows.filter(pk__in=by.store_ids)


@kept
def born_before(chain_id, at):
    return Customer.objects.of(chain_id).filter(created_at__lt=at).values_list("pk", flat=True)


@pytest.fixture
def compiled(monkeypatch):
    """How often a statement was made."""
    texts = []
    plain = SQLCompiler.as_sql

    def as_sql(self, *args, **more):
        texts.append(self)
        return plain(self, *args, **more)

    monkeypatch.setattr(SQLCompiler, "as_sql", as_sql)
    return texts


def test_rows_are_those_of_the_plain_query_set(shop, django_assert_num_queries):
    both = (shop.doudou.pk, shop.shandian.pk)
    assert pets_named(shop.chain.pk, both, "豆豆") == [shop.doudou]
    assert pets_named(shop.chain.pk, both, "闪电") == [shop.shandian]
    assert pets_named(shop.chain.pk, both[:1], "闪电") == []
    with django_assert_num_queries(1):
        found = pets_named(shop.chain.pk, both[::-1], "豆豆")[0]
        assert (found.name, found.household.pk) == ("豆豆", shop.doudou.household_id)


def test_compiled_once_for_each_shape(shop, compiled):
    ids = tuple(range(1, 8))
    pets_named(shop.chain.pk, ids, "豆豆")
    made = len(compiled)
    pets_named(shop.chain.pk + 1, ids[::-1], "闪电")
    assert made and len(compiled) == made
    pets_named(shop.chain.pk, ids[1:], "豆豆")
    assert len(compiled) > made


def test_an_actor_sees_own_stores_and_own_chain(shop):
    other = build_shop("other")
    one = Actor(chain_id=shop.chain.pk, kind="staff", id=1, grants={shop.store.pk: frozenset()})
    foreign = Actor(chain_id=shop.chain.pk, kind="staff", id=1, grants={other.store.pk: frozenset()})
    everywhere = Actor(chain_id=shop.chain.pk, kind="staff", id=1, grants={None: frozenset()})
    nowhere = Actor(chain_id=shop.chain.pk, kind="staff", id=1)
    assert stores_seen(one) == [shop.store]
    assert stores_seen(foreign) == []
    assert {s.chain_id for s in stores_seen(everywhere)} == {shop.chain.pk}
    assert stores_seen(nowhere) == []
    assert stores_seen(one) == [shop.store]


def test_times_and_sums(shop):
    assert shop.lin.pk in born_before(shop.chain.pk, now() + timedelta(hours=1))
    assert born_before(shop.chain.pk, now() - timedelta(days=1)) == []

    @kept
    def total(by):
        return orders_of(by).values("chain_id").annotate(n=Count("pk"), fen=Sum("total_fen")).values_list("n", "fen")

    assert total(shop.manager) == []


def test_what_cannot_be_kept_is_refused(shop):
    @kept
    def unscoped(pk):
        return Order.objects.filter(pk=pk)

    @kept
    def forgotten(chain_id, name):
        return Pet.objects.of(chain_id)

    @kept
    def looked(by, store_id):
        return orders_of(by, store_id)

    @kept
    def alike(chain_id, name):
        return Pet.objects.of(chain_id).filter(name__contains=name)

    with pytest.raises(MissingScope):
        unscoped(1)
    for refused in (
        lambda: alike(shop.chain.pk, "豆"),
        lambda: forgotten(shop.chain.pk, "豆豆"),
        lambda: looked(Actor(chain_id=1, kind="staff", id=1, grants={2: frozenset()}), 2),
        lambda: born_before(shop.chain.pk, True),
    ):
        with pytest.raises(TypeError):
            refused()
    assert pets_named(shop.chain.pk, (), "豆豆") == []


@pytest.mark.django_db(transaction=True)
def test_threads_use_their_own_connections():
    shop = build_shop()
    wanted = {shop.doudou.pk: "豆豆", shop.shandian.pk: "闪电"}
    wrong = []

    def read(pk, name):
        try:
            for _ in range(30):
                found = [p.pk for p in pets_named(shop.chain.pk, (pk,), name)]
                if found != [pk]:
                    wrong.append((pk, found))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=read, args=item) for item in wanted.items() for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong and connection.alias == "default"
