"""Stores of the chain, and one search for everything."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from wangcai.interfaces.api.door import actor
from wangcai.interfaces.api.schemas import Line, plain
from wangcai.lookup.public import find
from wangcai.shops.public import visible_stores

router = Router(tags=["shops"])


class StoreOut(Schema):
    id: int
    code: str
    name: str
    timezone: str
    address: str
    phone: str


class HitOut(Schema):
    kind: str
    target_id: int
    title: str
    detail: str


class FindQuery(Schema):
    q: Line = Field(min_length=1)
    kind: str = Field("", max_length=10)
    limit: int = Field(12, ge=1, le=50)


@router.get("/stores", response=list[StoreOut], operation_id="list_stores")
def stores(request: HttpRequest) -> Any:
    """The stores this token may act in."""
    return [plain(StoreOut, store) for store in visible_stores(actor(request))]


@router.get("/search", response=list[HitOut], operation_id="search")
def search(request: HttpRequest, query: Query[FindQuery]) -> Any:
    """Customers, pets, orders and goods by name, pinyin, initials, phone tail or code. Scope: customers.see."""
    by = actor(request)
    by.require("customers.see")
    hits = find(by, query.q, kinds=[query.kind] if query.kind else None, limit=query.limit)
    return [{name: asdict(hit).get(name, "") for name in HitOut.model_fields} for hit in hits]
