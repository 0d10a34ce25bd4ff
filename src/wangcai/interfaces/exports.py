"""Any list as an xlsx file, as it was seen: the door for pages. The right is checked and the taking is written down."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from wangcai.imports.public import Column, workbook_of
from wangcai.shops.public import Chain

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export_rows(
    request: HttpRequest,
    title: Any,
    columns: Sequence[tuple[Any, str] | Any],
    rows: Iterable[Sequence[Any]],
    *,
    permission: str,
) -> HttpResponse:
    """The rows as a download. `columns`: labels, or (label, kind) with kind text, money (fen), int, percent, date, time.

    `permission`: reports.export, orders.export or customers.export. Raises NotAllowed, which a staff page turns into 403.
    """
    shown = [Column(*column) if isinstance(column, tuple) else Column(column) for column in columns]
    by, store = request.actor, request.store  # type: ignore[attr-defined]
    currency = Chain.objects.values_list("currency", flat=True).get(pk=by.chain_id)
    data = workbook_of(
        store=store,
        title=str(title),
        columns=shown,
        rows=rows,
        by=by,
        permission=permission,
        digits=0 if currency == "JPY" else 2,
    )
    name = f"{title} {timezone.localdate():%Y-%m-%d}.xlsx"
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename=export.xlsx; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response
