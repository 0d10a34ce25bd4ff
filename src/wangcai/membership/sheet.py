"""The prices of an order in one read: store price before list price, then the member's tier."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from wangcai.kernel.public import Refusal, basis_points, fetch


class NotOffered(Refusal):
    code = "not_offered"
    sentence = _("“{name}”在本店不卖，请换一件。")


class UnknownGoods(Refusal):
    code = "unknown_goods"
    sentence = _("有商品找不到了，请刷新后再下单。")


class UnknownCustomer(Refusal):
    code = "unknown_customer"
    sentence = _("找不到这位客户，请重新选择。")


@dataclass(frozen=True, slots=True)
class Priced:
    """What one variant costs this customer in this store, in fen. `list_fen` is the price without membership."""

    variant_id: int
    name: str
    kind: str
    list_fen: int
    unit_fen: int
    cost_fen: int
    counted: bool
    tier: str
    off: int = 0

    def after_tier(self, fen: int) -> int:
        """Another price of this variant (from a service's bands) less the member's share."""
        return fen - basis_points(fen, self.off)


SHEET = """
SELECT v.id, v.name, p.kind, v.price_fen, v.cost_fen, v.counted, v.ended_at, p.ended_at, s.price_fen, s.offered,
       c.id, t.name, t.goods_off, t.services_off
FROM catalogue_variant v
JOIN catalogue_product p ON p.id = v.product_id
LEFT JOIN catalogue_storeprice s ON s.variant_id = v.id AND s.chain_id = v.chain_id AND s.store_id = %s
LEFT JOIN customers_customer c ON c.id = %s AND c.chain_id = v.chain_id
LEFT JOIN membership_membership m ON m.customer_id = c.id AND m.ended_at IS NULL
LEFT JOIN membership_tier t ON t.id = m.tier_id
WHERE v.chain_id = %s AND v.id IN ({marks})
"""


def price_sheet(*, chain_id: int, store_id: int, customer_id: int | None, variant_ids: list[int]) -> dict[int, Priced]:
    """Price every variant by one statement. Refuses goods and customers of other chains, and what is not sold here."""
    wanted = sorted(set(variant_ids))
    if not wanted:
        return {}
    rows = fetch(SHEET.format(marks=", ".join(["%s"] * len(wanted))), [store_id, customer_id or 0, chain_id, *wanted])
    if len(rows) != len(wanted):
        raise UnknownGoods(field="lines")
    if customer_id and rows[0][10] is None:
        raise UnknownCustomer(field="customer")
    return {row[0]: _priced(row) for row in rows}


def _priced(row: tuple) -> Priced:
    variant_id, name, kind, price, cost, counted, variant_ended, product_ended, store_price, offered = row[:10]
    tier, goods_off, services_off = row[11:]
    if variant_ended or product_ended or offered in (False, 0):
        raise NotOffered(name=name, field="lines")
    list_fen = price if store_price is None else store_price
    off = (goods_off if kind == "goods" else services_off if kind == "service" else 0) or 0
    return Priced(
        variant_id=variant_id,
        name=name,
        kind=kind,
        list_fen=list_fen,
        unit_fen=list_fen - basis_points(list_fen, off),
        cost_fen=cost,
        counted=bool(counted),
        tier=tier or "",
        off=off,
    )
