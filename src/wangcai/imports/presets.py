"""Files of public shapes we know: their columns and what only people who know them can say."""

from collections.abc import Sequence
from typing import Any

# UCI "Online Retail": postage, bank charges, discounts and manual corrections are booked like goods.
ONLINE_RETAIL = {
    "headers": {"InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"},
    "mapping": {
        "columns": {
            "invoice": "InvoiceNo", "code": "StockCode", "text": "Description", "quantity": "Quantity",
            "time": "InvoiceDate", "price": "UnitPrice", "customer": "CustomerID",
        },
        "fees": ["POST", "DOT", "M", "BANKCHARGES", "AMAZONFEE", "D", "S", "C2", "B", "CRUK"],
        "date_order": "dmy",
    },
}  # fmt: skip
PRESETS: dict[str, list[dict[str, Any]]] = {"orders": [ONLINE_RETAIL]}


def preset_for(kind: str, headers: Sequence[str]) -> dict[str, Any] | None:
    """The mapping of a known shape, or nothing."""
    for preset in PRESETS.get(kind, ()):
        if preset["headers"] <= set(headers):
            return preset["mapping"]
    return None
