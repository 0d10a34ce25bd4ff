"""Who may change the catalogue."""

from wangcai.kernel.public import Actor, NotAllowed

WRITE = "goods.write"
SEE = "goods.see"
SETUP = "booking.setup"
# Who meets the pet knows how long it takes.
PET_TIME = (SETUP, "booking.write", "care.plan")


def may_write(by: Actor) -> bool:
    """Goods belong to the chain: whoever may write them in one of its stores may write them."""
    return by.may(WRITE)


def require_write(by: Actor, store_id: int | None = None) -> None:
    """Refuse with NotAllowed. A price of one store asks for the permission in that store."""
    by.require(WRITE, store_id)


def require_setup(by: Actor, *, prices: bool = False) -> None:
    """Refuse who may not say what a service needs; its prices are prices of goods."""
    by.require(SETUP)
    if prices:
        by.require(WRITE)


def require_pet_time(by: Actor) -> None:
    """Refuse who neither books nor cares."""
    if not any(by.may(permission) for permission in PET_TIME):
        raise NotAllowed(permission=PET_TIME[1])
