"""Who may change the catalogue."""

from wangcai.kernel.public import Actor

WRITE = "goods.write"
SEE = "goods.see"


def may_write(by: Actor) -> bool:
    """Goods belong to the chain: whoever may write them in one of its stores may write them."""
    return by.may(WRITE)


def require_write(by: Actor, store_id: int | None = None) -> None:
    """Refuse with NotAllowed. A price of one store asks for the permission in that store."""
    by.require(WRITE, store_id)
