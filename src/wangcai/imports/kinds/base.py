"""The shape of a kind: rows come in units that stay together, are judged by reading only, and stored by one call."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from wangcai.imports.plan import Field, Plan
from wangcai.imports.reading import Row, Table
from wangcai.imports.reasons import CellFault, reason_of
from wangcai.kernel.public import Actor


@dataclass(slots=True)
class Job:
    """What one run works on. `zone` and `currency` are the store's and the chain's."""

    table: Table
    plan: Plan
    by: Actor
    store: Any
    zone: str
    currency: str
    remarks: Counter[str] = field(default_factory=Counter)
    rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """Rows that are stored together or not at all; `last` is the row at which the unit is complete."""

    rows: list[Row]
    last: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A row with the cell and the reason. A doubt is stored all the same and only listed."""

    row: int
    cell: str
    code: str
    reason: str
    raw: list[str]
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """What a row made, for the undo."""

    row: int
    kind: str
    id: int


@dataclass(slots=True)
class Verdict:
    """What became of a stretch of rows: every row is stored, known or refused, exactly once."""

    accepted: list[Any] = field(default_factory=list)
    stored: int = 0
    known: int = 0
    refused: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)


class Kind:
    """Base of all kinds. A kind keeps what it saw of this file; it is made anew for each run."""

    NAME: ClassVar[str] = ""
    LABEL: ClassVar[Any] = ""
    PERMISSION: ClassVar[str] = ""
    FIELDS: ClassVar[tuple[Field, ...]] = ()
    NEEDS_STORE: ClassVar[bool] = False
    UNDOABLE: ClassVar[bool] = True
    # What the readers of cells call a field, and what this kind calls it.
    ALIASES: ClassVar[dict[str, str]] = {}

    def __init__(self, job: Job) -> None:
        self.job, self.plan, self.by = job, job.plan, job.by
        self.total = 0

    def survey(self) -> int:
        """One look over the whole file before anything else; returns how many rows it has."""
        self.total = sum(1 for _row in self.job.table.rows())
        return self.total

    def units(self, after: int) -> Iterator[Unit]:
        """Units that are complete after row `after`, in the order of their last rows."""
        for row in self.job.table.rows():
            if row[0] > after:
                yield Unit([row], row[0])
            else:
                self.recall(row)

    def recall(self, row: Row) -> None:
        """Remember a row an earlier, interrupted run has decided, as far as later rows depend on it."""

    def judge(self, units: Sequence[Unit]) -> Verdict:
        """Decide every row by reading only."""
        raise NotImplementedError

    def store(self, accepted: Sequence[Any]) -> list[Made]:
        """Write what was accepted, inside the caller's transaction."""
        raise NotImplementedError

    # For kinds -----------------------------------------------------------------------------

    def problem(self, row: Row, fault: CellFault, *, doubt: bool = False) -> Problem:
        """The row with its cell named as the file names it and the sentence for a person."""
        header = self.plan.header(self.ALIASES.get(fault.field, fault.field))
        reason = reason_of(fault.code, **{**fault.details, "field": header})
        return Problem(row[0], header[:60], fault.code, reason, row[1], doubt)

    def whole(self, row: Row) -> None:
        """Refuse a row with more cells than there are columns."""
        width = len(self.plan.headers)
        if len(row[1]) > width and any(cell.strip() for cell in row[1][width:]):
            raise CellFault("", "too_many_cells")

    def required(self, cells: Sequence[str], name: str) -> str:
        """The text of a cell that must not be empty."""
        text = self.plan.cell(cells, name)
        if not text:
            raise CellFault(name, "empty", field=name)
        return text


class RowKind(Kind):
    """A kind in which each row stands alone: subclasses read a row, look up what is known, and store."""

    DIFFERS: ClassVar[str] = "repeated_differs"

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self.seen: dict[str, tuple[int, int]] = {}

    def recall(self, row: Row) -> None:
        try:
            self.twin(row, self.read(row))
        except CellFault:
            return

    def judge(self, units: Sequence[Unit]) -> Verdict:
        verdict = Verdict()
        fresh: list[tuple[Row, Any]] = []
        for unit in units:
            row = unit.rows[0]
            try:
                self.whole(row)
                draft = self.read(row)
                if self.twin(row, draft):
                    verdict.known += 1
                else:
                    fresh.append((row, draft))
            except CellFault as fault:
                verdict.refused.append(self.problem(row, fault))
        self.settle(fresh, verdict)
        return verdict

    def twin(self, row: Row, draft: Any) -> bool:
        """Has an earlier row of this file said the same? Refuses one that says something else under the same name."""
        name, content = self.identity(draft)
        if not name:
            return False
        first = self.seen.setdefault(name, (row[0], hash(content)))
        if first[0] == row[0]:
            return False
        if first[1] != hash(content):
            raise CellFault("ref", self.DIFFERS, text=name, first=first[0])
        return True

    def read(self, row: Row) -> Any:
        """The row as a draft; raises CellFault."""
        raise NotImplementedError

    def identity(self, draft: Any) -> tuple[str, Any]:
        """(name that makes it the same thing, content that must then agree); an empty name means no name."""
        raise NotImplementedError

    def settle(self, fresh: list[tuple[Row, Any]], verdict: Verdict) -> None:
        """Tell the drafts that are in the database already from those to store, and put both into the verdict."""
        raise NotImplementedError
