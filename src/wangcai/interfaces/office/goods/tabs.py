"""The ways through goods and stock: one row of tabs on every page of this part."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

PLACES = (
    ("goods", _("商品"), "package", "goods.see"),
    ("stock_receive", _("收货"), "truck-loading", "stock.receive"),
    ("stock_transfers", _("调拨"), "transfer", "stock.see"),
    ("stock_stocktakes", _("盘点"), "clipboard-list", "stock.count"),
    ("stock_expiry", _("效期"), "hourglass", "stock.see"),
    ("stock_bins", _("货位"), "map-pin", "stock.see"),
)


def goods_tabs(request: Any, current: str) -> list[dict[str, Any]]:
    """The places of this part that the person may open."""
    return [
        {"label": label, "icon": icon, "url": reverse(f"office:{name}"), "current": name == current}
        for name, label, icon, permission in PLACES
        if request.actor.may(permission, request.store.pk)
    ]
