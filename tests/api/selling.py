"""The bodies of the selling side that would pass."""

from tests.api import visiting


def bodies(shop):
    """A body that would pass, so that only the right to do it is asked."""
    food = shop.goods["F2001"].pk
    line = {"variant_id": food, "quantity": 1}
    return {
        "place_order": {"store": "XH", "lines": [line]},
        "sell_at_till": {"store": "XH", "lines": [line], "tenders": [{"kind": "cash", "amount_fen": 16800}]},
        "change_order": {"note": "x"},
        "cancel_order": {"reason": "x"},
        "create_customer": {"name": "陌生人"},
        "change_customer": {"style": "x"},
        "merge_customers": {"drop_id": shop.wang.pk},
        "give_consent": {"purpose": "photos", "given": True},
        "add_pet": {"species": "cat", "name": "咪咪"},
        "change_pet": {"coat": "x"},
        "weigh_pet": {"grams": 4000},
        "raise_flag": {"kind": "bites"},
        "move_pet": {"to_customer_id": shop.wang.pk},
        "create_product": {"name": "x", "variants": [{"price_fen": 1}]},
        "change_variant": {"price_fen": 1},
        "set_store_price": {"store": "XH", "price_fen": 1},
        "add_barcode": {"code": "", "pieces": 1},
        "receive_goods": {"store": "XH", "lines": [line]},
        "send_transfer": {"store": "XH", "target": "JA", "lines": [line]},
        "receive_transfer": {"received": {"1": 1}},
        "start_stocktake": {"store": "XH"},
        "count_goods": {"bin_id": shop.shelf.pk, "variant_id": food, "counted": 1},
        "offer_way_out": {"cancel": True},
        "answer_offer": {"choice": "cancel"},
        "scan_pick": {"code": "x"},
        "check_quality": {"passed": True},
        "choose_way": {"method": "courier"},
        "accept_order": {"place": "counter", "lines": [{"line_id": 1, "verdict": "matches", "accepted": 1}]},
        "take_payments": {"tenders": [{"kind": "cash", "amount_fen": 1}]},
        "refund_payment": {"amount_fen": 1, "reason": "x"},
        **visiting.care_bodies(shop),
    }
