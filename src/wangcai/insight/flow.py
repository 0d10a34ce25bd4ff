"""How orders flowed: time at each stage and late shares from the diary, promises kept, paper forms that never came back."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from wangcai.insight.periods import Period, stores_for_reports
from wangcai.journal.public import Entry
from wangcai.kernel.public import Actor, now
from wangcai.orders.public import Fulfilment, Order, PaperForm, states
from wangcai.shops.public import Store, setting

MOVES = ("order.placed", "order.confirmed", "order.moved", "order.cancelled")


@dataclass(frozen=True, slots=True)
class StageTime:
    """How long orders stood at one stage. Minutes; `late` counts those that stood longer than their store allows.

    `allowed_minutes` is the longest where several stores allow different times.
    """

    status: str
    label: Any
    orders: int
    median_minutes: float
    slow_minutes: float
    allowed_minutes: int
    late: int


@dataclass(frozen=True, slots=True)
class OnTime:
    """Promises to customers: orders wanted at a time and handed over, and how many of them by then."""

    key: str
    label: str
    orders: int
    on_time: int

    @property
    def share(self) -> float | None:
        """0 to 1; None where nothing was promised."""
        return self.on_time / self.orders if self.orders else None


@dataclass(frozen=True, slots=True)
class PaperForms:
    """Numbered forms of a store by what became of them; `missing` were printed before today and never came back."""

    store: Store
    printed: int
    keyed: int
    void: int
    missing: int
    oldest: datetime | None


def stage_times(*, by: Actor, store: Store | None = None, period: Period | None = None) -> list[StageTime]:
    """Minutes at each stage, for stages that ended in the period: median and the slowest tenth."""
    stores = stores_for_reports(by, store)
    allowed = {shop.pk: {status: setting(shop, key) for status, key in states.TIMED.items()} for shop in stores}
    spans: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for stage, minutes, store_id in _spans(by, stores, period or Period()):
        spans[stage].append((minutes, minutes > allowed[store_id][stage]))
    longest = {status: max(minutes[status] for minutes in allowed.values()) for status in spans}
    return [_stage(status, spans[status], longest[status]) for status in states.LINE if spans.get(status)]


def _stage(status: str, spans: list[tuple[float, bool]], allowed: int) -> StageTime:
    minutes = sorted(spent for spent, _late in spans)
    slow = minutes[min(len(minutes) - 1, int(len(minutes) * 0.9))]
    late = sum(late for _spent, late in spans)
    return StageTime(status, states.LABELS[status], len(minutes), median(minutes), slow, allowed, late)


def _spans(by: Actor, stores: list[Store], period: Period) -> Any:
    """(stage, minutes, store id) of every stage an order left within the period."""
    for _zone, condition in period.within(stores, "happened_at"):
        ended = Entry.objects.filter(condition, chain_id=by.chain_id, subject_kind="order", what__in=MOVES)
        before: dict[int, tuple[str, datetime]] = {}
        entries = Entry.objects.filter(
            chain_id=by.chain_id, subject_kind="order", what__in=MOVES, subject_id__in=ended.values("subject_id")
        )
        inside = dict(ended.values_list("id", "store_id"))
        rows = entries.order_by("subject_id", "id").values_list("id", "subject_id", "what", "facts", "happened_at")
        visits: set[int] = set()  # an animal's stay is not an order standing about
        for pk, order_id, what, facts, at in rows.iterator(chunk_size=2000):
            if what == "order.placed" and facts.get("fulfilment") == Fulfilment.VISIT:
                visits.add(order_id)
            if order_id in visits:
                continue
            reached = _reached(what, facts)
            stage, since = before.get(order_id, ("", at))
            if stage and reached != stage and pk in inside:
                yield stage, max((at - since).total_seconds() / 60, 0.0), inside[pk]
            if reached != stage:
                before[order_id] = (reached, at)


def _reached(what: str, facts: dict[str, Any]) -> str:
    if what == "order.placed":
        return facts.get("status") or states.RECEIVED
    if what == "order.confirmed":
        return states.CONFIRMED
    return states.CANCELLED if what == "order.cancelled" else facts.get("to_status", "")


def on_time(*, by: Actor, store: Store | None = None, period: Period | None = None) -> list[OnTime]:
    """Per store: orders promised for a time that were handed over in the period, and how many by that time."""
    period = period or Period()
    found = []
    for shop in stores_for_reports(by, store):
        ((_zone, condition),) = period.within([shop], "sold_at")
        rows = Order.objects.of(by).filter(condition, wanted_at__isnull=False, sold_at__isnull=False)
        rows = rows.exclude(status=states.CANCELLED).exclude(fulfilment=Fulfilment.VISIT)
        pairs = list(rows.values_list("wanted_at", "sold_at"))
        found.append(OnTime(str(shop.pk), shop.name, len(pairs), sum(done <= wanted for wanted, done in pairs)))
    return found


def paper_forms(*, by: Actor, store: Store | None = None) -> list[PaperForms]:
    """Per store: forms printed, keyed in, void, and never returned (printed more than a day ago)."""
    found = []
    for shop in stores_for_reports(by, store):
        rows = PaperForm.objects.of(by).filter(store=shop)
        counted = {state: rows.filter(state=state).count() for state in PaperForm.State.values}
        lost = rows.filter(state=PaperForm.State.PRINTED, printed_at__lt=now() - timedelta(days=1)).order_by(
            "printed_at"
        )
        first = lost.first()
        found.append(
            PaperForms(
                store=shop,
                printed=sum(counted.values()),
                keyed=counted[PaperForm.State.KEYED],
                void=counted[PaperForm.State.VOID],
                missing=lost.count(),
                oldest=first.printed_at if first else None,
            )
        )
    return found
