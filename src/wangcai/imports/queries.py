"""Reading runs: for the pages, the command line and the file of reasons."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, Q

from wangcai.imports.kinds import KINDS
from wangcai.imports.kinds.base import Problem
from wangcai.imports.models import ImportRow, ImportRun
from wangcai.kernel.public import Actor, NotFound


def runs_of(by: Actor, *, limit: int = 40) -> list[ImportRun]:
    """The newest runs the actor may see."""
    kinds = [name for name, kind in KINDS.items() if by.may(kind.PERMISSION)]
    rows = ImportRun.objects.of(by).filter(kind__in=kinds).select_related("store").order_by("-id")
    if by.store_ids is not None:
        rows = rows.filter(Q(store=None) | Q(store__in=by.store_ids))
    return list(rows[:limit])


def run_for(by: Actor, public_id: Any) -> ImportRun:
    """One run, or NotFound where it is absent or not yours."""
    run = ImportRun.objects.of(by).filter(public_id=public_id).select_related("store").first()
    if run is None or not by.may(KINDS[run.kind].PERMISSION, run.store_id) or not by.sees(run.store_id):
        raise NotFound
    return run


def problems_of(run: ImportRun, *, doubts: bool = False, after: int = 0, limit: int | None = 100) -> list[ImportRow]:
    """Refused rows (or stored ones that are doubtful), in the order of the file, keyset paged by id."""
    rows = ImportRow.objects.of(run).filter(run=run, raw__doubt=doubts, pk__gt=after).exclude(code="").order_by("id")
    return list(rows if limit is None else rows[:limit])


def reasons_of(run: ImportRun) -> list[tuple[str, int]]:
    """How many rows were refused for which reason, most first."""
    rows = ImportRow.objects.of(run).filter(run=run, raw__doubt=False).exclude(code="")
    return list(rows.values_list("code").annotate(n=Count("id")).order_by("-n", "code"))


def reasons_csv(headers: Iterable[str], problems: Iterable[Problem | ImportRow]) -> Iterator[str]:
    """The file of reasons, line by line: where, why, and the row as it was, ready to be mended and imported again."""
    yield "\ufeff" + _line(["row", "cell", "code", "reason", *headers])
    for problem in problems:
        raw = problem.raw["cells"] if isinstance(problem, ImportRow) else problem.raw
        yield _line([str(problem.row), problem.cell, problem.code, problem.reason, *raw])


def _line(cells: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow([_harmless(cell) for cell in cells])
    return buffer.getvalue()


def _harmless(cell: str) -> str:
    """A cell a spreadsheet would take for a formula is shown as text; plain negative numbers stay numbers."""
    if cell[:1] in "=@\t\r" and cell:
        return "'" + cell
    if cell[:1] in "+-" and cell and not cell[1:].replace(".", "", 1).isdigit():
        return "'" + cell
    return cell
