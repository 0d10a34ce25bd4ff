"""One course: its goals, lessons and what a pet must show to go home."""

import re
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from wangcai.care.public import Programme, end_programme, programme_for, set_programme
from wangcai.catalogue.public import Service
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal

GOAL = re.compile(r"^(.*?)[\s:：,，]*([0-9])?$")
USUAL = 4
LINES = {"rows": 5}


class CourseForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("课程名称"), max_length=80)
    service = forms.TypedChoiceField(label=gettext_lazy("收费项目"), coerce=int)
    sessions = forms.IntegerField(label=gettext_lazy("节数"), min_value=1, max_value=200, initial=8)
    goals = forms.CharField(label=gettext_lazy("目标（一行一个，末尾写要几分）"), widget=forms.Textarea(attrs=LINES))
    criteria = forms.CharField(label=gettext_lazy("回家标准（一行一条）"), widget=forms.Textarea(attrs=LINES))


@require_http_methods(["GET", "POST"])
@staff_page("care.training")
def course(request: Any, programme_id: int = 0) -> HttpResponse:
    """Make or change a course; pets already in it keep what they began with."""
    known = programme_for(request.actor, programme_id) if programme_id else None
    services = (
        Service.objects.of(request.actor).filter(kind=Service.Kind.TRAIN, ended_at=None).select_related("variant")
    )
    variants = {service.variant_id: service.variant for service in services}
    if known:
        variants.setdefault(known.variant_id, known.variant)
    form = CourseForm(request.POST or None, initial=_initial(known))
    form.fields["service"].choices = [(pk, variant.name) for pk, variant in variants.items()]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            set_programme(
                programme=known, variant=variants[given["service"]], name=given["name"], sessions=given["sessions"],
                goals=goals_of(given["goals"]), criteria=given["criteria"].splitlines(), by=request.actor,
                request_key=request.POST.get("request_key"),
            )  # fmt: skip
        except (NotFound, NotAllowed):
            raise
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            toast(request, _("保存好了"))
            return redirect("office:training")
    context = {"form": form, "known": known, "none": not variants}
    return render(request, "office/training/course.html", context, status=422 if form.errors else 200)


def goals_of(text: str) -> list[tuple[str, int]]:
    """`随行不拉绳 4` → ("随行不拉绳", 4), one a line; without a number the usual one."""
    found = []
    for line in text.splitlines():
        match = GOAL.match(line.strip())
        if match and match[1].strip():
            found.append((match[1].strip(), int(match[2]) if match[2] else USUAL))
    return found


def _initial(known: Programme | None) -> dict[str, Any] | None:
    if known is None:
        return None
    return {
        "name": known.name,
        "service": known.variant_id,
        "sessions": known.sessions,
        "goals": "\n".join(f"{goal['text']} {goal['target']}" for goal in known.goals),
        "criteria": "\n".join(rule["text"] for rule in known.criteria),
    }


@require_POST
@staff_page("care.training")
def end(request: Any, programme_id: int) -> HttpResponse:
    """No new pets from now on."""
    end_programme(
        programme=programme_for(request.actor, programme_id), by=request.actor,
        request_key=request.POST.get("request_key"),
    )  # fmt: skip
    toast(request, _("这门课不再开"))
    return redirect("office:training")
