"""Pre-numbered paper forms (0.12, 0.30): printed, keyed in, or void; the rest never came back."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, Refusal, clean_line, now
from wangcai.orders.drafts import NewOrder
from wangcai.orders.events import FormClosed, FormsPrinted
from wangcai.orders.models import Order, PaperForm
from wangcai.orders.operations.placing import place_order
from wangcai.shops.public import take_number

MOST_FORMS = 100


class FormClosedAlready(Refusal):
    code = "form_closed"
    sentence = _("纸质单 {number} 已经录过或作废了，请核对编号。")
    field = "number"
    status = 409


class TooManyForms(Refusal):
    code = "too_many_forms"
    sentence = _("一次打印 1 到 {most} 张。")
    field = "count"


@once
def print_forms(*, store: Any, count: int, by: Actor, at: datetime | None = None) -> PaperForm:
    """Give out the next numbers of blank forms; returns the first. Numbers run on for ever, per store."""
    by.require_at("forms.print", store)
    if not 1 <= count <= MOST_FORMS:
        raise TooManyForms(most=MOST_FORMS)
    at = at or now()
    forms = [
        PaperForm.objects.create(
            chain_id=by.chain_id,
            store=store,
            number=f"{store.code.upper()}-P{take_number(store, 'paper'):05d}",
            printed_at=at,
            printed_by=by.key,
        )
        for _i in range(count)
    ]
    record(
        FormsPrinted(subject_id=store.pk, store_id=store.pk, first=forms[0].number, last=forms[-1].number),
        by=by,
        at=at,
    )
    return forms[0]


@once
def key_in_form(
    *, form: PaperForm, order: NewOrder, by: Actor, photo_id: int | None = None, at: datetime | None = None
) -> Order:
    """Turn a returned form into an order; a form makes one order, ever."""
    by.require_at("orders.place", form)
    at = at or now()
    _close(form, PaperForm.State.KEYED, by=by, at=at, photo_id=photo_id)
    placed = place_order(store=form.store, order=order, by=by, at=at)
    PaperForm.objects.of(by).filter(pk=form.pk).update(order=placed)
    return placed


@once
def void_form(*, form: PaperForm, reason: str, by: Actor, at: datetime | None = None) -> PaperForm:
    """Write a spoilt form off with a reason."""
    by.require_at("forms.void", form)
    reason = clean_line(reason, most=120)
    if not reason:
        raise Missing(what=_("作废原因"), field="reason")
    _close(form, PaperForm.State.VOID, by=by, at=at or now(), reason=reason)
    form.refresh_from_db()
    return form


def _close(
    form: PaperForm, state: str, *, by: Actor, at: datetime, reason: str = "", photo_id: int | None = None
) -> None:
    still_out = PaperForm.objects.of(by).filter(pk=form.pk, state=PaperForm.State.PRINTED)
    if not still_out.update(state=state, closed_at=at, closed_by=by.key, reason=reason, photo_id=photo_id):
        raise FormClosedAlready(number=form.number)
    record(
        FormClosed(subject_id=form.pk, store_id=form.store_id, number=form.number, state=state, reason=reason),
        by=by,
        at=at,
    )


def forms_never_returned(by: Actor, store_id: int, before: datetime | None = None) -> list[PaperForm]:
    """Forms printed (before a moment) that were neither keyed in nor voided, in order of number."""
    out = PaperForm.objects.of(by).filter(store_id=store_id, state=PaperForm.State.PRINTED)
    if before:
        out = out.filter(printed_at__lt=before)
    return list(out.order_by("number")[:500])
