"""Who may at the door. An owner with a link of the pet's visit needs no post: the link is the right, and the caller checked it."""

from typing import Any

from wangcai.kernel.public import Actor, NotAllowed, NotFound


def require_care(by: Actor, permission: str, place: Any) -> None:
    """Refuse who may not; the pet's owner (a customer who opened a link) may what owners do."""
    if by.kind == "customer":
        if place.chain_id != by.chain_id:
            raise NotFound
        return
    by.require_at(permission, place)


def require_any(by: Actor, permissions: tuple[str, ...], place: Any) -> None:
    """Refuse who holds none of these in the place's store."""
    if place.chain_id != by.chain_id:
        raise NotFound
    if not any(by.may(permission, place.store_id) for permission in permissions):
        raise NotAllowed(permission=permissions[0])
