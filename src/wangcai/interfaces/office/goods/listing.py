"""The list of goods: one search box, category chips, stock and price of this store, keyset paging, export as seen."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wangcai.catalogue.public import StorePrice, Variant, categories_of, scan_code
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.goods.tabs import goods_tabs
from wangcai.kernel.public import clean_line, plain_amount
from wangcai.lookup.public import find
from wangcai.stock.public import Level

PAGE = 50
MOST_ROWS = 20_000
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person looks for: text, category code, and one of low, none, ended."""

    query: str = ""
    category: str = ""
    show: str = ""
    after: int = 0

    @classmethod
    def read(cls, request: Any) -> "Wanted":
        get = request.GET
        after = get.get("after", "")
        return cls(
            get.get("q", "").strip()[:80],
            clean_line(get.get("category"), most=30),
            get.get("show", ""),
            int(after) if after.isascii() and after.isdigit() and len(after) < 18 else 0,
        )

    def address(self, name: str = "goods", **changes: Any) -> str:
        values = {"q": self.query, "category": self.category, "show": self.show, **changes}
        kept = urlencode({key: value for key, value in values.items() if value})
        return reverse(f"office:{name}") + (f"?{kept}" if kept else "")


@require_GET
@staff_page("goods.see")
def goods_page(request: Any) -> HttpResponse:
    wanted = Wanted.read(request)
    rows = list(found_goods(request, wanted)[: PAGE + 1])
    following = wanted.address(after=rows[PAGE - 1].pk) if len(rows) > PAGE else ""
    context = {
        "tabs": goods_tabs(request, "goods"),
        "wanted": wanted,
        "rows": rows[:PAGE],
        "next_url": following,
        "chips": filter_chips(request, wanted),
        "export_url": wanted.address("goods_file"),
        "may_write": request.actor.may("goods.write", request.store.pk),
    }
    part = "#rows" if wanted.after else "#found" if request.htmx else ""
    return render(request, f"office/goods/list.html{part}", context)


@require_GET
@staff_page("goods.see")
def goods_file(request: Any) -> HttpResponse:
    """The same list as a file for a spreadsheet."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="goods.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow([_("货号"), _("名称"), _("分类"), _("品牌"), _("条码"), _("售价"), _("在库"), _("可卖")])
    writer.writerows(file_rows(request, Wanted.read(request)))
    return response


def file_rows(request: Any, wanted: Wanted) -> Iterator[list[str]]:
    """Rows of the export; a text that a spreadsheet would take for a formula gets an apostrophe in front."""
    for v in found_goods(request, wanted).prefetch_related("barcodes")[:MOST_ROWS]:
        category = v.product.category.name if v.product.category else ""
        codes = " ".join(barcode.code for barcode in v.barcodes.all())
        cells = [v.sku, v.name, category, v.product.brand, codes, plain_amount(v.price_here)]
        counts = [str(v.on_hand), str(v.free)] if v.counted else ["", ""]
        yield ["'" + cell if cell.startswith(DANGEROUS) else cell for cell in cells] + counts


def found_goods(request: Any, wanted: Wanted) -> QuerySet[Variant]:
    """Variants by name, with `price_here`, `on_hand`, `free` and `low_at` of the current store. One query."""
    by, store = request.actor, request.store
    here = Level.objects.of(by).filter(store=store, variant=OuterRef("pk"))
    own = StorePrice.objects.of(by).filter(store=store, variant=OuterRef("pk"))
    free = ExpressionWrapper(F("on_hand") - F("promised"), BigIntegerField())
    rows = Variant.objects.of(by).select_related("product__category").annotate(
        price_here=Coalesce(Subquery(own.values("price_fen")[:1]), F("price_fen"), output_field=BigIntegerField()),
        on_hand=_or_zero(here.values("on_hand")),
        free=_or_zero(here.values(left=free)),
        low_at=_or_zero(here.values("low_at")),
    )  # fmt: skip
    rows = rows.filter(ended_at__isnull=wanted.show != "ended")
    if wanted.query:
        rows = rows.filter(pk__in=_ids_for(by, wanted.query))
    if wanted.category:
        rows = rows.filter(product__category__code=wanted.category)
    if wanted.show == "none":
        rows = rows.filter(counted=True, free__lte=0)
    if wanted.show == "low":
        rows = rows.filter(counted=True, free__lte=F("low_at"), low_at__gt=0)
    if wanted.after:
        last = Variant.objects.of(by).filter(pk=wanted.after).values_list("name", flat=True).first()
        if last is not None:
            rows = rows.filter(Q(name__gt=last) | Q(name=last, pk__gt=wanted.after))
    return rows.order_by("name", "pk")


def _or_zero(figure: QuerySet) -> Coalesce:
    return Coalesce(Subquery(figure[:1]), Value(0), output_field=BigIntegerField())


def _ids_for(by: Any, query: str) -> list[int]:
    scanned = scan_code(by, query)
    if scanned:
        return [scanned.variant.pk]
    return [hit.target_id for hit in find(by, query, kinds=["goods"], limit=200)]


def filter_chips(request: Any, wanted: Wanted) -> list[dict[str, Any]]:
    """Everything, each category, and what needs a look."""
    chips = [
        {
            "label": _("全部"),
            "url": wanted.address(category="", show=""),
            "current": not wanted.category and not wanted.show,
        }
    ]
    chips += [
        {"label": c.name, "icon": c.icon, "url": wanted.address(category=c.code), "current": c.code == wanted.category}
        for c in categories_of(request.actor)
    ]
    for show, label, state in (
        ("none", _("没货"), "late"),
        ("low", _("快没货"), "ready"),
        ("ended", _("已停售"), "neutral"),
    ):
        address = wanted.address(show="" if wanted.show == show else show)
        chips.append({"label": label, "state": state, "url": address, "current": wanted.show == show})
    return chips
