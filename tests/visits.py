"""The services, people and places of the cast's shop, written directly: what tests of booking and care stand on.

`build_services(shop)` gives 小美 (grooms) and 阿强 (keeps, trains) shifts of 9:00–21:00 for thirty days from the day of NOON,
two tables, a dryer, a training ground and six rooms: two standard ones for cats, two for dogs, two quiet ones for any.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.cast import NOON, Shop
from wangcai.booking.public import Resource, Shift, Skill
from wangcai.catalogue.public import Band, Category, Product, Service, Surcharge, Variant

DAYS = 30


@dataclass
class Services:
    """Everything a test of services may want to name."""

    offer: dict[str, Variant] = field(default_factory=dict)
    places: dict[str, Resource] = field(default_factory=dict)

    @property
    def mei(self) -> Resource:
        return self.places["W1"]

    @property
    def qiang(self) -> Resource:
        return self.places["W2"]


def at(hour: int, minute: int = 0, *, day: int = 1) -> datetime:
    """A moment of the shop's clock, `day` days after NOON's day (a Sunday)."""
    return NOON + timedelta(days=day, hours=hour - 12, minutes=minute)


def build_services(shop: Shop) -> Services:
    made = Services()
    _services(shop, made)
    _places(shop, made)
    _people(shop, made)
    return made


def _services(shop: Shop, made: Services) -> None:
    shelf = Category.objects.create(chain=shop.chain, code="service", name="服务")
    groom = [{"kind": "worker", "skill": "groom"}, {"kind": "table"}]
    for sku, name, price, kind, minutes, more in (
        ("V1001", "标准洗护", 9800, "groom", 60, {"needs": groom, "buffer_minutes": 15, "sop": "bath", "inquiry": "health"}),
        ("V1002", "猫咪洗护", 15800, "groom", 90, {"needs": groom, "buffer_minutes": 15, "sop": "bath", "species": "cat"}),
        ("V1003", "剪指甲", 2000, "groom", 10, {"needs": [{"kind": "worker", "skill": "groom"}], "addon": True}),
        ("V2001", "标准寄养（每晚）", 12800, "board", 0, {
            "needs": [{"kind": "room"}], "buffer_minutes": 60, "sop": "boarding", "agreement": "boarding",
            "inquiry": "health", "vaccines": ["rabies"], "deposit_basis_points": 3000, "photos_default": True,
        }),
        ("V2002", "安静单间寄养（每晚）", 16800, "board", 0, {
            "needs": [{"kind": "room"}], "buffer_minutes": 60, "sop": "boarding", "agreement": "boarding",
            "inquiry": "health", "vaccines": ["rabies"], "deposit_basis_points": 3000, "photos_default": True,
        }),
        ("V3001", "基础训练（一节）", 20000, "train", 60, {"needs": [{"kind": "worker", "skill": "train"}, {"kind": "ground"}]}),
        ("V4001", "驱虫护理", 6000, "health", 20, {"needs": [{"kind": "worker", "skill": "groom"}]}),
    ):  # fmt: skip
        made.offer[sku] = _variant(shop, shelf, sku, name, price, "service")
        Service.objects.create(chain=shop.chain, variant=made.offer[sku], kind=kind, minutes=minutes, **more)
    for species, up_to, coat, minutes, price in (
        ("dog", 10_000, "", 60, 9800), ("dog", 25_000, "", 90, 14800), ("dog", 40_000, "", 120, 19800),
        ("dog", 40_000, "double", 150, 23800), ("dog", None, "", 180, 28800),
    ):  # fmt: skip
        Band.objects.create(
            chain=shop.chain, variant=made.offer["V1001"], species=species, up_to_g=up_to, coat=coat, minutes=minutes,
            price_fen=price, price_to_fen=price + 3000,
        )  # fmt: skip
    for sku, name, price, code, basis, amount, when in (
        ("E0001", "开结费", 3000, "knots", "minutes", 3000, ""),
        ("E0002", "节假日加收", 0, "holiday", "percent", 2000, "holiday"),
        ("E0003", "超时接回", 5000, "late_pickup", "fixed", 5000, "late_pickup"),
        ("E0004", "喂药费", 1000, "medicine", "fixed", 1000, ""),
        ("E0005", "爽约费", 0, "no_show", "fixed", 0, "no_show"),
        ("E0006", "取消费", 0, "cancel", "fixed", 0, "cancel"),
    ):
        made.offer[sku] = _variant(shop, shelf, sku, name, price, "fee")
        Surcharge.objects.create(
            chain=shop.chain, code=code, name=name, variant=made.offer[sku], basis=basis, amount=amount, when=when,
            ceiling_fen=9000 if code == "knots" else 0,
        )  # fmt: skip


def _variant(shop: Shop, shelf: Category, sku: str, name: str, price: int, kind: str) -> Variant:
    product = Product.objects.create(chain=shop.chain, kind=kind, name=name, category=shelf)
    return Variant.objects.create(chain=shop.chain, product=product, sku=sku, name=name, price_fen=price, counted=False)


def _places(shop: Shop, made: Services) -> None:
    for code, kind, name, more in (
        ("T1", "table", "美容台 1", {}), ("T2", "table", "美容台 2", {}), ("D1", "dryer", "烘干箱", {}),
        ("G1", "ground", "训练场", {}),
        ("C1", "room", "猫房 1", {"species": "cat", "area": "猫区", "position": 1, "offer": made.offer["V2001"]}),
        ("C2", "room", "猫房 2", {"species": "cat", "area": "猫区", "position": 2, "offer": made.offer["V2001"]}),
        ("K1", "room", "狗房 1", {
            "species": "dog", "area": "狗区", "position": 1, "most_weight_g": 30_000, "offer": made.offer["V2001"]}),
        ("K2", "room", "狗房 2", {"species": "dog", "area": "狗区", "position": 2, "most_pets": 2, "offer": made.offer["V2001"]}),
        ("Q1", "room", "安静间 1", {"quiet": True, "area": "安静区", "position": 1, "offer": made.offer["V2002"]}),
        ("Q2", "room", "安静间 2", {"quiet": True, "area": "安静区", "position": 2, "most_pets": 2, "offer": made.offer["V2002"]}),
    ):  # fmt: skip
        made.places[code] = Resource.objects.create(
            chain=shop.chain, store=shop.store, code=code, kind=kind, name=name, **more
        )


def _people(shop: Shop, made: Services) -> None:
    for code, login, skills in (("W1", "xiaomei", ("groom",)), ("W2", "aqiang", ("train",))):
        account = shop.people[login]
        made.places[code] = Resource.objects.create(
            chain=shop.chain, store=shop.store, code=code, kind="worker", name=account.name, account=account
        )
        for skill in skills:
            Skill.objects.create(chain=shop.chain, account=account, code=skill, granted_at=NOON, granted_by="system:0")
        Shift.objects.bulk_create(
            Shift(
                chain=shop.chain, store=shop.store, account=account, starts_at=at(9, day=day), ends_at=at(21, day=day),
                planned_by="system:0",
            )
            for day in range(DAYS)
        )  # fmt: skip
