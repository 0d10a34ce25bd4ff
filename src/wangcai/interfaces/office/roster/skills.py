"""Who can do what, at which level, until when: the calendar offers only them."""

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from wangcai.booking.public import SKILL_LABELS, Skill, end_skill, grant_skill, skill_label, skills_of
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal
from wangcai.shops.public import staff_of


class SkillForm(forms.Form):
    account = forms.TypedChoiceField(label=gettext_lazy("谁"), coerce=int)
    code = forms.ChoiceField(label=gettext_lazy("会什么"), choices=list(SKILL_LABELS.items()))
    level = forms.IntegerField(label=gettext_lazy("级别"), min_value=1, max_value=9, initial=1)
    expires_on = forms.DateField(
        label=gettext_lazy("有效到"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, people: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [(person.pk, person.name) for person in people]  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@staff_page("booking.roster")
def skills(request: Any) -> HttpResponse:
    """Every skill of the store's people, and the form for one more."""
    people = staff_of(request.store)
    form = SkillForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        person = next(person for person in people if person.pk == data["account"])
        try:
            grant_skill(
                account=person, code=data["code"], level=data["level"], expires_on=data["expires_on"], by=request.actor,
                store=request.store, request_key=request.POST.get("request_key", ""),
            )  # fmt: skip
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            toast(request, _("记好了"))
            return HttpResponseRedirect(reverse("office:skills"))
    found = skills_of(by=request.actor, accounts=[person.pk for person in people])
    context = {"form": form, "skills": [(skill, skill_label(skill.code)) for skill in found]}
    return render(request, "office/roster/skills.html", context, status=422 if form.errors else 200)


@require_POST
@staff_page("booking.roster")
def end(request: Any, skill_id: int) -> HttpResponse:
    """He or she does this no more."""
    people = [person.pk for person in staff_of(request.store)]
    skill = Skill.objects.of(request.actor).filter(pk=skill_id, account_id__in=people).first()
    if skill is None:
        raise NotFound
    end_skill(skill=skill, store=request.store, by=request.actor, request_key=request.POST.get("request_key", ""))
    toast(request, _("已拿掉"))
    return HttpResponseRedirect(reverse("office:skills"))
