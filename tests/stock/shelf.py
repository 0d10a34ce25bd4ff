"""What the stock tests ask again and again."""

from datetime import date, timedelta

from tests.cast import NOON, Shop
from wangcai.catalogue.public import Variant
from wangcai.kernel.public import writing
from wangcai.stock.public import Holding, Level, Move, NewReceiptLine, Want, promise_goods, receive_goods, recount

TODAY = date(2026, 11, 22)


def soon(days: int) -> date:
    """A date counted from the tests' noon."""
    return TODAY + timedelta(days=days)


def level(shop: Shop, sku: str, store=None) -> tuple[int, int]:
    """(on hand, promised) of an item in a store; nothing there is (0, 0)."""
    found = Level.objects.of(shop.chain).filter(store=store or shop.store, variant=shop.goods[sku]).first()
    return (found.on_hand, found.promised) if found else (0, 0)


def held(shop: Shop, sku: str, place) -> int:
    """Pieces of an item in a bin, over all lots."""
    found = Holding.objects.of(shop.chain).filter(bin=place, variant=shop.goods[sku])
    return sum(found.values_list("quantity", flat=True))


def first_lot(shop: Shop, sku: str) -> int:
    found = Holding.objects.of(shop.chain).filter(variant=shop.goods[sku], quantity__gt=0).order_by("pk").first()
    return found.lot_id


def receive(shop: Shop, sku: str, pieces: int, **more):
    """Take in pieces of one item as the picker 小李."""
    variant: Variant = shop.goods[sku]
    store, at = more.pop("store", shop.store), more.pop("at", NOON)
    line = NewReceiptLine(variant.pk, pieces, **more)
    by = shop.by("boss")
    return receive_goods(store=store, supplier="沪宠供应链", paper="DN-1", lines=[line], by=by, at=at)


def promise(shop: Shop, sku: str, pieces: int, subject: int = 1) -> None:
    with writing():
        wants = [Want("order_line", subject, shop.goods[sku].pk, pieces)]
        promise_goods(chain_id=shop.chain.pk, store_id=shop.store.pk, wants=wants, at=NOON)


def everything(shop: Shop) -> tuple:
    """All quantities of the chain: what a refusal must leave alone."""
    return (
        sorted(Level.objects.of(shop.chain).values_list("store_id", "variant_id", "on_hand", "promised")),
        sorted(Holding.objects.of(shop.chain).values_list("variant_id", "bin_id", "lot_id", "quantity")),
        Move.objects.of(shop.chain).count(),
    )


def agrees(shop: Shop) -> bool:
    """Every kept figure equals its sum."""
    return recount(shop.chain) == []
