"""What a till has under way: one row per till, so that a reload or a power cut loses nothing.

The row has no name and counts as taken, so it never stands among the held tickets; nothing is promised to it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from wangcai.kernel.public import Actor, now, run, writing
from wangcai.orders.models import HeldTicket


def till_content(*, store: Any, till: str, by: Actor) -> dict[str, Any]:
    """What the till has under way; empty where it never sold. `till` names the device. One query."""
    by.require_at("till.sell", store)
    return _rows(store, till, by).values_list("content", flat=True).first() or {}


@contextmanager
def till_ticket(*, store: Any, till: str, by: Actor) -> Iterator[HeldTicket]:
    """The till's row, locked for one change: alter `content` inside the block, it is kept in the same transaction."""
    by.require_at("till.sell", store)
    with writing():
        row = _rows(store, till, by).select_for_update().first() or _first_row(store, till, by)
        yield row
        row.held_at = row.recalled_at = now()
        row.save()


def _first_row(store: Any, till: str, by: Actor) -> HeldTicket:
    """A till's first request makes its row; of two at once the second waits here and goes on with the first one's."""
    at = now()
    run(
        "INSERT INTO orders_heldticket (chain_id, store_id, name, content, held_at, held_by, recalled_at, recalled_by)"
        " VALUES (%s, %s, '', %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
        [by.chain_id, store.pk, {}, at, till, at, till],
    )
    return _rows(store, till, by).select_for_update().get()


def _rows(store: Any, till: str, by: Actor) -> Any:
    return HeldTicket.objects.of(by).filter(store=store, held_by=till, name="").order_by("id")
