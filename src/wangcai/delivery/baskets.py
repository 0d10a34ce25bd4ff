"""What stands in pickers' baskets and on packing tables: picked, still on hand, no longer in its bin."""

from django.db.models import Sum

from wangcai.delivery.models import PickLine, PickList, Shipment
from wangcai.kernel.public import ChainRows
from wangcai.orders.public import states
from wangcai.stock.public import register_baskets


def in_baskets(chain_id: int, store_id: int) -> ChainRows:
    """Lines of walks whose pieces the books still count as on hand.

    A parcel that came back is 待发 again, but its pieces have left the books: they are in no basket.
    """
    left = Shipment.objects.of(chain_id).filter(store_id=store_id, order__status=states.READY, left_at__isnull=False)
    return (
        PickLine.objects.of(chain_id)
        .filter(
            pick_list__store_id=store_id,
            pick_list__state__in=[PickList.State.OPEN, PickList.State.PICKED],
            pick_list__order__status__in=[states.PICKING, states.READY],
        )
        .exclude(pick_list__order__in=left.values("order"))
    )


def picked_pieces(chain_id: int, store_id: int) -> dict[tuple[int, int, int], int]:
    """(variant, bin, lot) → pieces picked for orders that have not left. One query."""
    rows = (
        in_baskets(chain_id, store_id)
        .filter(picked__gt=0)
        .values_list("variant_id", "bin_id", "lot_id")
        .annotate(pieces=Sum("picked"))
        .order_by()
    )
    return {(variant_id, bin_id, lot_id): pieces for variant_id, bin_id, lot_id, pieces in rows}


register_baskets(picked_pieces)
