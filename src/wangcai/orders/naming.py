"""How order lines are called where goods are promised to them: by the number of their order."""

from collections.abc import Sequence

from wangcai.orders.models import Order
from wangcai.stock.public import register_namer


def orders_of_lines(chain_id: int, line_ids: Sequence[int]) -> list[str]:
    """The numbers of the orders these lines belong to, the oldest first."""
    found = Order.objects.of(chain_id).filter(lines__pk__in=line_ids).order_by("pk")
    return list(dict.fromkeys(found.values_list("number", flat=True)))


register_namer("order_line", orders_of_lines)
