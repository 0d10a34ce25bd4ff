"""The parts of the settings of services: one row of tabs."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal

SETUP = "booking.setup"
PARTS = (
    ("services", _("服务"), "scissors"),
    ("surcharges", _("加收"), "circle-plus"),
    ("places", _("房间与工位"), "door-enter"),
    ("vaccine_plans", _("疫苗计划"), "vaccine"),
)
KINDS = {"groom": _("洗护美容"), "board": _("寄养"), "train": _("训练"), "health": _("健康护理")}


def service_tabs(current: str) -> list[dict[str, Any]]:
    """Where one is and where else one may go."""
    return [
        {"label": label, "icon": icon, "url": reverse(f"office:{name}"), "current": name == current}
        for name, label, icon in PARTS
    ]


def saved(request: Any, form: Any, work: Callable[[], Any], back: str) -> tuple[HttpResponse | None, Refusal | None]:
    """Do the use case: (redirect, None), or (None, a refusal no field of the form stands for)."""
    try:
        work()
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        if refusal.field in form.fields:
            form.add_error(refusal.field, str(refusal))
            return None, None
        return None, refusal
    toast(request, _("保存好了"))
    return HttpResponseRedirect(back), None
