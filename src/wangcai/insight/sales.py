"""Sales: what was sold less what was taken back, in the chain's currency, by the store's calendar.

A sale is an order with a moment of sale that was not cancelled; its amount is the order's total (goods less discounts plus
delivery; credits are negative). Every grouping adds up to the same total.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce, ExtractHour, TruncDate, TruncMonth
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wangcai.insight import labels
from wangcai.insight.periods import EARLIEST, Period, stores_for_reports
from wangcai.kernel.public import Actor, Refusal
from wangcai.orders.public import Order, OrderLine, states
from wangcai.shops.public import Chain, Store

GROUPS: dict[str, Any] = {
    "month": _("月"), "day": _("日"), "hour": _("时段"), "item": _("商品"), "category": _("分类"), "customer": pgettext_lazy("one", "客户"),
    "store": _("门店"), "channel": _("来源"), "staff": _("员工"),
}  # fmt: skip
IN_TIME = {"month", "day", "hour"}
DELIVERY, DISCOUNT, NONE = labels.DELIVERY, labels.DISCOUNT, labels.NONE


class GroupUnknown(Refusal):
    code = "report_group_unknown"
    sentence = _("没有按“{group}”的报表；可以按：{groups}。")
    field = "by"


@dataclass(frozen=True, slots=True)
class SalesRow:
    """One line of the report. `fen` is net of credits; `pieces` are those taken, less those given back."""

    key: str
    label: str
    orders: int
    credits: int
    pieces: int
    fen: int


@dataclass(frozen=True, slots=True)
class SalesReport:
    """The rows and their sum, which is the same for every grouping."""

    group: str
    period: Period
    currency: str
    rows: list[SalesRow]
    orders: int
    credits: int
    fen: int


def sales_report(
    *, by: Actor, group: str = "month", store: Store | None = None, period: Period | None = None
) -> SalesReport:
    """Sales by month, day, hour, item, category, customer, store, channel or staff. Refuses without reports.see."""
    if group not in GROUPS:
        raise GroupUnknown(group=group, groups=", ".join(GROUPS))
    period = period or Period()
    stores = stores_for_reports(by, store)
    found: dict[str, list[int]] = {}
    total = [0, 0, 0]
    for zone, condition in period.within(stores, "sold_at"):
        orders = sold(by).filter(condition)
        for key, *figures in _grouped(by, group, orders, zone):
            so_far = found.setdefault(key, [0, 0, 0, 0])
            found[key] = [a + b for a, b in zip(so_far, figures, strict=True)]
        sums = orders.aggregate(n=_SALES, c=_CREDITS, fen=Sum("total_fen", default=0))
        total = [a + b for a, b in zip(total, (sums["n"], sums["c"], sums["fen"]), strict=True)]
    words = labels.labels_for(by, group, found)
    rows = [SalesRow(key, words.get(key, key), *figures) for key, figures in found.items()]
    rows.sort(key=(lambda row: row.key) if group in IN_TIME else (lambda row: (-row.fen, row.label)))
    currency = Chain.objects.values_list("currency", flat=True).get(pk=by.chain_id)
    return SalesReport(group, period, currency, rows, *total)


def sold(by: Actor) -> QuerySet[Order]:
    """Orders that count as sales, of the whole chain; the caller narrows to stores."""
    return Order.objects.of(by).filter(sold_at__isnull=False).exclude(status=states.CANCELLED)


def orders_behind(
    *,
    by: Actor,
    group: str,
    key: str,
    store: Store | None = None,
    period: Period | None = None,
    after: int = 0,
    limit: int = 40,
) -> list[Order]:
    """The orders a row of the report is made of, newest first, keyset paged by id."""
    if group not in GROUPS:
        raise GroupUnknown(group=group, groups=", ".join(GROUPS))
    condition = Q(pk__in=[])
    for zone, within in (period or Period()).within(stores_for_reports(by, store), "sold_at"):
        condition |= within & _behind(by, group, key, zone)
    rows = sold(by).filter(condition).select_related("store", "customer")
    if after:
        rows = rows.filter(pk__lt=after)
    return list(rows.distinct().order_by("-id")[:limit])


_SALES = Count("pk", filter=Q(kind=Order.Kind.SALE))
_CREDITS = Count("pk", filter=Q(kind=Order.Kind.CREDIT))
_PIECES = Sum(
    Case(
        When(state__in=(OrderLine.State.ACCEPTED, OrderLine.State.REFUSED), then=F("accepted")),
        When(state=OrderLine.State.CANCELLED, then=0),
        default=F("quantity"),
    )
)


def _grouped(by: Actor, group: str, orders: QuerySet[Order], zone: str) -> Iterable[tuple[str, int, int, int, int]]:
    """(key, orders, credits, pieces, fen) of one zone's orders."""
    if group in ("item", "category"):
        yield from _by_line(by, group, orders)
        return
    # Pieces are summed order by order: the grouping key is then worked out once an order, not once a line.
    lines = (
        OrderLine.objects.of(by).filter(order=OuterRef("pk")).order_by().values("order").annotate(n=_PIECES).values("n")
    )
    keyed = orders.annotate(k=_KEYS[group](ZoneInfo(zone)), p=Subquery(lines)).values("k").order_by("k")
    for row in keyed.annotate(n=_SALES, c=_CREDITS, pieces=Sum("p", default=0), fen=Sum("total_fen")):
        yield _text(group, row["k"]), row["n"], row["c"], row["pieces"], row["fen"]


