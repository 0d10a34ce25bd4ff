"""Shapes shared by the routes. Amounts are whole fen, weights grams, times ISO 8601 with an offset."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import AwareDatetime, Field

Fen = Annotated[int, Field(ge=0, le=10**12)]
Pieces = Annotated[int, Field(ge=1, le=100_000)]
Id = Annotated[int, Field(ge=1, le=2**62)]
Line = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=2000)]
Moment = AwareDatetime


class Problem(Schema):
    """A refusal: nothing was saved. `code` is for programs, `message` for people."""

    code: str
    message: str
    details: dict[str, Any] = {}


class Nothing(Schema):
    """An empty body: {}."""


class Page(Schema):
    """A keyset page: pass `next` as `after` to get the following one; null at the end."""

    next: str | None = None


def stamp(at: datetime | None) -> str | None:
    """A time as the API writes it."""
    return at.isoformat().replace("+00:00", "Z") if at else None


def plain(shape: type[Schema], row: Any, **more: Any) -> dict[str, Any]:
    """A row as JSON-ready values of a schema; `more` gives what the row does not hold under that name."""
    values = {name: more[name] if name in more else getattr(row, name) for name in shape.model_fields}
    return shape(**values).model_dump(mode="json")
