"""The goods of an order being written: rows that travel with the form, so that nothing typed is lost."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from wangcai.catalogue.public import scan_code
from wangcai.interfaces.access import staff_page
from wangcai.kernel.public import Refusal, format_money
from wangcai.lookup.public import find
from wangcai.membership.public import price_sheet
from wangcai.orders.public import NewLine
from wangcai.stock.public import available

MOST_ROWS = 200


class NoSuchGoods(Refusal):
    code = "no_such_goods"
    sentence = gettext_lazy("没有“{text}”这个商品，换个名字、拼音首字母或条码试试。")
    field = "goods"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the basket: goods, pieces, today's price."""

    variant_id: int
    name: str
    unit_fen: int
    count: int
    free: int | None

    @property
    def detail(self) -> str:
        words = format_money(self.unit_fen)
        if self.free is None:
            return words
        return f"{words} · " + (_("库存 {n}").format(n=self.free) if self.free > 0 else _("缺货"))

    @property
    def state(self) -> str:
        return "late" if self.free is not None and self.count > self.free else ""


def sent_lines(sent: Any) -> list[tuple[int, int]]:
    """(variant, pieces) of a form's rows; rows set to nought are left out."""
    pairs = zip(sent.getlist("variant")[:MOST_ROWS], sent.getlist("count"), strict=False)
    return [(int(v[:15]), int(n[:7])) for v, n in pairs if v.isdigit() and n.strip().isdecimal() and int(n[:7])]


def rows_of(by: Any, store: Any, pairs: list[tuple[int, int]], customer_id: int | None = None) -> list[Row]:
    """Rows with price and stock. Two queries."""
    ids = [variant_id for variant_id, _count in pairs]
    sheet = price_sheet(chain_id=by.chain_id, store_id=store.pk, customer_id=customer_id, variant_ids=ids)
    free = available(store, [i for i in ids if sheet[i].counted])
    return [
        Row(i, sheet[i].name, sheet[i].unit_fen, count, free.get(i, 0) if sheet[i].counted else None)
        for i, count in pairs
    ]


def new_lines(pairs: list[tuple[int, int]]) -> tuple[NewLine, ...]:
    return tuple(NewLine(variant_id, count) for variant_id, count in pairs)


@require_GET
@staff_page("orders.place")
def basket_row(request: Any) -> HttpResponse:
    """One more row: by scan, by word (where one good fits), or by pressing what was found."""
    text = request.GET.get("goods", "").strip()[:80]
    try:
        pair = _meant(request, text)
    except Refusal as refusal:
        found = find(request.actor, text, kinds=("goods",), limit=8) if text else []
        answer = render(
            request, "counter/intake/found.html", {"hits": found, "refusal": None if found else refusal}, status=422
        )
        answer["HX-Retarget"], answer["HX-Reswap"] = "#found", "innerHTML"
        return answer
    return render(
        request, "counter/intake/rows.html", {"rows": rows_of(request.actor, request.store, [pair]), "fresh": True}
    )


def _meant(request: Any, text: str) -> tuple[int, int]:
    pressed = request.GET.get("variant", "")
    if pressed.isdigit():
        return int(pressed[:15]), 1
    scanned = scan_code(request.actor, text)
    if scanned:
        return scanned.variant.pk, scanned.pieces
    hits = find(request.actor, text, kinds=("goods",), limit=2) if text else []
    if len(hits) != 1:
        raise NoSuchGoods(text=text)
    return hits[0].target_id, 1


@require_GET
@staff_page("orders.place")
def found_goods(request: Any) -> HttpResponse:
    """What the typed letters find."""
    text = request.GET.get("goods", "").strip()[:80]
    hits = find(request.actor, text, kinds=("goods",), limit=8) if text else []
    return render(request, "counter/intake/found.html", {"hits": hits})
