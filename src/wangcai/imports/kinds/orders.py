"""Orders of an old system: one line a row, rows of one number are one order; goods and customers are made on the way.

Decisions on the odd rows stand in docs/decisions (imported orders).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from wangcai.catalogue.public import CodeUnclear, ImportedGoods, clean_code, open_goods, variants_by_sku
from wangcai.customers.public import Customer, ImportedCustomer, open_customers
from wangcai.imports import cells
from wangcai.imports.kinds.base import Job, Kind, Made, Problem, Unit, Verdict
from wangcai.imports.plan import Field
from wangcai.imports.reading import Row
from wangcai.imports.reasons import CellFault
from wangcai.kernel.public import clean_line
from wangcai.orders.public import PastLine, PastOrder, known_orders, record_past_orders, taken_numbers

CREDIT, BAD_DEBT = "C", "A"


@dataclass(slots=True)
class Line:
    """One readable row of an order."""

    row: Row
    sku: str
    text: str
    quantity: int
    unit_fen: int
    at: datetime
    customer: str


@dataclass(slots=True)
class Draft:
    """One order to store."""

    ref: str
    lines: list[Line]
    customer: str = ""
    at: datetime = field(default_factory=datetime.now)

    @property
    def total_fen(self) -> int:
        return sum(line.unit_fen * line.quantity for line in self.lines)

    @property
    def kind(self) -> str:
        return "credit" if all(line.quantity < 0 for line in self.lines) else "sale"


class Orders(Kind):
    NAME = "orders"
    LABEL = _("历史订单")
    PERMISSION = "orders.import"
    ALIASES = {"date": "time"}
    NEEDS_STORE = True
    UNDOABLE = False
    FIELDS = (
        Field("invoice", _("单号"), ("InvoiceNo", "Invoice", "Order No", "OrderID", "Receipt", "订单号", "订单编号", "小票号", "流水号", "销售单号"), True),
        Field("code", _("货号"), ("StockCode", "SKU", "Item Code", "Product Code", "Barcode", "商品编码", "商品编号", "条码", "编码"), True),
        Field("text", _("品名"), ("Description", "Product", "Item", "Product Name", "商品名称", "商品", "名称", "货品名称")),
        Field("quantity", _("数量"), ("Quantity", "Qty", "Count", "件数", "销售数量"), True),
        Field("time", _("时间"), ("InvoiceDate", "Invoice Date", "Date", "Order Date", "Datetime", "日期", "销售时间", "下单时间", "成交时间", "销售日期"), True),
        Field("price", _("单价"), ("UnitPrice", "Price", "Unit Price", "售价", "销售单价", "实售价"), True),
        Field("customer", _("客户编号"), ("CustomerID", "Customer ID", "Customer", "Member No", "会员号", "会员编号", "会员卡号", "客户号")),
    )  # fmt: skip

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self.torn: dict[str, int] = {}
        self.variants: dict[str, int] = {}
        self.customers: dict[str, int] = {}
        # Columns looked up once: a year of a shop has hundreds of thousands of rows.
        at = self.plan.columns
        self.at_code, self.at_quantity, self.at_time, self.at_price = (
            at[n] for n in ("code", "quantity", "time", "price")
        )
        self.at_ref, self.at_text, self.at_customer = at["invoice"], at.get("text"), at.get("customer")

    # Reading -------------------------------------------------------------------------------

    def survey(self) -> int:
        """Count the rows and find the orders whose rows do not stand together, with their last rows."""
        closed: set[str] = set()
        before, total = "", 0
        for number, row in self.job.table.rows():
            total += 1
            ref = self._ref(row)
            if ref != before:
                if before:
                    closed.add(before)
                before = ref
            if ref and ref in closed:
                self.torn[ref] = number
        self.total = total
        return total

    def units(self, after: int) -> Iterator[Unit]:
        """Whole orders. Scattered ones wait, in memory, for their last row."""
        waiting: dict[str, list[Row]] = {}
        rows: list[Row] = []
        key = ""
        for row in self.job.table.rows():
            ref = self._ref(row[1])
            last = self.torn.get(ref)
            if row[0] <= after and (last is None or last <= after):
                continue
            if rows and (ref != key or not ref or last is not None):
                yield Unit(rows, rows[-1][0], key)
                rows = []
            if last is None:
                key = ref
                rows.append(row)
                continue
            waiting.setdefault(ref, []).append(row)
            if row[0] == last:
                yield Unit(waiting.pop(ref), last, ref)
        if rows:
            yield Unit(rows, rows[-1][0], key)

    def _ref(self, row: Sequence[str]) -> str:
        return cells.reference(row[self.at_ref])

    # Judging -------------------------------------------------------------------------------

    def judge(self, units: Sequence[Unit]) -> Verdict:
        verdict = Verdict()
        drafts = [draft for unit in units if (draft := self._draft(unit, verdict))]
        known = known_orders(chain_id=self.by.chain_id, source=self.plan.source, refs=[d.ref for d in drafts])
        for draft in drafts:
            there = known.get(draft.ref)
            if there is None:
                verdict.accepted.append(draft)
                verdict.stored += len(draft.lines)
                self._remark(draft)
            elif (there.store_id, there.total_fen, there.lines) == (
                self.job.store.pk,
                draft.total_fen,
                len(draft.lines),
            ):
                verdict.known += len(draft.lines)
            else:
                fault = CellFault("invoice", "order_differs", text=draft.ref)
                verdict.refused += [self.problem(line.row, fault) for line in draft.lines]
        return verdict

    def _draft(self, unit: Unit, verdict: Verdict) -> Draft | None:
        lines: list[Line] = []
        for row in unit.rows:
            try:
                lines.append(self._line(row, unit.key))
            except CellFault as fault:
                verdict.refused.append(self.problem(row, fault))
        if not lines:
            return None
        customer = next((line.customer for line in lines if line.customer), "")
        kept: list[Line] = []
        for line in lines:
            problem = self._misfit(line, customer)
            if problem:
                verdict.refused.append(problem)
            else:
                kept.append(line)
        return Draft(unit.key, kept, customer, min(line.at for line in kept)) if kept else None

    def _line(self, row: Row, ref: str) -> Line:
        cell, plan = row[1], self.plan
        if len(cell) > len(plan.headers):
            self.whole(row)
        if not ref:
            raise CellFault("invoice", "empty", field="invoice")
        if len(ref) > 30:
            raise CellFault("invoice", "number_too_long", text=ref)
        if ref[0] == BAD_DEBT and ref[1:].isdigit():
            raise CellFault("invoice", "bad_debt")
        unit_fen = cells.price(cell[self.at_price], self.job.currency)
        if unit_fen < 0:
            raise CellFault("price", "price_negative")
        quantity = cells.quantity(cell[self.at_quantity])
        if quantity > 0 and ref[0] == CREDIT and ref[1:].isdigit():
            raise CellFault("quantity", "credit_positive")
        sku = _sku(cell[self.at_code])
        at = cells.at(cell[self.at_time], self.job.zone, plan.date_order)
        customer = "" if self.at_customer is None else _customer(cell[self.at_customer])
        text = "" if self.at_text is None else _text(cell[self.at_text])
        return Line(row, sku, text, quantity, unit_fen, at, customer)

    def _misfit(self, line: Line, customer: str) -> Problem | None:
        if line.customer and line.customer != customer:
            return self.problem(line.row, CellFault("customer", "customer_differs"))
        if line.unit_fen == 0 and not customer:
            return self.problem(line.row, CellFault("price", "price_zero"))
        return None

    def _remark(self, draft: Draft) -> None:
        remarks = self.job.remarks
        remarks["orders"] += 1
        remarks["credits"] += draft.kind == "credit"
        remarks["free_lines"] += sum(line.unit_fen == 0 for line in draft.lines)
        seen = {tuple(line.row[1]) for line in draft.lines}
        remarks["repeated_lines"] += len(draft.lines) - len(seen)

    # Storing -------------------------------------------------------------------------------

    def store(self, accepted: Sequence[Draft]) -> list[Made]:
        self._make_goods(accepted)
        self._make_customers({draft.customer for draft in accepted if draft.customer})
        taken = taken_numbers(store=self.job.store, numbers=[draft.ref for draft in accepted])
        orders = [self._past(draft, taken) for draft in accepted]
        record_past_orders(store=self.job.store, orders=orders, by=self.by)
        return []

    def _past(self, draft: Draft, taken: set[str]) -> PastOrder:
        fees = self.plan.fees
        return PastOrder(
            number=f"{draft.ref}~{self.plan.source}"[:30] if draft.ref in taken else draft.ref,
            kind=draft.kind,
            placed_at=draft.at,
            sold_at=draft.at,
            customer_id=self.customers[draft.customer] if draft.customer else None,
            source=self.plan.source,
            external_ref=draft.ref,
            lines=[
                PastLine(
                    text=line.text or line.sku,
                    quantity=line.quantity,
                    unit_fen=line.unit_fen,
                    variant_id=self.variants[line.sku],
                    kind="fee" if line.sku in fees else "goods",
                )
                for line in draft.lines
            ],
        )

    def _make_goods(self, accepted: Sequence[Draft]) -> None:
        wanted: dict[str, list[Line]] = defaultdict(list)
        for draft in accepted:
            for line in draft.lines:
                if line.sku not in self.variants:
                    wanted[line.sku].append(line)
        self.variants.update(variants_by_sku(chain_id=self.by.chain_id, skus=wanted))
        fresh = [sku for sku in wanted if sku not in self.variants]
        if fresh:
            ids = open_goods(goods=[self._goods(sku, wanted[sku]) for sku in fresh], by=self.by)
            self.variants.update(zip(fresh, ids, strict=True))
            self.job.remarks["goods_made"] += len(fresh)

    def _goods(self, sku: str, lines: list[Line]) -> ImportedGoods:
        """Named and priced as the first line that names and prices it."""
        name = next((line.text for line in lines if len(line.text) > 1), sku)
        price = next((line.unit_fen for line in lines if line.unit_fen and line.quantity > 0), lines[0].unit_fen)
        return ImportedGoods(sku=sku, name=name, price_fen=price, kind="fee" if sku in self.plan.fees else "goods")

    def _make_customers(self, refs: set[str]) -> None:
        unknown = sorted(ref for ref in refs if ref not in self.customers)
        rows: Any = Customer.objects.of(self.by).filter(source=self.plan.source, external_ref__in=unknown)
        self.customers.update(rows.values_list("external_ref", Coalesce("merged_into", "pk")))
        fresh = [ref for ref in unknown if ref not in self.customers]
        if fresh:
            source = self.plan.source
            ids = open_customers(
                customers=[ImportedCustomer(source=source, external_ref=ref) for ref in fresh], by=self.by
            )
            self.customers.update(zip(fresh, ids, strict=True))
            self.job.remarks["customers_made"] += len(fresh)


@lru_cache(maxsize=65536)
def _sku(text: str) -> str:
    """A code as the catalogue keeps it: capital letters, no blanks. `84997c` and `84997C` are the same goods."""
    if not text.strip():
        raise CellFault("code", "empty", field="code")
    try:
        return clean_code(text)
    except CodeUnclear:
        raise CellFault("code", "code_unclear", text=text) from None


@lru_cache(maxsize=65536)
def _text(text: str) -> str:
    return clean_line(text, most=160)


@lru_cache(maxsize=65536)
def _customer(text: str) -> str:
    customer = cells.reference(text)
    if len(customer) > 60:
        raise CellFault("customer", "number_too_long", text=customer)
    return customer
