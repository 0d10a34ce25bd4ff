"""What happened since the last look: the newest entries of the journal, by one small statement."""

import time
from collections.abc import Callable

from wangcai.kernel.public import fetch

PATIENCE = 10.0  # seconds an entry that is numbered but not committed is waited for
MOST_GAPS = 500
MOST_ROWS = 5000


class Watch:
    """Looks at the journal again and again; each entry is told once, in the order in which it became visible.

    Numbers are given before the commit, so a number that is missing may still come (PostgreSQL): it is asked for again
    until it is there, or until nobody can be that slow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.newest: int = fetch("SELECT COALESCE(MAX(id), 0) FROM journal_entry")[0][0]
        self.gaps: dict[int, float] = {}

    def look(self) -> list[tuple[int, int, int | None]]:
        """(id, chain, store) of what is new. One statement."""
        now = self.clock()
        self.gaps = {number: until for number, until in self.gaps.items() if until > now}
        marks = "".join(f" OR id = {int(number)}" for number in self.gaps)
        rows = fetch(
            f"SELECT id, chain_id, store_id FROM journal_entry WHERE id > %s{marks} ORDER BY id LIMIT {MOST_ROWS}",  # noqa: S608
            [self.newest],
        )
        for number, _chain, _store in rows:
            if number > self.newest:
                missing = range(max(self.newest + 1, number - MOST_GAPS), number)
                self.gaps.update(dict.fromkeys(missing, now + PATIENCE))
                self.newest = number
            self.gaps.pop(number, None)
        for number in list(self.gaps)[:-MOST_GAPS]:
            del self.gaps[number]
        return rows