def _by_line(by: Actor, group: str, orders: QuerySet[Order]) -> Iterable[tuple[str, int, int, int, int]]:
    field = "variant_id" if group == "item" else "variant__product__category_id"
    lines = OrderLine.objects.of(by).filter(order__in=orders)
    rows = lines.values(field).order_by(field).annotate(
        n=Count("order", distinct=True, filter=Q(order__kind=Order.Kind.SALE)),
        c=Count("order", distinct=True, filter=Q(order__kind=Order.Kind.CREDIT)),
        pieces=_PIECES, fen=Sum("net_fen"),
    )  # fmt: skip
    for row in rows:
        yield str(row[field] or NONE), row["n"], row["c"], row["pieces"] or 0, row["fen"]
    # What stands on the order and not on a line: without these the lines would not add up to the total.
    extra = orders.aggregate(
        delivery=Sum("delivery_fen", default=0), discount=Sum("discount_fen", default=0),
        with_delivery=Count("pk", filter=~Q(delivery_fen=0)), with_discount=Count("pk", filter=~Q(discount_fen=0)),
    )  # fmt: skip
    if extra["with_delivery"]:
        yield DELIVERY, extra["with_delivery"], 0, 0, extra["delivery"]
    if extra["with_discount"]:
        yield DISCOUNT, extra["with_discount"], 0, 0, -extra["discount"]


_KEYS: dict[str, Callable[..., Any]] = {
    "month": lambda zone: TruncMonth("sold_at", tzinfo=zone),
    "day": lambda zone: TruncDate("sold_at", tzinfo=zone),
    "hour": lambda zone: ExtractHour("sold_at", tzinfo=zone),
    # A merged file's sales are those of the one that lives on.
    "customer": lambda zone: Coalesce("customer__merged_into_id", "customer_id"),
    "store": lambda zone: F("store_id"),
    "channel": lambda zone: F("channel"),
    "staff": lambda zone: F("placed_by"),
}


def _text(group: str, value: Any) -> str:
    if value is None:
        return NONE
    if group == "month":
        return f"{value:%Y-%m}"
    if group == "day":
        return value.isoformat()
    return f"{value:02d}" if group == "hour" else str(value)


def _behind(by: Actor, group: str, key: str, zone: str) -> Q:
    """The condition on orders behind one row."""
    if group in ("month", "day"):
        return _days_of(group, key).moments(zone, "sold_at")
    if group == "hour":
        return _in_hour(by, key, zone)
    if group in ("channel", "staff"):
        return Q(channel=key) if group == "channel" else Q(placed_by=key)
    if group in ("item", "category") and key in (DELIVERY, DISCOUNT):
        return ~Q(**{f"{key}_fen": 0})
    number = int(key) if key.isascii() and key.isdigit() and len(key) < 18 else None
    if number is None and key != NONE:
        return Q(pk__in=[])
    if group == "customer":
        return Q(customer_id=None) if number is None else Q(customer_id=number) | Q(customer__merged_into_id=number)
    fields = {"item": "lines__variant_id", "category": "lines__variant__product__category_id", "store": "store_id"}
    if number is not None:
        return Q(**{fields[group]: number})
    # An order without lines has no item either, but it is not a row of the report.
    return Q(**{f"{fields[group]}__isnull": True}) & Q(lines__isnull=False)


def _days_of(group: str, key: str) -> Period:
    """The calendar days behind a row of a month or a day; none for a key that is no date."""
    try:
        first = date.fromisoformat(key if group == "day" else f"{key}-01")
    except ValueError:
        return Period(EARLIEST, EARLIEST)
    last = first if group == "day" else first.replace(day=monthrange(first.year, first.month)[1])
    return Period(first, last)


def _in_hour(by: Actor, key: str, zone: str) -> Q:
    rows = sold(by).annotate(k=ExtractHour("sold_at", tzinfo=ZoneInfo(zone)))
    return Q(pk__in=rows.filter(k=int(key) if key.isdigit() else -1).values("pk"))
