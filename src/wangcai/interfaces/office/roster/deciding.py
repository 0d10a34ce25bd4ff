"""A manager decides leave and swaps."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wangcai.booking.public import Leave, ShiftSwap, decide_leave, decide_swap, leave_away, short_without, swap_away
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.roster.cover import words_of
from wangcai.interfaces.office.roster.week import shown
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal


@require_POST
@staff_page("booking.roster")
def leave(request: Any, leave_id: int) -> HttpResponse:
    """Approve or refuse leave."""
    found = Leave.objects.of(request.actor).filter(pk=leave_id, store=request.store).select_related("store").first()
    return _decided(request, found, leave_away, lambda asked, **more: decide_leave(leave=asked, **more))


@require_POST
@staff_page("booking.roster")
def swap(request: Any, swap_id: int) -> HttpResponse:
    """Approve or refuse a swap both have agreed to."""
    swaps = ShiftSwap.objects.of(request.actor).filter(pk=swap_id, shift__store=request.store)
    found = swaps.select_related("shift__store", "shift__account", "to").first()
    return _decided(request, found, swap_away, lambda asked, **more: decide_swap(swap=asked, **more))


def _decided(request: Any, asked: Any, away: Any, decide: Any) -> HttpResponse:
    if asked is None:
        raise NotFound
    approve = request.POST.get("decision") == "yes"
    # Asked before it is so: afterwards the person is away already.
    [lacks] = short_without(request.store, [away(asked)]) if approve else [[]]
    try:
        decide(
            asked, approve=approve, note=request.POST.get("note", ""), by=request.actor,
            request_key=request.POST.get("request_key", ""),
        )  # fmt: skip
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return shown(request, refusal=refusal)
    toast(request, _("批了，现在缺人：{words}").format(words=words_of(lacks)) if lacks else _("处理好了"))
    return HttpResponseRedirect(reverse("office:roster"))
