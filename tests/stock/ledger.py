"""The stock as plain dictionaries: what the database must say after the same commands, whichever engine it is.

It knows nothing of SQL. A command either changes it or returns the code of the refusal the real stock must give.
"""

from dataclasses import dataclass, field

SHELVES = ("A", "B")  # in the order of the walk
DAMAGED = "D"


@dataclass
class Ledger:
    """One store, one item: pieces by (bin, lot) in the order they first came, promises by subject."""

    held: dict[tuple[str, str], int] = field(default_factory=dict)
    promises: dict[int, int] = field(default_factory=dict)

    @property
    def on_hand(self) -> int:
        return sum(n for (place, _lot), n in self.held.items() if place != DAMAGED)

    @property
    def promised(self) -> int:
        return sum(self.promises.values())

    @property
    def free(self) -> int:
        return self.on_hand - self.promised

    def put(self, place: str, lot: str, pieces: int) -> None:
        self.held[place, lot] = self.held.get((place, lot), 0) + pieces

    def promise(self, subject: int, pieces: int) -> str:
        if self.free < pieces:
            return "out_of_stock"
        self.promises[subject] = pieces
        return ""

    def release(self, subject: int) -> str:
        self.promises.pop(subject, None)
        return ""

    def first_expiry(self) -> list[tuple[str, str]]:
        """Shelf places as the picker empties them: lots by their date (the lot's name here), then the walk."""
        return sorted((key for key in self.held if key[0] != DAMAGED), key=lambda key: (key[1], key[0]))

    def keep(self, subject: int) -> list[tuple[str, str, int]]:
        """Take a promise's pieces out; what left, by place."""
        need, taken = self.promises.pop(subject), []
        for key in self.first_expiry():
            n = min(need, self.held[key])
            if n:
                self.held[key] -= n
                need -= n
                taken.append((*key, n))
        assert need == 0
        return taken

    def shift(self, place: str, lot: str, target: str, pieces: int) -> str:
        """From bin to bin; out of the shelves only what is not promised."""
        leaves = place != DAMAGED and target == DAMAGED
        refused = self._refusal(place, lot, pieces, pieces if leaves else 0)
        if not refused:
            self.held[place, lot] -= pieces
            self.put(target, lot, pieces)
        return refused

    def lose(self, place: str, lot: str, pieces: int) -> str:
        refused = self._refusal(place, lot, pieces, pieces if place != DAMAGED else 0)
        if not refused:
            self.held[place, lot] -= pieces
        return refused

    def _refusal(self, place: str, lot: str, pieces: int, leaving: int) -> str:
        if leaving and self.free < leaving:
            return "promised_away" if self.promises else "not_in_bin"
        return "not_in_bin" if self.held.get((place, lot), 0) < pieces else ""

    def count(self, place: str, lot: str, counted: int) -> str:
        """A count approved at once: the place holds what was counted."""
        difference = counted - self.held.get((place, lot), 0)
        if place != DAMAGED and difference < 0 and self.free < -difference:
            return "promised_away" if self.promises else "count_outdated"
        if difference:
            self.put(place, lot, difference)
        return ""

    def send(self, pieces: int) -> tuple[str, list[tuple[str, str, int]]]:
        """Pieces for another store, first expiry first."""
        if self.on_hand < pieces:
            return "not_in_bin", []
        if self.free < pieces:
            return "promised_away", []
        self.promises[-1] = pieces
        return "", self.keep(-1)
