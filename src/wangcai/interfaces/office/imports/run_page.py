"""One import: columns and check before, progress during, outcome and undo after."""

import logging
import threading
import uuid
from typing import Any

from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wangcai.imports.public import (
    KINDS,
    WHOLE,
    ImportRun,
    Kind,
    Rehearsal,
    clear_upload,
    draft_of,
    headers_of,
    problems_of,
    reasons_csv,
    rehearse_import,
    run_for,
    run_import,
    undo_import,
    undoable,
)
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.imports.words import DATE_ORDERS, REMARKS, STATES
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal

log = logging.getLogger(__name__)
SHOWN = 100
_under_way: set[int] = set()


@require_GET
@staff_page("customers.import")
def run(request: Any, public_id: uuid.UUID) -> HttpResponse:
    return show(request, run_for(request.actor, public_id))


@require_POST
@staff_page("customers.import")
def check(request: Any, public_id: uuid.UUID) -> HttpResponse:
    """Judge every row with the chosen columns; nothing is written."""
    found = run_for(request.actor, public_id)
    chosen = mapping_in(request, found)
    try:
        rehearsal = rehearse_import(draft_of(found, by=request.actor, mapping=chosen))
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        return show(request, found, mapping=chosen, refusal=refusal)
    return show(request, found, mapping=chosen, rehearsal=rehearsal)


@require_POST
@staff_page("customers.import")
def start(request: Any, public_id: uuid.UUID) -> HttpResponse:
    """Import for good, or go on where an import was interrupted. A long one goes on behind the page."""
    found = run_for(request.actor, public_id)
    if found.state not in (ImportRun.State.READY, ImportRun.State.RUNNING):
        return redirect("office:import_run", found.public_id)
    chosen = mapping_in(request, found) if found.state == ImportRun.State.READY else None
    try:
        prepared = draft_of(found, by=request.actor, mapping=chosen)
        draft = found if found.state == ImportRun.State.READY else None
        if prepared.survey() <= WHOLE:
            done = run_import(prepared, draft=draft).run
            clear_upload(done)
            return redirect("office:import_run", done.public_id)
        begin_behind(prepared, draft, found.pk)
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        return show(request, found, mapping=chosen, refusal=refusal)
    return redirect("office:import_run", found.public_id)


@require_GET
@staff_page("customers.import")
def progress(request: Any, public_id: uuid.UUID) -> HttpResponse:
    """The bar while it runs; when it is done, the whole page comes anew."""
    found = run_for(request.actor, public_id)
    if found.state == ImportRun.State.DONE:
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    return render(request, "office/imports/run.html#bar", context_of(found))


@require_GET
@staff_page("customers.import")
def reasons(request: Any, public_id: uuid.UUID) -> HttpResponse:
    """Every refused or doubtful row with cell and reason, as a file that can be mended and imported again."""
    found = run_for(request.actor, public_id)
    rows = [*problems_of(found, limit=None), *problems_of(found, doubts=True, limit=None)]
    headers = found.remarks.get("headers") or list(found.mapping.get("columns", {}).values())
    response = StreamingHttpResponse(reasons_csv(headers, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = "attachment; filename=reasons.csv"
    return response  # type: ignore[return-value]


@require_POST
@staff_page("customers.import")
def undo(request: Any, public_id: uuid.UUID) -> HttpResponse:
    found = run_for(request.actor, public_id)
    try:
        done = undo_import(run=found, by=request.actor, request_key=request.POST.get("request_key"))
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        return show(request, found, refusal=refusal)
    words = _("已撤销：取走 {removed} 份，保留 {kept} 份")
    toast(request, words.format(removed=done.remarks["removed"], kept=done.remarks["kept"]))
    return redirect("office:import_run", done.public_id)


def begin_behind(prepared: Kind, draft: ImportRun | None, run_id: int) -> None:
    """Carry on in a thread of this server. Where the server stops, the run stays and is continued by the same button."""
    if run_id in _under_way:
        return
    _under_way.add(run_id)

    def work() -> None:
        try:
            clear_upload(run_import(prepared, draft=draft).run)
        except Exception:
            log.exception("import %s stopped", run_id)
        finally:
            _under_way.discard(run_id)
            connection.close()

    threading.Thread(target=work, name=f"import-{run_id}", daemon=True).start()


def mapping_in(request: Any, found: ImportRun) -> dict[str, Any]:
    """What the form says; without one, what was remembered or guessed."""
    if "source" not in request.POST:
        return dict(found.mapping)
    fields = KINDS[found.kind].FIELDS
    columns = {field.name: request.POST.get(f"column-{field.name}", "") for field in fields}
    return {
        **found.mapping,
        "columns": {name: header for name, header in columns.items() if header},
        "source": request.POST.get("source", ""),
        "date_order": request.POST.get("date_order", ""),
    }


def show(
    request: Any, found: ImportRun, *, mapping: dict[str, Any] | None = None, rehearsal: Rehearsal | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:  # fmt: skip
    context = {**context_of(found), "refusal": refusal, "rehearsal": rehearsal}
    if found.state == ImportRun.State.READY:
        context |= columns_of(found, mapping or found.mapping)
    if rehearsal:
        context |= {
            "problems": rehearsal.refused[:SHOWN], "doubts": rehearsal.doubts[:SHOWN],
            "more_problems": max(len(rehearsal.refused) - SHOWN, 0), "remarks": remarks_of(dict(rehearsal.remarks)),
        }  # fmt: skip
    elif found.state != ImportRun.State.READY:
        context |= {
            "problems": problems_of(found),
            "doubts": problems_of(found, doubts=True),
            "remarks": remarks_of(found.remarks),
        }
    return render(request, "office/imports/run.html", context, status=422 if refusal else 200)


def context_of(found: ImportRun) -> dict[str, Any]:
    label, tone = STATES[found.state]
    return {
        "run": found, "kind_label": KINDS[found.kind].LABEL, "state_label": label, "tone": tone,
        "undoable": undoable(found), "under_way": found.pk in _under_way,
    }  # fmt: skip


def columns_of(found: ImportRun, mapping: dict[str, Any]) -> dict[str, Any]:
    """The form of columns: each of our fields beside the headers of the file."""
    try:
        headers = headers_of(found)
    except Refusal as refusal:
        return {"columns": [], "refusal": refusal}
    options = [("", _("（没有这一列）")), *((header, header) for header in headers if header)]
    chosen = mapping.get("columns", {})
    columns = [
        (f"column-{f.name}", f"{f.label}{' *' if f.required else ''}", chosen.get(f.name, ""))
        for f in KINDS[found.kind].FIELDS
    ]
    unused = [header for header in headers if header and header not in chosen.values()]
    return {
        "columns": columns, "options": options, "unused": _("、").join(unused), "source": mapping.get("source", "import"),
        "date_orders": DATE_ORDERS, "date_order": mapping.get("date_order", ""),
    }  # fmt: skip


def remarks_of(remarks: dict[str, Any]) -> list[tuple[Any, Any]]:
    return [(words, f"{remarks[key]:,}") for key, words in REMARKS.items() if remarks.get(key)]
