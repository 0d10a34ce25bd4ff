"""The door of imports."""

from wangcai.imports.events import FileBrought, ImportDone, ImportStarted, ImportUndone
from wangcai.imports.exporting import EXPORTS, Column, ListExported, workbook_of
from wangcai.imports.kinds import KINDS
from wangcai.imports.kinds.base import Kind, Problem
from wangcai.imports.models import ImportMapping, ImportRow, ImportRun
from wangcai.imports.operations import (
    WHOLE,
    Rehearsal,
    Result,
    open_run,
    prepare_import,
    rehearse_import,
    run_import,
)
from wangcai.imports.plan import Field, Plan, plan_for
from wangcai.imports.queries import problems_of, reasons_csv, reasons_of, run_for, runs_of
from wangcai.imports.reading import Table
from wangcai.imports.reasons import REASONS
from wangcai.imports.refusals import ColumnsMissing, FileUnreadable, ImportBusy, KindUnknown, NotUndoable, UndoTooLate
from wangcai.imports.undoing import UNDO_DAYS, undo_import, undoable
from wangcai.imports.uploads import clear_upload, draft_of, headers_of, keep_upload

__all__ = [
    "EXPORTS",
    "KINDS",
    "REASONS",
    "UNDO_DAYS",
    "WHOLE",
    "Column",
    "ColumnsMissing",
    "Field",
    "FileBrought",
    "FileUnreadable",
    "ImportBusy",
    "ImportDone",
    "ImportMapping",
    "ImportRow",
    "ImportRun",
    "ImportStarted",
    "ImportUndone",
    "Kind",
    "KindUnknown",
    "ListExported",
    "NotUndoable",
    "Plan",
    "Problem",
    "Rehearsal",
    "Result",
    "Table",
    "UndoTooLate",
    "clear_upload",
    "draft_of",
    "headers_of",
    "keep_upload",
    "open_run",
    "plan_for",
    "prepare_import",
    "problems_of",
    "reasons_csv",
    "reasons_of",
    "rehearse_import",
    "run_for",
    "run_import",
    "runs_of",
    "undo_import",
    "undoable",
    "workbook_of",
]
