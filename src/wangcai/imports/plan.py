"""Which column means what: guessed from the headers, remembered, or given; and what the file does not say by itself."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from wangcai.imports.models import ImportMapping
from wangcai.imports.presets import preset_for
from wangcai.imports.refusals import ColumnsMissing, MappingUnclear
from wangcai.kernel.public import Actor, folded, now

OPTIONS = {"source", "date_order", "fees"}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a file can tell us. `words` are the headers old systems use for it, Chinese and English."""

    name: str
    label: Any
    words: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Our fields and the columns they stand in, with options: source, date_order (dmy, mdy), fees (codes that are no goods)."""

    headers: tuple[str, ...]
    columns: dict[str, int]
    source: str = "import"
    date_order: str = ""
    fees: frozenset[str] = frozenset()
    unused: tuple[str, ...] = field(default=())

    def cell(self, cells: Sequence[str], name: str) -> str:
        """The text of a field in a row; empty where the file has no such column."""
        column = self.columns.get(name)
        return "" if column is None else cells[column].strip()

    def header(self, name: str) -> str:
        """How the file calls a field, for reasons a person reads."""
        column = self.columns.get(name)
        return name if column is None else self.headers[column]

    def as_mapping(self) -> dict[str, Any]:
        """The mapping as it is stored and as `--mapping FILE` takes it."""
        return {
            "columns": {name: self.headers[column] for name, column in self.columns.items()},
            "source": self.source,
            "date_order": self.date_order,
            "fees": sorted(self.fees),
        }


def plan_for(
    *,
    kind: str,
    fields: Sequence[Field],
    headers: Sequence[str],
    by: Actor,
    mapping: dict[str, Any] | None,
    strict: bool = True,
) -> Plan:
    """Decide the columns: what was given, else what this chain said last, else a known shape, else a guess by words.

    Refuses with ColumnsMissing where a required field has no column (`strict`), MappingUnclear for unknown names.
    """
    if mapping is None:
        mapping = remembered(kind=kind, headers=headers, by=by) or preset_for(kind, headers)
    columns, options = _given({} if mapping is None else mapping, fields, headers)
    if not columns:
        columns = guess(fields, headers)
    missing = [str(f.label) for f in fields if f.required and f.name not in columns]
    if not columns and not missing:
        missing = [str(f.label) for f in fields[:3]]
    if missing and strict:
        raise ColumnsMissing(fields="、".join(missing), headers="、".join(headers)[:300])
    return Plan(
        headers=tuple(headers),
        columns=columns,
        source=str(options.get("source") or "import")[:30],
        date_order=str(options.get("date_order") or ""),
        fees=frozenset(str(code).upper() for code in options.get("fees") or ()),
        unused=tuple(h for i, h in enumerate(headers) if h and i not in columns.values()),
    )


def guess(fields: Sequence[Field], headers: Sequence[str]) -> dict[str, int]:
    """Columns by their words; the first field that knows a header has it."""
    by_word: dict[str, str] = {}
    for one in fields:
        for word in (one.name, str(one.label), *one.words):
            by_word.setdefault(_plain(word), one.name)
    columns: dict[str, int] = {}
    for column, header in enumerate(headers):
        name = by_word.get(_plain(header))
        if name and name not in columns:
            columns[name] = column
    return columns


def remembered(*, kind: str, headers: Sequence[str], by: Actor) -> dict[str, Any] | None:
    """What this chain said last about a file with these headers."""
    row = ImportMapping.objects.of(by).filter(kind=kind, headers_digest=headers_digest(headers)).first()
    return row.mapping if row else None


def remember(*, kind: str, plan: Plan, by: Actor) -> None:
    """Keep the mapping for the next file of this shape. Called inside the run's transaction."""
    ImportMapping.objects.of(by).update_or_create(
        kind=kind,
        headers_digest=headers_digest(plan.headers),
        defaults={"mapping": plan.as_mapping(), "used_at": now()},
        create_defaults={"chain_id": by.chain_id, "mapping": plan.as_mapping(), "used_at": now()},
    )


def headers_digest(headers: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join(headers).encode("utf-8", "surrogatepass")).hexdigest()


def _given(
    mapping: dict[str, Any], fields: Sequence[Field], headers: Sequence[str]
) -> tuple[dict[str, int], dict[str, Any]]:
    """`{"columns": {field: header}, options…}`, or plain `{field: header}` or `{header: field}`."""
    if not isinstance(mapping, dict):
        raise MappingUnclear(why="JSON 应是一个对象 / not a JSON object")
    options = {key: mapping[key] for key in OPTIONS & mapping.keys()}
    pairs = mapping.get("columns", {k: v for k, v in mapping.items() if k not in OPTIONS})
    names, places = {f.name for f in fields}, {header: i for i, header in reversed(list(enumerate(headers)))}
    columns: dict[str, int] = {}
    for left, right in pairs.items():
        if right in (None, ""):
            continue
        name, header = (left, right) if left in names else (right, left)
        if isinstance(header, int) and 0 <= header < len(headers):
            columns[name] = header
            continue
        if name not in names:
            raise MappingUnclear(why=f"{left} → {right}; {', '.join(sorted(names))}")
        if header not in places:
            raise MappingUnclear(why=f"{header} ∉ {', '.join(headers)[:200]}")
        columns[name] = places[header]
    return columns, options


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", folded(text))
