"""Moving pieces, taking damaged ones off, writing off: on the file of an item, per bin and lot."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.goods import forms
from wangcai.interfaces.office.goods.editing import tried
from wangcai.kernel.public import Actor
from wangcai.shops.public import actor_of, prove_pin, staff_of
from wangcai.stock.public import SecondPersonNeeded, mark_damaged, move_bin, write_off

SAID = {"move": _("已移位"), "damage": _("已转入残损区"), "off": _("已报损")}


@require_POST
@staff_page("stock.move")
def pieces(request: Any, variant_id: int) -> HttpResponse:
    form = forms.PiecesForm(request.POST)
    at = f"{request.POST.get('act')}-{request.POST.get('bin')}-{request.POST.get('lot')}"

    def act() -> None:
        data = form.cleaned_data
        where = {
            "store": request.store,
            "variant_id": variant_id,
            "lot_id": data["lot"],
            "quantity": data["quantity"],
            "by": request.actor,
            "request_key": request.POST.get("request_key"),
        }
        if data["act"] == "move":
            move_bin(**where, source_id=data["bin"], target_id=data["target"] or 0)
        elif data["act"] == "damage":
            mark_damaged(**where, bin_id=data["bin"], reason=data["reason"])
        else:
            second = approver(request, data["second"], data["pin"])
            write_off(**where, bin_id=data["bin"], reason=data["reason"], second=second)

    return tried(request, variant_id, at, form, act, str(SAID.get(request.POST.get("act", ""), _("已保存"))))


def approver(request: Any, account_id: int | None, pin: str) -> Actor:
    """Who proves by PIN that the loss is right: the chosen colleague. Refuses with SecondPersonNeeded or PinWrong."""
    account = next((a for a in staff_of(request.store, "stock.approve") if a.pk == account_id), None)
    if account is None:
        raise SecondPersonNeeded
    prove_pin(account=account, pin=pin)
    return actor_of(account)
