"""The door of orders."""

from wangcai.orders import states
from wangcai.orders.models import Confirmation, HeldTicket, IntakeLink, Order, OrderException, OrderLine, PaperForm

__all__ = ["Confirmation", "HeldTicket", "IntakeLink", "Order", "OrderException", "OrderLine", "PaperForm", "states"]
