"""Customers: the file, its changes, merging."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from wangcai.customers.public import (
    Customer,
    change_customer,
    create_customer,
    customer_for,
    give_consent,
    merge_customers,
    pets_of,
    shown_phone,
)
from wangcai.interfaces.api.door import actor, page_of, written_once
from wangcai.interfaces.api.routes.pets import PetOut, pet_shown
from wangcai.interfaces.api.schemas import Id, Line, Page, Text, plain
from wangcai.kernel.public import Actor

router = Router(tags=["customers"])


class CustomerIn(Schema):
    name: str = Field(min_length=1, max_length=80)
    phone: str = Field("", max_length=30)
    mail: str = Field("", max_length=120)
    wechat: str = Field("", max_length=60)
    birthday: date | None = None
    style: Line = ""
    family: str = Field("", max_length=300)
    note: Text = ""


class CustomerChange(Schema):
    """Only the fields that are given change."""

    name: str | None = Field(None, min_length=1, max_length=80)
    mail: str | None = Field(None, max_length=120)
    wechat: str | None = Field(None, max_length=60)
    birthday: date | None = None
    style: Line | None = None
    family: str | None = Field(None, max_length=300)
    note: Text | None = None


class CustomerOut(Schema):
    id: int
    public_id: str
    code: str
    name: str
    mail: str
    wechat: str
    birthday: date | None
    style: str
    note: str
    merged_into_id: int | None


class CustomerDetail(CustomerOut):
    phones: list[str]
    pets: list[PetOut]


class CustomerPage(Page):
    items: list[CustomerOut]


class ListQuery(Schema):
    after: int | None = Field(None, ge=1)
    limit: int = Field(50, ge=1, le=200)


class MergeIn(Schema):
    """The file that ends; it goes on pointing to the one that lives."""

    drop_id: Id


class ConsentIn(Schema):
    purpose: str = Field(pattern="^(service|marketing|photos|data)$")
    channel: str = Field("", pattern="^(|sms|mail|wechat|phone)$")
    given: bool
    text_version: str = Field("", max_length=20)


@router.get("", response=CustomerPage, operation_id="list_customers")
def listed(request: HttpRequest, query: Query[ListQuery]) -> Any:
    """Living files, newest first; `/search` finds by words. Scope: customers.see."""
    by = actor(request)
    by.require("customers.see")
    rows = Customer.objects.of(by).filter(merged_into=None)
    if query.after:
        rows = rows.filter(pk__lt=query.after)
    return page_of(list(rows.order_by("-pk")[: query.limit + 1]), query.limit, shown)


@router.post("", response={201: CustomerOut}, operation_id="create_customer")
def create(request: HttpRequest, body: CustomerIn) -> HttpResponse:
    """Open a file. Scope: customers.write."""
    values = body.model_dump()
    return written_once(
        request,
        "POST /customers",
        body.model_dump(mode="json"),
        lambda: shown(create_customer(by=actor(request), **values)),
    )


@router.get("/{customer_id}", response=CustomerDetail, operation_id="get_customer")
def one(request: HttpRequest, customer_id: int) -> Any:
    """One file with phones (masked without the scope customers.phones) and pets. Scope: customers.see."""
    by = actor(request)
    customer = seen(by, customer_id)
    return {
        **shown(customer),
        "phones": [shown_phone(by, customer, phone.number) for phone in customer.phones.all()],
        "pets": [pet_shown(pet) for pet in pets_of(customer)],
    }


@router.patch("/{customer_id}", response=CustomerOut, operation_id="change_customer")
def change(request: HttpRequest, customer_id: int, body: CustomerChange) -> HttpResponse:
    """Change fields of a file. Scope: customers.write."""
    by = actor(request)
    customer = seen(by, customer_id)
    changes = body.model_dump(exclude_unset=True)
    return written_once(
        request,
        f"PATCH /customers/{customer_id}",
        body.model_dump(mode="json", exclude_unset=True),
        lambda: shown(change_customer(customer=customer, by=by, **changes)),
        status=200,
    )


@router.post("/{customer_id}/merges", response={201: CustomerOut}, operation_id="merge_customers")
def merge(request: HttpRequest, customer_id: int, body: MergeIn) -> HttpResponse:
    """Merge another file into this one; both histories stay. Scope: customers.merge."""
    by = actor(request)
    keep, drop = seen(by, customer_id), seen(by, body.drop_id)
    return written_once(
        request,
        f"POST /customers/{customer_id}/merges",
        body.model_dump(mode="json"),
        lambda: shown(merge_customers(keep=keep, drop=drop, by=by)),
    )


@router.post("/{customer_id}/consents", response={201: ConsentIn}, operation_id="give_consent")
def consent(request: HttpRequest, customer_id: int, body: ConsentIn) -> HttpResponse:
    """Record a yes or no to a purpose on a channel. Scope: customers.write."""
    by = actor(request)
    customer = seen(by, customer_id)
    values = body.model_dump()
    return written_once(
        request,
        f"POST /customers/{customer_id}/consents",
        values,
        lambda: plain(ConsentIn, give_consent(customer=customer, by=by, source="api", **values)),
    )


def seen(by: Actor, customer_id: int) -> Customer:
    by.require("customers.see")
    return customer_for(by, customer_id)


def shown(customer: Customer) -> dict[str, Any]:
    return plain(CustomerOut, customer, public_id=str(customer.public_id))
