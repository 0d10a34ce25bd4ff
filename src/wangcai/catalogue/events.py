"""What can happen in the catalogue."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import Happening
from wangcai.kernel.public import format_money


@dataclass(frozen=True, kw_only=True)
class ProductCreated(Happening):
    WHAT = "catalogue.product_created"
    SUBJECT = "product"
    ICON = "package"
    SENTENCE = _("新建商品“{name}”，{variants} 个规格")

    name: str
    variants: int


@dataclass(frozen=True, kw_only=True)
class ProductChanged(Happening):
    WHAT = "catalogue.product_changed"
    SUBJECT = "product"
    ICON = "pencil"
    SENTENCE = _("商品资料改了：{fields}")

    fields: str


@dataclass(frozen=True, kw_only=True)
class VariantChanged(Happening):
    """`changes` maps a field to [before, after]; prices in fen."""

    WHAT = "catalogue.variant_changed"
    SUBJECT = "variant"
    ICON = "pencil"

    name: str
    changes: dict[str, list[Any]]

    def sentence(self) -> str:
        if "price_fen" in self.changes:
            before, after = self.changes["price_fen"]
            return gettext("“{name}”标价由 {before} 改为 {after}").format(
                name=self.name, before=format_money(before), after=format_money(after)
            )
        return gettext("“{name}”的资料改了").format(name=self.name)


@dataclass(frozen=True, kw_only=True)
class VariantEnded(Happening):
    WHAT = "catalogue.variant_ended"
    SUBJECT = "variant"
    ICON = "ban"
    SENTENCE = _("“{name}”停售")

    name: str


@dataclass(frozen=True, kw_only=True)
class VariantResumed(Happening):
    WHAT = "catalogue.variant_resumed"
    SUBJECT = "variant"
    ICON = "check"
    SENTENCE = _("“{name}”恢复销售")

    name: str


@dataclass(frozen=True, kw_only=True)
class BarcodeAdded(Happening):
    WHAT = "catalogue.barcode_added"
    SUBJECT = "variant"
    ICON = "barcode"
    SENTENCE = _("“{name}”加条码 {code}")

    name: str
    code: str
    pieces: int = 1


@dataclass(frozen=True, kw_only=True)
class BarcodeRemoved(Happening):
    WHAT = "catalogue.barcode_removed"
    SUBJECT = "variant"
    ICON = "barcode"
    SENTENCE = _("“{name}”去掉条码 {code}")

    name: str
    code: str


@dataclass(frozen=True, kw_only=True)
class StorePriceSet(Happening):
    """A store's own price in fen; none means the list price again."""

    WHAT = "catalogue.store_price_set"
    SUBJECT = "variant"
    ICON = "tag"

    name: str
    price_fen: int | None
    offered: bool = True

    def sentence(self) -> str:
        if not self.offered:
            return gettext("本店不卖“{name}”").format(name=self.name)
        if self.price_fen is None:
            return gettext("“{name}”在本店恢复标价").format(name=self.name)
        return gettext("“{name}”在本店卖 {price}").format(name=self.name, price=format_money(self.price_fen))


@dataclass(frozen=True, kw_only=True)
class CategoryCreated(Happening):
    WHAT = "catalogue.category_created"
    SUBJECT = "category"
    ICON = "category"
    SENTENCE = _("新建分类“{name}”")

    name: str
