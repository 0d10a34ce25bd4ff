"""Goods of an old system: one product with one variant a row. Stock does not come in here; receiving and stocktakes count it."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.catalogue.public import CodeUnclear, ImportedGoods, barcodes_taken, clean_code, open_goods, variants_by_sku
from wangcai.imports import cells
from wangcai.imports.kinds.base import Made, RowKind, Verdict
from wangcai.imports.plan import Field
from wangcai.imports.reading import Row
from wangcai.imports.reasons import CellFault
from wangcai.kernel.public import clean_line, clean_text

Draft = tuple[Row, ImportedGoods]


class Goods(RowKind):
    NAME = "goods"
    LABEL = _("商品")
    PERMISSION = "goods.import"
    FIELDS = (
        Field("ref", _("货号"), ("SKU", "Code", "StockCode", "Item Code", "Product Code", "商品编码", "商品编号", "编码")),
        Field("name", _("品名"), ("Name", "Product", "Product Name", "Description", "Title", "商品名称", "商品", "名称", "商品名"), True),
        Field("price", _("售价"), ("Price", "UnitPrice", "Unit Price", "Retail Price", "零售价", "单价", "价格", "标价"), True),
        Field("cost", _("进价"), ("Cost", "Cost Price", "Purchase Price", "成本", "成本价", "进货价")),
        Field("barcode", _("条码"), ("Barcode", "EAN", "UPC", "GTIN", "条形码", "国际条码")),
        Field("category", _("分类"), ("Category", "Group", "类别", "商品分类", "品类")),
        Field("brand", _("品牌"), ("Brand", "Maker")),
        Field("size", _("规格"), ("Size", "Spec", "尺码", "尺寸")),
        Field("colour", _("颜色"), ("Colour", "Color")),
        Field("weight", _("重量"), ("Weight", "Net Weight", "净重", "净含量")),
        Field("note", _("说明"), ("Note", "Notes", "Details", "描述", "商品描述", "备注")),
    )  # fmt: skip

    def read(self, row: Row) -> ImportedGoods:
        plan, cell = self.plan, row[1]
        barcodes = tuple(
            dict.fromkeys(
                _code("barcode", part)
                for part in plan.cell(cell, "barcode").replace("，", ",").split(",")
                if part.strip()
            )
        )
        ref = plan.cell(cell, "ref")
        draft = ImportedGoods(
            sku=_code("ref", cells.reference(ref)) if ref else (barcodes[0] if barcodes else ""),
            name=clean_line(self.required(cell, "name"), most=120),
            price_fen=self._price(cell, "price"),
            cost_fen=self._price(cell, "cost"),
            barcodes=barcodes,
            category=clean_line(plan.cell(cell, "category"), most=40),
            brand=clean_line(plan.cell(cell, "brand"), most=60),
            size=clean_line(plan.cell(cell, "size"), most=30),
            colour=clean_line(plan.cell(cell, "colour"), most=30),
            weight_g=cells.grams(plan.cell(cell, "weight")),
            description=clean_text(plan.cell(cell, "note")),
        )
        if not draft.sku:
            raise CellFault("ref", "empty", field="ref")
        return draft

    def _price(self, cell: Sequence[str], name: str) -> int:
        text = self.required(cell, name) if name == "price" else self.plan.cell(cell, name)
        if not text:
            return 0
        try:
            fen = cells.price(text, self.job.currency)
        except CellFault as fault:
            raise CellFault(name, fault.code, **fault.details) from None
        if fen < 0:
            raise CellFault(name, "price_negative")
        return fen

    def identity(self, draft: ImportedGoods) -> tuple[str, Any]:
        return draft.sku, draft

    def settle(self, fresh: list[tuple[Row, Any]], verdict: Verdict) -> None:
        chain_id = self.by.chain_id
        known = variants_by_sku(chain_id=chain_id, skus={draft.sku for _row, draft in fresh})
        taken = barcodes_taken(chain_id=chain_id, codes={c for _row, draft in fresh for c in draft.barcodes})
        for row, draft in fresh:
            clash = next((code for code in draft.barcodes if code in taken), "")
            if draft.sku in known:
                verdict.known += 1
            elif clash:
                verdict.refused.append(self.problem(row, CellFault("barcode", "barcode_taken", text=clash)))
            else:
                taken.update(draft.barcodes)
                verdict.accepted.append((row, draft))
                verdict.stored += 1

    def store(self, accepted: Sequence[Draft]) -> list[Made]:
        ids = open_goods(goods=[draft for _row, draft in accepted], by=self.by)
        return [Made(row[0], "goods", pk) for (row, _draft), pk in zip(accepted, ids, strict=True)]


def _code(field: str, text: str) -> str:
    try:
        return clean_code(cells.reference(text))
    except CodeUnclear:
        raise CellFault(field, "code_unclear", text=text) from None
