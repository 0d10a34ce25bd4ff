"""Taking back what an import made, as far as nothing was built on it."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from wangcai.catalogue.public import forget_goods
from wangcai.customers.public import forget_files
from wangcai.imports.events import ImportUndone
from wangcai.imports.kinds import KINDS
from wangcai.imports.models import ImportRow, ImportRun
from wangcai.imports.refusals import NotUndoable, UndoTooLate
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotFound, now

UNDO_DAYS = 7


def undoable(run: ImportRun, at: datetime | None = None) -> bool:
    """May this run still be undone?"""
    done = run.done_at
    return (
        run.state == "done"
        and KINDS[run.kind].UNDOABLE
        and bool(done)
        and (at or now()) - done <= timedelta(days=UNDO_DAYS)
    )  # type: ignore[operator]


@once
def undo_import(*, run: ImportRun, by: Actor, at: datetime | None = None) -> ImportRun:
    """Take back what an import made, within 7 days, in one transaction. What has been used since stays and is counted."""
    at = at or now()
    kind = KINDS[run.kind]
    by.require(kind.PERMISSION, run.store_id)
    if run.chain_id != by.chain_id:
        raise NotFound
    if not kind.UNDOABLE:
        raise NotUndoable(why=_("历史订单一旦入账就是历史"))
    if run.done_at and at - run.done_at > timedelta(days=UNDO_DAYS):
        raise UndoTooLate(days=UNDO_DAYS)
    if (
        not ImportRun.objects.of(by)
        .filter(pk=run.pk, state="done")
        .update(state="undone", undone_at=at, undone_by=by.key)
    ):
        raise NotUndoable(why=_("还没有完成，或已经撤销过"))
    made: dict[str, set[int]] = {"customer": set(), "pet": set(), "goods": set()}
    for what, pk in ImportRow.objects.of(by).filter(run=run).exclude(made_kind="").values_list("made_kind", "made_id"):
        made[what].add(pk)
    customers, pets = forget_files(customer_ids=made["customer"], pet_ids=made["pet"], by=by)
    goods = forget_goods(variant_ids=made["goods"], by=by) if made["goods"] else set()
    removed = len(customers) + len(pets) + len(goods)
    kept = sum(map(len, made.values())) - removed
    ImportRun.objects.of(by).filter(pk=run.pk).update(remarks={**run.remarks, "removed": removed, "kept": kept})
    record(
        ImportUndone(subject_id=run.pk, store_id=run.store_id, kind=run.kind, removed=removed, kept=kept), by=by, at=at
    )
    run.refresh_from_db()
    return run
