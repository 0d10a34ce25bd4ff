"""The catalogue, bins and stock of the demo shop."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from wangcai.catalogue.public import (
    NewVariant,
    Variant,
    add_barcode,
    check_digit,
    create_category,
    create_product,
    make_usual_categories,
    set_store_price,
)
from wangcai.demo.goods_list import GOODS, OWN_CODES, SERVICES
from wangcai.demo.people import People
from wangcai.shops.public import Store
from wangcai.stock.public import Bin, NewReceiptLine, open_bin, receive_goods, set_low_level

SUPPLIERS = ("申宠贸易", "江南宠物用品", "云朵日用", "安宠兽药", "华东宠粮仓")
# Sold out on purpose in the second store, so that stock-outs and transfers have something to show.
SCARCE = ("冻干双拼猫粮 1.8kg", "电动激光逗猫器", "可登机航空箱 2 号 灰")


@dataclass
class Goods:
    """Variants to sell (counted) and services; `popular` weighs how often each is bought."""

    variants: list[Variant]
    services: list[Variant]
    popular: list[float]


def make_goods(people: People, random: Random) -> Goods:
    """Categories, products with sizes and colours, barcodes with right check digits, services."""
    by = people.boss
    make_usual_categories(by=by)
    create_category(code="service", name="洗护美容", icon="bath", hue="blue", by=by)
    variants: list[Variant] = []
    for number, line in enumerate(GOODS):
        category, species, name, brand, marks, sizes = line.split("|")
        product = create_product(
            name=name, category=category, species=species, brand=brand, by=by, is_food="f" in marks,
            is_medicine="m" in marks, is_device="d" in marks,
            variants=[_variant(name, number, place, text, "e" in marks) for place, text in enumerate(sizes.split(";"))],
        )  # fmt: skip
        variants += product.variants.order_by("id")
    for variant in variants:
        if any(variant.name.startswith(name) for name in OWN_CODES):
            add_barcode(variant=variant, by=by)
    services: list[Variant] = []
    for place, (name, price) in enumerate(SERVICES):
        made = create_product(
            name=name, category="service", kind="service", variants=[NewVariant(price, sku=f"FW{place + 1:02d}")], by=by
        )
        services += made.variants.all()
    set_store_price(store=people.stores[1], variant=variants[0], price_fen=variants[0].price_fen + 1000, by=by)
    return Goods(variants, services, [_weight(v, random) for v in variants])


def _variant(name: str, number: int, place: int, text: str, expires: bool) -> NewVariant:
    size, colour, yuan, grams = text.split(",")
    price = round(float(yuan) * 100)
    twelve = f"69{21 + number % 7}{number:04d}{place:02d}{(number * 37 + place * 11) % 100:02d}"
    own = any(name.startswith(word) for word in OWN_CODES)
    return NewVariant(
        price_fen=price, sku=f"{number + 1:03d}{place + 1}", size=size, colour=colour, weight_g=int(grams),
        cost_fen=price * 58 // 100, has_expiry=expires, barcodes=() if own else (twelve + check_digit(twelve),),
    )  # fmt: skip


def _weight(variant: Variant, random: Random) -> float:
    """Cheap things go over the counter more often than dear ones; taste adds its own."""
    return random.uniform(0.4, 1.6) * 4000 / (variant.price_fen + 2500)


def make_stock(people: People, goods: Goods, now: datetime, random: Random) -> None:
    """Bins by category, lots with expiry (some soon), opening receipts in the past, a few damaged pieces."""
    for store in people.stores:
        bins = _bins(people, store)
        for week, share in ((9, 0.4), (5, 0.3), (1, 0.3)):
            lines = [
                line
                for place, variant in enumerate(goods.variants)
                if (line := _line(variant, store, bins, place, share, now - timedelta(weeks=week), now, random))
            ]
            receive_goods(
                store=store, supplier=SUPPLIERS[week % len(SUPPLIERS)], paper=f"SH{week:02d}-{store.code}", lines=lines,
                by=people.boss, at=now - timedelta(weeks=week),
            )  # fmt: skip
        for place, variant in enumerate(goods.variants):
            if place % 3 == 0:
                set_low_level(store=store, variant_id=variant.pk, low_at=4, by=people.boss)


def _bins(people: People, store: Store) -> list[Bin]:
    rows = [("A", "主粮区"), ("B", "零食保健区"), ("C", "猫砂用品区"), ("D", "玩具服饰区")]
    made = [
        open_bin(
            store=store,
            code=f"{row}{shelf:02d}",
            name=f"{name} {shelf} 号架",
            by=people.boss,
            walk=10 * (4 * r + shelf),
        )
        for r, (row, name) in enumerate(rows)
        for shelf in (1, 2, 3)
    ]
    made.append(open_bin(store=store, code="K01", name="库房", kind=Bin.Kind.STORE_ROOM, by=people.boss, walk=900))
    return made


def _line(
    variant: Variant,
    store: Store,
    bins: list[Bin],
    place: int,
    share: float,
    came: datetime,
    now: datetime,
    random: Random,
) -> NewReceiptLine | None:
    scarce = variant.name in SCARCE
    usual = 48 if variant.price_fen < 5000 else 24 if variant.price_fen < 15000 else 10
    pieces = 1 if scarce else round(usual * share * random.uniform(0.7, 1.3))
    if pieces < 1 or (scarce and share != 0.4):
        return None
    expires: date | None = None
    if variant.has_expiry:
        soon = random.random() < 0.06
        expires = (now + timedelta(days=random.randint(12, 50) if soon else random.randint(150, 620))).date()
    where = bins[place * 12 // 130 % 12] if share < 0.4 or scarce else bins[min(place * 12 // 130, 11)]
    return NewReceiptLine(variant.pk, pieces, where.pk, "", expires, variant.cost_fen)
