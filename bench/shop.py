"""A shop big enough to measure: goods with stock, customers with tiers, a program with a token."""

from typing import Any


def make_shop(*, goods: int = 200, customers: int = 500, stock: int = 1_000_000) -> dict[str, Any]:
    """Fill the fresh database; returns ids and a token text."""
    from tests.cast import build_shop, put_on_shelf
    from wangcai.catalogue.public import Product, Variant
    from wangcai.customers.models import Customer
    from wangcai.kernel.public import digest
    from wangcai.membership.public import Membership, Tier
    from wangcai.shops.public import ALL_PERMISSIONS, Token

    shop = build_shop(stock=0)
    chain = shop.chain
    products = Product.objects.bulk_create([Product(chain=chain, name=f"商品 {i}") for i in range(goods)])
    variants = Variant.objects.bulk_create(
        [
            Variant(chain=chain, product=p, sku=f"B{i:05d}", name=p.name, price_fen=1000 + 37 * i, cost_fen=500)
            for i, p in enumerate(products)
        ]
    )
    for variant in variants:
        put_on_shelf(shop, variant, stock)
    people = Customer.objects.bulk_create(
        [Customer(chain=chain, code=f"K9{i:05d}", name=f"顾客{i}") for i in range(customers)]
    )
    tier = Tier.objects.create(chain=chain, code="gold", name="金卡", goods_off=500)
    Membership.objects.bulk_create(
        [Membership(chain=chain, customer=c, tier=tier, since="2026-01-01T00:00Z") for c in people[::2]]
    )
    token = "bench-token-of-this-run"
    Token.objects.create(
        chain=chain, name="bench", account=shop.people["boss"], token_hash=digest(token), scopes=sorted(ALL_PERMISSIONS)
    )
    return {
        "shop": shop,
        "variants": [v.pk for v in variants],
        "customers": [c.pk for c in people],
        "token": token,
    }


def order_body(world: dict[str, Any], number: int) -> dict[str, Any]:
    """A phone order of three lines for a customer; every number gives another mix."""
    variants, customers = world["variants"], world["customers"]
    return {
        "store": "XH",
        "fulfilment": "pickup",
        "customer_id": customers[number % len(customers)],
        "contact_name": "林女士",
        "contact_phone": "13812348866",
        "lines": [
            {"variant_id": variants[(number * 7 + step * 31) % len(variants)], "quantity": 1 + step}
            for step in range(3)
        ],
    }
