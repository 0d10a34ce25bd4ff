"""The same seed gives the same shop; any hour of the day will do."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.db.models import Sum

from wangcai.customers.public import Customer, Flag, Pet
from wangcai.demo.public import build_demo
from wangcai.orders.public import Order
from wangcai.settlement.public import Payment
from wangcai.shops.public import Chain
from wangcai.stock.public import Level, recount

NOON = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)


def figures(chain):
    orders = Order.objects.of(chain)
    return {
        "orders": orders.count(),
        "by status": Counter(orders.values_list("status", flat=True)),
        "by channel": Counter(orders.values_list("channel", flat=True)),
        "fen": orders.aggregate(total=Sum("total_fen"))["total"],
        "paid": Payment.objects.of(chain).aggregate(total=Sum("amount_fen"))["total"],
        "on hand": Level.objects.of(chain).aggregate(total=Sum("on_hand"))["total"],
        "customers": list(Customer.objects.of(chain).order_by("code").values_list("name", flat=True)),
        "pets": Pet.objects.of(chain).count(),
        "flags": Flag.objects.of(chain).count(),
    }


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_shop():
    def built(seed):
        with transaction.atomic():
            build_demo(days=2, seed=seed, now=NOON, customers=30)
            found = figures(Chain.objects.get())
            transaction.set_rollback(True)
        return found

    assert built(3) == built(3)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "hour", [17, pytest.param(1, marks=pytest.mark.nightly), pytest.param(13, marks=pytest.mark.nightly)]
)
def test_any_time_of_day(hour):
    """Just after midnight, at opening and in the evening, Shanghai time. Another seed gives another shop."""
    build_demo(days=1, seed=1, now=NOON.replace(hour=hour, minute=5), customers=20)
    assert recount(Chain.objects.get()) == []
