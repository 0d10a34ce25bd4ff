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


@dataclass(frozen=True, kw_only=True)
class ServiceSet(Happening):
    """`changes` maps a field to [before, after]; a new service has no before."""

    WHAT = "catalogue.service_set"
    SUBJECT = "variant"
    ICON = "scissors"

    name: str
    changes: dict[str, list[Any]]
    opened: bool = False

    def sentence(self) -> str:
        words = gettext("新建服务“{name}”") if self.opened else gettext("服务“{name}”的设置改了")
        return words.format(name=self.name)


@dataclass(frozen=True, kw_only=True)
class ServiceEnded(Happening):
    WHAT = "catalogue.service_ended"
    SUBJECT = "variant"
    ICON = "ban"
    SENTENCE = _("不再提供服务“{name}”")

    name: str


@dataclass(frozen=True, kw_only=True)
class ServiceResumed(Happening):
    WHAT = "catalogue.service_resumed"
    SUBJECT = "variant"
    ICON = "check"
    SENTENCE = _("恢复提供服务“{name}”")

    name: str


@dataclass(frozen=True, kw_only=True)
class BandsSet(Happening):
    WHAT = "catalogue.bands_set"
    SUBJECT = "variant"
    ICON = "table"
    SENTENCE = _("“{name}”的时长与价格分 {after} 档（原 {before} 档）")

    name: str
    before: int
    after: int
    prices_changed: bool = False


@dataclass(frozen=True, kw_only=True)
class SurchargeSet(Happening):
    """`changes` maps a field to [before, after]; `amount` is fen or basis points, by the basis."""

    WHAT = "catalogue.surcharge_set"
    SUBJECT = "surcharge"
    ICON = "plus"
    SENTENCE = _("加收“{name}”的规则改了")

    code: str
    name: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True, kw_only=True)
class PetTimeSet(Happening):
    """How long this pet takes; no minutes: as its kind again. `learned` came from what its visits took."""

    WHAT = "catalogue.pet_time_set"
    SUBJECT = "pet"
    ICON = "clock"

    service: str
    minutes: int | None
    learned: bool = False

    def sentence(self) -> str:
        if self.minutes is None:
            return gettext("“{service}”的时长恢复按档位").format(service=self.service)
        words = (
            gettext("“{service}”按实际用时定为 {minutes} 分钟")
            if self.learned
            else gettext("“{service}”需要 {minutes} 分钟")
        )
        return words.format(service=self.service, minutes=self.minutes)
