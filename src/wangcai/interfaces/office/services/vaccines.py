"""疫苗计划: what a species should have, for how many months, from which source."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangcai.catalogue.public import SPECIES_WORDS
from wangcai.customers.public import VaccinePlan, make_usual_vaccines, plans_of, set_vaccine_plan
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.services.forms import PlanForm
from wangcai.interfaces.office.services.tabs import SETUP, saved, service_tabs
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotFound


@require_GET
@staff_page(SETUP)
def plans(request: Any) -> HttpResponse:
    """By species."""
    rows = plans_of(request.actor)
    groups = [(label, [row for row in rows if row.species == code]) for code, label in SPECIES_WORDS.items()]
    context = {"tabs": service_tabs("vaccine_plans"), "groups": [(label, lines) for label, lines in groups if lines]}
    return render(request, "office/services/vaccines.html", context)


@require_http_methods(["GET", "POST"])
@staff_page(SETUP)
def plan(request: Any, plan_id: int = 0) -> HttpResponse:
    """Add a line, or change one; what was entered before keeps its day."""
    by = request.actor
    row = VaccinePlan.objects.of(by).filter(pk=plan_id).values().first() if plan_id else None
    if plan_id and row is None:
        raise NotFound
    form = PlanForm(request.POST or None, initial=row or {"species": "dog", "kind": "vaccine", "months": 12})
    if row:
        form.fields["species"].disabled = form.fields["code"].disabled = True
    refusal = None
    if request.method == "POST" and form.is_valid():

        def work() -> None:
            set_vaccine_plan(by=by, request_key=request.POST.get("request_key", ""), **form.cleaned_data)

        done, refusal = saved(request, form, work, reverse("office:vaccine_plans"))
        if done:
            return done
    context = {
        "form": form,
        "refusal": refusal,
        "title": row["name"] if row else _("加一项"),
        "back": reverse("office:vaccine_plans"),
    }
    return render(request, "office/services/form.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@staff_page(SETUP)
def usual(request: Any) -> HttpResponse:
    """The usual ones, each with its source."""
    make_usual_vaccines(by=request.actor)
    toast(request, _("常用疫苗计划补齐了"))
    return HttpResponseRedirect(reverse("office:vaccine_plans"))
