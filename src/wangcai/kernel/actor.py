"""Who does it: passed by hand into every use case as `by`."""

from dataclasses import dataclass, field
from typing import Any

from wangcai.kernel.refusal import NotAllowed, NotFound

EVERYTHING = frozenset({"*"})


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or program acting inside one chain.

    `grants` maps a store id (or None for every store of the chain) to the permissions held there.
    `kind` is staff, token, customer or system; `device_id` is the trusted device, if any.
    """

    chain_id: int
    kind: str
    id: int
    name: str = ""
    grants: dict[int | None, frozenset[str]] = field(default_factory=dict)
    device_id: int | None = None

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.id}"

    @property
    def store_ids(self) -> frozenset[int] | None:
        """Stores the actor may see; None means every store of the chain."""
        return None if None in self.grants else frozenset(k for k in self.grants if k is not None)

    def sees(self, store_id: int | None) -> bool:
        """May the actor know of this store at all?"""
        return store_id is None or None in self.grants or store_id in self.grants

    def may(self, permission: str, store_id: int | None = None) -> bool:
        """May the actor do this in this store (or, without a store, anywhere)?"""
        if store_id is None:
            held = self.grants.values()
        else:
            held = (self.grants.get(store_id, frozenset()), self.grants.get(None, frozenset()))
        return any(permission in granted or "*" in granted for granted in held)

    def require(self, permission: str, store_id: int | None = None) -> None:
        """Refuse with NotAllowed where `may` says no."""
        if not self.may(permission, store_id):
            raise NotAllowed(permission=permission)

    def require_at(self, permission: str, place: Any) -> None:
        """The same for a store, or for a row that belongs to one. Another chain's row is NotFound, even for an owner.

        An owner's grant covers every store of the own chain, so the chain is compared before the store.
        """
        if place.chain_id != self.chain_id:
            raise NotFound
        self.require(permission, getattr(place, "store_id", place.pk))


def system_actor(chain_id: int, name: str = "system") -> Actor:
    """The software itself: reactions, imports, clocks."""
    return Actor(chain_id=chain_id, kind="system", id=0, name=name, grants={None: EVERYTHING})
