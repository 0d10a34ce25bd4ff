"""Importing: rehearse (nothing is written), carry out in restartable batches."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import IntegrityError

from wangcai.imports.events import ImportDone, ImportStarted
from wangcai.imports.kinds import KINDS, Kind
from wangcai.imports.kinds.base import Job, Made, Problem, Unit, Verdict
from wangcai.imports.models import ImportRow, ImportRun
from wangcai.imports.plan import plan_for, remember
from wangcai.imports.reading import Table
from wangcai.imports.refusals import ImportBusy, KindUnknown, StoreNeeded
from wangcai.journal.public import record
from wangcai.kernel.public import Actor, NotFound, now, writing
from wangcai.shops.public import Chain

BATCH = 2000  # rows judged and committed at once
WHOLE = 5000  # a file of at most so many rows is one transaction
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Rehearsal:
    """What an import would do: the same counts, every bad row, every doubt. Nothing was written."""

    rows_in: int = 0
    rows_stored: int = 0
    rows_known: int = 0
    rows_refused: int = 0
    refused: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)
    remarks: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Result:
    """What this call found and did; every row is stored, known or refused. `again`: the file was in already, nothing changed."""

    run: ImportRun
    rows_in: int
    rows_stored: int
    rows_known: int
    rows_refused: int
    again: bool = False


def prepare_import(
    *, kind: str, path: Path | str, by: Actor, store: Any = None, mapping: dict[str, Any] | None = None, name: str = ""
) -> Kind:
    """Open a file and decide its columns; nothing is written. Refuses unknown kinds, unreadable files, missing columns."""
    if kind not in KINDS:
        raise KindUnknown(kind=kind, kinds=", ".join(KINDS))
    wanted = KINDS[kind]
    by.require(wanted.PERMISSION, getattr(store, "pk", None))
    if store is None and wanted.NEEDS_STORE:
        raise StoreNeeded
    if store is not None and store.chain_id != by.chain_id:
        raise NotFound
    table = Table(path, name)
    plan = plan_for(kind=kind, fields=wanted.FIELDS, headers=table.headers, by=by, mapping=mapping)
    chain = Chain.objects.get(pk=by.chain_id)
    zone = store.timezone if store else "Asia/Shanghai"
    return wanted(Job(table=table, plan=plan, by=by, store=store, zone=zone, currency=chain.currency))


def rehearse_import(prepared: Kind, *, progress: Progress | None = None) -> Rehearsal:
    """Judge every row without writing anything."""
    prepared.job.rehearsal = True
    result = Rehearsal(rows_in=prepared.survey())
    for units in _batches(prepared.units(0), BATCH):
        verdict = prepared.judge(units)
        result.rows_stored += verdict.stored
        result.rows_known += verdict.known
        result.rows_refused += len(verdict.refused)
        result.refused += verdict.refused
        result.doubts += verdict.doubts
        if progress:
            progress(result.rows_stored + result.rows_known + result.rows_refused, result.rows_in)
    result.refused.sort(key=lambda problem: problem.row)
    result.remarks = prepared.job.remarks
    return result


def run_import(prepared: Kind, *, progress: Progress | None = None, draft: ImportRun | None = None) -> Result:
    """Store the rows. Killed anywhere and run again, it goes on where it was; run again when done, it changes nothing.

    A file of at most 5000 rows is one transaction; a larger one commits every 2000 rows at a boundary of orders.
    """
    rows = prepared.survey()
    run = open_run(prepared, rows=rows, draft=draft)
    if run.state == ImportRun.State.DONE:
        return Result(run, run.rows_in, 0, run.rows_stored + run.rows_known, run.rows_refused, again=True)
    prepared.job.remarks = Counter(run.remarks)
    size = rows + 1 if rows <= WHOLE else BATCH
    if progress:
        progress(run.rows_in, rows)
    try:
        for units in _batches(prepared.units(run.position), size):
            with writing():
                _store_batch(prepared, run, units)
            if progress:
                progress(run.rows_in, rows)
        with writing():
            _close(prepared, run)
    except IntegrityError as error:
        # Somebody made the same thing between our look and our writing: nothing of this batch stands.
        raise ImportBusy from error
    return Result(run, run.rows_in, run.rows_stored, run.rows_known, run.rows_refused)


def open_run(prepared: Kind, *, rows: int, draft: ImportRun | None = None) -> ImportRun:
    """The run of this very file and mapping: the finished one, the interrupted one, or a new one (made of the draft)."""
    job, by = prepared.job, prepared.by
    digest = _digest(prepared)
    values = {
        "store": job.store, "name": job.table.name[:200], "path": str(job.table.path.resolve()), "digest": digest,
        "mapping": job.plan.as_mapping(), "source": job.plan.source, "rows_total": rows, "started_by": by.key,
        "state": ImportRun.State.RUNNING,
    }  # fmt: skip
    with writing():
        found = ImportRun.objects.of(by).filter(digest=digest, state__in=["running", "done"]).first()
        if found:
            if draft is not None and draft.pk != found.pk:
                ImportRun.objects.of(by).filter(pk=draft.pk, state=ImportRun.State.READY).delete()
            return found
        if draft is None:
            run = ImportRun.objects.create(chain_id=by.chain_id, kind=prepared.NAME, **values)
        else:
            if not ImportRun.objects.of(by).filter(pk=draft.pk, state=ImportRun.State.READY).update(**values):
                raise ImportBusy
            run = ImportRun.objects.of(by).get(pk=draft.pk)
        remember(kind=prepared.NAME, plan=job.plan, by=by)
        store_id = job.store.pk if job.store else None
        record(ImportStarted(subject_id=run.pk, store_id=store_id, kind=run.kind, name=run.name, rows=rows), by=by)
    return run


def _store_batch(prepared: Kind, run: ImportRun, units: list[Unit]) -> None:
    verdict = Verdict()
    made: list[Made] = []
    # A whole small file is one batch here; it is still judged and stored in handy pieces.
    for piece in _batches(iter(units), BATCH):
        part = prepared.judge(piece)
        made += prepared.store(part.accepted)
        verdict.stored += part.stored
        verdict.known += part.known
        verdict.refused += part.refused
        verdict.doubts += part.doubts
    _note(run, verdict, made if prepared.UNDOABLE else [])
    position = units[-1].last
    # The guard: where another process moved this run on, its rows are stored and ours are not.
    moved = (
        ImportRun.objects.of(run)
        .filter(pk=run.pk, position=run.position, state="running")
        .update(
            position=position,
            rows_in=run.rows_in + sum(len(unit.rows) for unit in units),
            rows_stored=run.rows_stored + verdict.stored,
            rows_known=run.rows_known + verdict.known,
            rows_refused=run.rows_refused + len(verdict.refused),
            remarks=dict(prepared.job.remarks),
        )
    )
    if not moved:
        raise ImportBusy
    run.refresh_from_db()


def _note(run: ImportRun, verdict: Verdict, made: list[Made]) -> None:
    problems = [
        ImportRow(
            chain_id=run.chain_id, run=run, row=p.row, cell=p.cell, code=p.code, reason=p.reason,
            raw={"cells": p.raw, "doubt": p.doubt},
        )
        for p in (*verdict.refused, *verdict.doubts)
    ]  # fmt: skip
    things = [ImportRow(chain_id=run.chain_id, run=run, row=m.row, made_kind=m.kind, made_id=m.id) for m in made]
    ImportRow.objects.bulk_create([*problems, *things], batch_size=500)


def _close(prepared: Kind, run: ImportRun) -> None:
    closed = (
        ImportRun.objects.of(run)
        .filter(pk=run.pk, state="running")
        .update(
            state=ImportRun.State.DONE,
            done_at=now(),
            remarks={
                **prepared.job.remarks,
                "unused_columns": list(prepared.plan.unused),
                "headers": list(prepared.plan.headers),
            },
        )
    )
    if not closed:
        raise ImportBusy
    run.refresh_from_db()
    done = ImportDone(
        subject_id=run.pk, store_id=run.store_id, kind=run.kind, stored=run.rows_stored, known=run.rows_known,
        refused=run.rows_refused,
    )  # fmt: skip
    record(done, by=prepared.by)


def _digest(prepared: Kind) -> str:
    """The same file, for the same place, read the same way."""
    job = prepared.job
    store_id = job.store.pk if job.store else None
    said = [prepared.NAME, store_id, job.table.digest, job.plan.as_mapping()]
    return hashlib.sha256(
        json.dumps(said, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")
    ).hexdigest()


def _batches(units: Iterator[Unit], size: int) -> Iterator[list[Unit]]:
    """Units in lists of at least `size` rows, the last one shorter."""
    batch: list[Unit] = []
    rows = 0
    for unit in units:
        batch.append(unit)
        rows += len(unit.rows)
        if rows >= size:
            yield batch
            batch, rows = [], 0
    if batch:
        yield batch
