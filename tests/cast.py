"""One cast for every test: the chain 旺财宠物 with two stores, its people, 林女士 with 豆豆, 王先生 with 闪电, some goods.

`build_shop()` makes it; tests that need more make more. Rows are written directly so that a test of one stage does not
depend on another stage's use cases.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from wangcai.catalogue.public import Barcode, Category, Product, Variant
from wangcai.customers.models import CodePad, Customer, Household, Pet, Phone
from wangcai.kernel.public import Actor, system_actor
from wangcai.orders.public import NewLine, NewOrder
from wangcai.shops.public import Account, Chain, Post, Store, actor_of
from wangcai.stock.public import Bin, Holding, Level, Lot, Move

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai, a Sunday


@dataclass
class Shop:
    """Everything a test may want to name."""

    chain: Chain
    store: Store
    sister: Store
    people: dict[str, Account] = field(default_factory=dict)
    goods: dict[str, Variant] = field(default_factory=dict)
    shelf: Bin | None = None
    damaged: Bin | None = None
    lin: Customer | None = None
    wang: Customer | None = None
    doudou: Pet | None = None
    shandian: Pet | None = None

    def by(self, login: str) -> Actor:
        return actor_of(self.people[login])

    @property
    def clerk(self) -> Actor:
        return self.by("xiaozhou")

    @property
    def manager(self) -> Actor:
        return self.by("laozhou")

    @property
    def groomer(self) -> Actor:
        return self.by("xiaomei")

    @property
    def picker(self) -> Actor:
        return self.by("xiaoli")


def build_shop(code: str = "wangcai", *, stock: int = 20) -> Shop:
    """A chain with two stores; every counted item has `stock` pieces on the shelf of the first."""
    chain = Chain.objects.create(code=code, name="旺财宠物")
    tag = "" if code == "wangcai" else f"-{code}"
    shop = Shop(
        chain=chain,
        store=Store.objects.create(
            chain=chain, code="XH", name="徐汇店", address="徐汇区天钥桥路 1 号", phone="02164380001"
        ),
        sister=Store.objects.create(chain=chain, code="JA", name="静安店", colour="#0f766e"),
    )
    for login, name, role, store in (
        ("boss", "周总", "owner", None),
        ("laozhou", "老周", "manager", shop.store),
        ("xiaozhou", "小周", "front", shop.store),
        ("xiaomei", "小美", "groomer", shop.store),
        ("aqiang", "阿强", "keeper", shop.store),
        ("xiaoli", "小李", "picker", shop.store),
        ("jingan", "静静", "front", shop.sister),
    ):
        account = Account.objects.create_account(
            login=login + tag, name=name, password="wangcai-2026", chain=chain, home_store=store or shop.store
        )
        Post.objects.create(chain=chain, account=account, store=store, role=role)
        shop.people[login] = account
    _customers(shop, tag)
    _goods(shop, stock)
    return shop


def _customers(shop: Shop, tag: str) -> None:
    for kind in ("customer", "pet"):
        CodePad.objects.create(chain=shop.chain, kind=kind, last=2)
    for attribute, code, name, phone, pet_attribute, pet, species, breed in (
        ("lin", "K000001", "林女士", "13812348866", "doudou", "豆豆", "cat", "英国短毛猫"),
        ("wang", "K000002", "王先生", "13900005678", "shandian", "闪电", "dog", "边境牧羊犬"),
    ):
        household = Household.objects.create(chain=shop.chain, name=name)
        customer = Customer.objects.create(chain=shop.chain, code=code, household=household, name=name)
        Phone.objects.create(chain=shop.chain, customer=customer, number=phone)
        animal = Pet.objects.create(
            chain=shop.chain,
            code=code.replace("K", "P"),
            household=household,
            name=pet,
            species=species,
            breed_text=breed,
        )
        setattr(shop, attribute, customer)
        setattr(shop, pet_attribute, animal)


def _goods(shop: Shop, stock: int) -> None:
    shop.shelf = Bin.objects.create(chain=shop.chain, store=shop.store, code="A-01", walk=1)
    shop.damaged = Bin.objects.create(chain=shop.chain, store=shop.store, code="D-01", kind="damaged", walk=99)
    food = Category.objects.create(chain=shop.chain, code="food", name="主粮")
    for sku, name, price, kind in (
        ("F2001", "无谷三文鱼犬粮 2kg", 16800, "goods"),
        ("F2002", "冻干双拼猫粮 1.8kg", 18900, "goods"),
        ("S3001", "鸡肉冻干 60g", 3900, "goods"),
        ("B9001", "小型犬洗护", 9800, "service"),
    ):
        product = Product.objects.create(chain=shop.chain, kind=kind, name=name, category=food)
        variant = Variant.objects.create(
            chain=shop.chain,
            product=product,
            sku=sku,
            name=name,
            price_fen=price,
            cost_fen=price // 2,
            counted=kind == "goods",
        )
        Barcode.objects.create(chain=shop.chain, variant=variant, code=f"69{sku[1:]}000000"[:13])
        shop.goods[sku] = variant
        if kind == "goods" and stock:
            put_on_shelf(shop, variant, stock)


def put_on_shelf(
    shop: Shop, variant: Variant, pieces: int, *, store: Store | None = None, bin: Bin | None = None
) -> Lot:
    """Pieces on a shelf, as a receipt would leave them: move, holding and level agree."""
    store, place = store or shop.store, bin or shop.shelf
    lot, _made = Lot.objects.of(shop.chain).get_or_create(chain=shop.chain, variant=variant, code="L1")
    Move.objects.create(
        chain=shop.chain, store=store, variant=variant, bin=place, lot=lot, quantity=pieces, why="receipt",
        sellable=place.kind != "damaged", subject_kind="test", subject_id=0, at=NOON, by="system:0",
    )  # fmt: skip
    Holding.objects.create(chain=shop.chain, store=store, variant=variant, bin=place, lot=lot, quantity=pieces)
    if place.kind != "damaged":
        level, _made = Level.objects.of(shop.chain).get_or_create(chain=shop.chain, store=store, variant=variant)
        level.on_hand += pieces
        level.save()
    return lot


def wanted(shop: Shop, *pairs: tuple[str, int], **more) -> NewOrder:
    """A phone order for pick-up by 林女士 unless said otherwise: wanted(shop, ("F2001", 2), fulfilment="delivery")."""
    values = {
        "channel": "phone",
        "fulfilment": "pickup",
        "customer_id": shop.lin.pk,
        "contact_name": "林女士",
        "contact_phone": "13812348866",
    }
    lines = tuple(NewLine(shop.goods[sku].pk, quantity) for sku, quantity in pairs)
    return NewOrder(**{**values, "lines": lines, **more})


def software(shop: Shop) -> Actor:
    return system_actor(shop.chain.pk)
