"""A timeline is read strand by strand through the diary's indexes; it shows what one long condition would."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from tests.cast import NOON, build_shop
from wangcai.customers.public import FileTimeline, Narrowing, cursor, customer_for, pet_timeline, pets_of
from wangcai.journal.public import Entry, record_all
from wangcai.kernel.public import Actor
from wangcai.orders.public import OrderMoved


@pytest.fixture
def shop(db):
    """Lin with two pets; some entries are of both, of one, at the same moment, or of a store elsewhere."""
    shop = build_shop()
    shop.shandian.household_id = shop.lin.household_id
    shop.shandian.save()
    moved = OrderMoved(subject_id=1, store_id=shop.store.pk, number="1", from_status="received", to_status="confirmed")
    whose = [
        {"customer_id": shop.lin.pk},
        {"customer_id": shop.lin.pk, "pet_id": shop.doudou.pk},
        {"pet_id": shop.doudou.pk},
        {"pet_id": shop.shandian.pk},
        {"customer_id": shop.wang.pk},
        {"customer_id": shop.lin.pk, "store_id": shop.store.pk + 1000},
        {"customer_id": shop.lin.pk, "store_id": None},
    ]
    for number in range(10):
        at = NOON - timedelta(days=number // 3)
        record_all([replace(moved, subject_id=number, **who) for who in whose], by=shop.manager, at=at)
    return shop


def by_one_condition(by, shop, **narrowed):
    whose = Q(customer_id=shop.lin.pk) | Q(pet_id__in=[shop.doudou.pk, shop.shandian.pk])
    stores = Q() if by.store_ids is None else Q(store_id=None) | Q(store_id__in=by.store_ids)
    entries = Entry.objects.filter(whose, stores, chain_id=by.chain_id, **narrowed)
    return list(entries.order_by("-happened_at", "-id").values_list("id", flat=True))


def history(by, shop):
    customer = customer_for(by, shop.lin.pk)
    return FileTimeline(by, customer, pets_of(customer))


def turned(timeline, narrowing, size=7):
    """Every page of a timeline, the ids of each."""
    pages, before = [], ""
    while lines := timeline.lines(narrowing, before, size):
        pages.append([line.id for line in lines])
        before = cursor(lines[-1])
    return pages


@pytest.mark.parametrize("everywhere", [True, False])
def test_pages_show_each_entry_once_and_in_order(shop, everywhere):
    rights = frozenset({"customers.see"})
    by = Actor(chain_id=shop.chain.pk, kind="staff", id=1, grants={None if everywhere else shop.store.pk: rights})
    pages = turned(history(by, shop), Narrowing())
    ids = [pk for page in pages for pk in page]
    assert ids == by_one_condition(by, shop) and len(pages) > 5
    assert len(ids) == (60 if everywhere else 50)


def test_narrowed_by_pet_stage_and_kind(shop):
    by, timeline = shop.manager, history(shop.manager, shop)
    only = [x for page in turned(timeline, Narrowing(pet_id=shop.shandian.pk)) for x in page]
    assert only == by_one_condition(by, shop, pet_id=shop.shandian.pk) and len(only) == 10
    assert [line.id for line in pet_timeline(by, shop.shandian)] == only
    stage = Entry.objects.filter(pk=only[0]).get().stage
    assert [x for page in turned(timeline, Narrowing(stage=stage)) for x in page] == by_one_condition(
        by, shop, stage=stage
    )
    assert timeline.lines(Narrowing(subject="pet")) == [] == timeline.lines(Narrowing(pet_id=999_999))
    assert timeline.subjects() == ["order"]
    assert timeline.lines(Narrowing(), "no time_5") == []


def test_every_strand_is_read_by_an_index_of_time(shop):
    timeline = history(shop.manager, shop)
    timeline.files, timeline.moved_away  # noqa: B018  read before what is counted
    with CaptureQueriesContext(connection) as queries:
        timeline.lines(Narrowing())
    (query,) = queries.captured_queries
    if connection.vendor == "sqlite":
        with connection.cursor() as run:
            run.execute("EXPLAIN QUERY PLAN " + query["sql"])
            plan = " ".join(row[3] for row in run.fetchall())
        assert "INDEX entry_customer" in plan and "INDEX entry_pet" in plan
        assert "SCAN journal_entry" not in plan
