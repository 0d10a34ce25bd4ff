"""Changing what a shop can set."""

from datetime import datetime
from typing import Any

from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor
from wangcai.shops.choices import choice_of
from wangcai.shops.events import SettingChanged
from wangcai.shops.models import Chain, Store
from wangcai.shops.rules import require_at


@once
def change_setting(
    *, store: Store | None, key: str, value: Any, by: Actor, at: datetime | None = None
) -> Store | Chain:
    """Set a value for a store, or without a store for the chain. None gives the value back to the level above."""
    require_at(by, "shops.settings", store)
    choice = choice_of(key)
    kept = None if value is None else choice.read(value)
    model, pk = (Store.objects.of(by), store.pk) if store else (Chain.objects.all(), by.chain_id)
    # Locked while it is rewritten: the values of a place share one row.
    row = model.select_for_update().get(pk=pk)
    was = row.settings.get(key)
    if was == kept:
        return row
    row.settings = {k: v for k, v in row.settings.items() if k != key} | ({} if kept is None else {key: kept})
    row.save(update_fields=["settings"])
    if store:
        store.settings = row.settings
    happening = SettingChanged(
        subject_id=store.pk if store else by.chain_id,
        store_id=store.pk if store else None,
        key=key,
        was=was,
        becomes=kept,
    )
    record(happening, by=by, at=at)
    return row
