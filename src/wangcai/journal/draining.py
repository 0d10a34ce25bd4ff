"""Readers of the diary: after the commit, at least once, in order; effects are idempotent.

A reader that remembered only the last id would pass over late commits on PostgreSQL. It therefore reads only entries
whose transaction is older than every transaction still running, in the order (xact, id).
"""

import logging
import traceback
from collections.abc import Callable
from datetime import timedelta

from django.db import connection

from wangcai.journal.happenings import Happening, happening_of
from wangcai.journal.models import Entry, Reader, Setback
from wangcai.kernel.public import fetch, now, writing

log = logging.getLogger(__name__)
BATCH = 200
LONGEST_PAUSE = timedelta(hours=1)

Reaction = Callable[[Happening, Entry], None]
_reactions: dict[str, dict[str, Reaction]] = {}


def react_to(*kinds: type[Happening]) -> Callable[[Reaction], Reaction]:
    """Register a reaction: called once or more after the commit, in a transaction of its own, with happening and entry."""

    def register(reaction: Reaction) -> Reaction:
        name = f"{reaction.__module__.removeprefix('wangcai.')}.{reaction.__name__}"
        for kind in kinds:
            _reactions.setdefault(kind.WHAT, {})[name] = reaction
        return reaction

    return register


def drain(limit: int = 10_000) -> int:
    """Let every reaction see the new entries; returns how many entries were passed. Safe to run in several processes."""
    passed = 0
    while passed < limit:
        count = _drain_batch()
        passed += count
        if count < BATCH:
            break
    _retry_setbacks()
    return passed


def _drain_batch() -> int:
    Reader.objects.get_or_create(name="reactions")
    with writing():
        reader = Reader.objects.select_for_update().get(name="reactions")
        entries = list(_new_entries(reader))
        for entry in entries:
            _react(entry)
        if entries:
            reader.xact, reader.entry_id = entries[-1].xact, entries[-1].pk
            reader.save(update_fields=["xact", "entry_id"])
    return len(entries)


def oldest_running() -> int | None:
    """PostgreSQL: the oldest transaction that still runs; what is older is all there to be read. None on SQLite.

    Asked by a statement of its own before the entries are read: whatever had ended then is visible to the reader.
    """
    if connection.vendor == "sqlite":
        return None
    return fetch("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")[0][0]


def _new_entries(reader: Reader) -> list[Entry]:
    horizon = oldest_running()
    older = "" if horizon is None else f" AND xact < {int(horizon)}"
    return list(
        Entry.objects.raw(
            "SELECT * FROM journal_entry WHERE (xact, id) > (%s, %s)" + older + " ORDER BY xact, id LIMIT %s",  # noqa: S608
            [reader.xact, reader.entry_id, BATCH],
        )
    )


def _react(entry: Entry) -> None:
    reactions = _reactions.get(entry.what)
    if not reactions:
        return
    happening = happening_of(entry)
    for name, reaction in reactions.items():
        error = _attempt(reaction, happening, entry)
        if error:
            Setback.objects.get_or_create(entry=entry, reaction=name, defaults={"next_at": now(), "error": error})


def _attempt(reaction: Reaction, happening: Happening | None, entry: Entry) -> str:
    """Run one reaction inside a savepoint; returns the error's text, or nothing."""
    from django.db import transaction

    if happening is None:
        return "unreadable entry"
    try:
        with transaction.atomic():
            reaction(happening, entry)
    except Exception:
        log.exception("reaction failed on entry %s", entry.pk)
        return traceback.format_exc()[-2000:]
    return ""


def _retry_setbacks() -> None:
    for setback in Setback.objects.filter(next_at__lte=now()).select_related("entry")[:50]:
        with writing():
            reaction = _reactions.get(setback.entry.what, {}).get(setback.reaction)
            error = _attempt(reaction, happening_of(setback.entry), setback.entry) if reaction else ""
            if not error:
                setback.delete()
                continue
            setback.attempts += 1
            setback.error = error
            setback.next_at = now() + min(timedelta(seconds=2**setback.attempts), LONGEST_PAUSE)
            setback.save()


def forget_the_past() -> None:
    """Set the reader to the end without reacting: after imports of past years, whose customers must not be written to."""
    with writing():
        reader, _made = Reader.objects.get_or_create(name="reactions")
        last = Entry.objects.order_by("-xact", "-id").first()
        if last:
            reader.xact, reader.entry_id = last.xact, last.pk
            reader.save()
