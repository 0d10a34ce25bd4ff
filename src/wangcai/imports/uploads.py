"""Files that came through a page: kept under a random name until they are in."""

import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from wangcai.imports.events import FileBrought
from wangcai.imports.kinds import KINDS, Kind
from wangcai.imports.models import ImportRun
from wangcai.imports.operations import prepare_import
from wangcai.imports.plan import plan_for
from wangcai.imports.reading import Table
from wangcai.imports.refusals import KindUnknown
from wangcai.journal.public import record
from wangcai.kernel.public import Actor, Refusal, clean_line, now, writing
from wangcai.shops.public import Store

FOLDER = "imports"
MOST_BYTES = 200 * 1024 * 1024


class FileTooLarge(Refusal):
    code = "import_file_too_large"
    sentence = _("文件超过 {megabytes} MB；请用命令行导入，或分成几份。")
    field = "file"


def keep_upload(*, kind: str, store: Store, name: str, chunks: Iterable[bytes], by: Actor) -> ImportRun:
    """Keep a brought file and open a draft of its import. Refuses unreadable files and leaves none of them behind."""
    if kind not in KINDS:
        raise KindUnknown(kind=kind, kinds=", ".join(KINDS))
    by.require(KINDS[kind].PERMISSION, store.pk)
    path = _write(chunks)
    try:
        name = clean_line(name, most=200) or "file"
        table = Table(path, name)
        mapping = plan_for(
            kind=kind, fields=KINDS[kind].FIELDS, headers=table.headers, by=by, mapping=None, strict=False
        )
        with writing():
            run = ImportRun.objects.create(
                chain_id=by.chain_id, kind=kind, store=store, name=name, path=str(path), digest="", source=mapping.source,
                mapping=mapping.as_mapping(), state=ImportRun.State.READY, started_by=by.key, started_at=now(),
            )  # fmt: skip
            record(FileBrought(subject_id=run.pk, store_id=store.pk, kind=kind, name=name), by=by)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return run


def draft_of(run: ImportRun, *, by: Actor, mapping: dict[str, Any] | None = None) -> Kind:
    """The kept file, ready to rehearse or run. Refuses where it was cleared away or a column is missing."""
    return prepare_import(
        kind=run.kind, path=run.path, by=by, store=run.store, mapping=mapping or run.mapping, name=run.name
    )


def headers_of(run: ImportRun) -> list[str]:
    """The columns of a kept file."""
    return Table(run.path, run.name).headers


def clear_upload(run: ImportRun) -> None:
    """Remove a brought file that is in; a file of the machine's own folders is never touched."""
    path = Path(run.path)
    if path.parent == Path(settings.MEDIA_ROOT) / FOLDER:
        path.unlink(missing_ok=True)


def _write(chunks: Iterable[bytes]) -> Path:
    path = Path(settings.MEDIA_ROOT) / FOLDER / secrets.token_hex(20)
    path.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with open(path, "wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > MOST_BYTES:
                break
            file.write(chunk)
    if size > MOST_BYTES:
        path.unlink()
        raise FileTooLarge(megabytes=MOST_BYTES // 2**20)
    return path
