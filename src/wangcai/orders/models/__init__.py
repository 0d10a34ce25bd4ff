from wangcai.orders.models.intake import HeldTicket, IntakeLink, PaperForm
from wangcai.orders.models.order import Confirmation, Order, OrderException, OrderLine

__all__ = [
    "Confirmation",
    "HeldTicket",
    "IntakeLink",
    "Order",
    "OrderException",
    "OrderLine",
    "PaperForm",
]
