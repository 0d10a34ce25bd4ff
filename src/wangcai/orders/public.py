"""The door of orders."""

from wangcai.orders import states
from wangcai.orders.models import Confirmation, HeldTicket, IntakeLink, Order, OrderException, OrderLine, PaperForm
from wangcai.orders.operations.recording_past import (
    KnownOrder,
    OrderImported,
    PastLine,
    PastOrder,
    known_orders,
    record_past_orders,
    taken_numbers,
)

__all__ = [
    "Confirmation",
    "HeldTicket",
    "IntakeLink",
    "Order",
    "OrderException",
    "OrderLine",
    "PaperForm",
    "states",
    "KnownOrder",
    "OrderImported",
    "PastLine",
    "PastOrder",
    "known_orders",
    "record_past_orders",
    "taken_numbers",
]
