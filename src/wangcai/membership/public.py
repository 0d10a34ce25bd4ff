"""The door of membership."""

from wangcai.membership.models import Membership, Tier
from wangcai.membership.sheet import NotOffered, Priced, UnknownCustomer, UnknownGoods, price_sheet

__all__ = ["Membership", "NotOffered", "Priced", "Tier", "UnknownCustomer", "UnknownGoods", "price_sheet"]
