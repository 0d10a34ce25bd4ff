"""The door of membership."""

from wangcai.membership.events import TierChanged, TierSet
from wangcai.membership.models import Membership, Tier
from wangcai.membership.operations.tiers import OffUnclear, price_for, save_tier, set_tier, tier_of, tiers_of
from wangcai.membership.sheet import NotOffered, Priced, UnknownCustomer, UnknownGoods, price_sheet

__all__ = [
    "Membership",
    "NotOffered",
    "OffUnclear",
    "Priced",
    "Tier",
    "TierChanged",
    "TierSet",
    "UnknownCustomer",
    "UnknownGoods",
    "price_for",
    "price_sheet",
    "save_tier",
    "set_tier",
    "tier_of",
    "tiers_of",
]
