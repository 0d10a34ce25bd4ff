"""最少在岗: how many people must be there, by weekday and hours, of any skill or of one; and the words for where they are not."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from wangcai.booking.public import SKILL_LABELS, Cover, Short, cover_of, set_cover, skill_label
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.ui.components.text import WEEKDAYS
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal


class CoverForm(forms.Form):
    days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("哪几天"), coerce=int, widget=forms.CheckboxSelectMultiple,
        choices=[(number, gettext_lazy(name)) for number, name in enumerate(WEEKDAYS)],
    )  # fmt: skip
    opens = forms.TimeField(label=gettext_lazy("从"), initial="09:00")
    closes = forms.TimeField(label=gettext_lazy("到"), initial="21:00")
    skill = forms.ChoiceField(
        label=gettext_lazy("会什么"), required=False, choices=[("", gettext_lazy("不限")), *SKILL_LABELS.items()]
    )
    people = forms.IntegerField(label=gettext_lazy("至少几人"), min_value=1, max_value=100, initial=1)


@dataclass(slots=True)
class Wish:
    """The same wish on several weekdays, as one line."""

    opens: time
    closes: time
    skill: str
    people: int
    rows: list[Cover] = field(default_factory=list)

    @property
    def days(self) -> str:
        return weekdays(row.weekday for row in self.rows)

    @property
    def words(self) -> str:
        who = skill_label(self.skill) if self.skill else _("不限")
        return _("{who} {people} 人").format(who=who, people=self.people)

    @property
    def keys(self) -> str:
        return ",".join(str(row.pk) for row in self.rows)


@require_http_methods(["GET", "POST"])
@staff_page("booking.roster")
def cover(request: Any) -> HttpResponse:
    """What is wanted now, and the form for one more line."""
    rows = cover_of(by=request.actor, store=request.store)
    form = CoverForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        new = [(day, data["opens"], data["closes"], data["skill"], data["people"]) for day in data["days"]]
        try:
            _write(request, rows, [*_told(rows), *(row for row in new if row not in _told(rows))])
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            toast(request, _("记好了，缺人的时候排班表上会写"))
            return HttpResponseRedirect(reverse("office:cover"))
    return _page(request, rows, form)


@require_POST
@staff_page("booking.roster")
def drop(request: Any) -> HttpResponse:
    """This line is wanted no more; refused where somebody changed it meanwhile."""
    rows = cover_of(by=request.actor, store=request.store)
    gone = {int(key) for key in request.POST.get("rows", "").split(",") if key.isdecimal()}
    if not gone <= {row.pk for row in rows} or not gone:
        raise NotFound
    try:
        _write(request, rows, _told(row for row in rows if row.pk not in gone))
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return _page(request, cover_of(by=request.actor, store=request.store), CoverForm(), refusal)
    toast(request, _("已拿掉"))
    return HttpResponseRedirect(reverse("office:cover"))


def _page(request: Any, rows: list[Cover], form: CoverForm, refusal: Refusal | None = None) -> HttpResponse:
    context = {"form": form, "wishes": wishes_of(rows), "refused": refusal}
    return render(request, "office/roster/cover.html", context, status=422 if refusal or form.errors else 200)


def _write(request: Any, seen: list[Cover], rows: list[tuple[int, time, time, str, int]]) -> None:
    set_cover(
        store=request.store, rows=rows, seen=[row.pk for row in seen], by=request.actor,
        request_key=request.POST.get("request_key", ""),
    )  # type: ignore[call-arg]  # fmt: skip


def _told(rows: Iterable[Cover]) -> list[tuple[int, time, time, str, int]]:
    return [(row.weekday, row.opens, row.closes, row.skill, row.people) for row in rows]


def wishes_of(rows: list[Cover]) -> list[Wish]:
    """Lines that differ only in the day stand together."""
    found: dict[tuple[time, time, str, int], Wish] = {}
    for row in rows:
        key = (row.opens, row.closes, row.skill, row.people)
        found.setdefault(key, Wish(*key)).rows.append(row)
    return sorted(found.values(), key=lambda wish: (wish.skill, wish.opens, wish.rows[0].weekday))


def weekdays(days: Iterable[int]) -> str:
    """`每天`, `周一至周五`, `周一、周三`."""
    runs: list[list[int]] = []
    for day in sorted(set(days)):
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    if runs == [list(range(7))]:
        return _("每天")
    words = []
    for run in runs:
        names = [_(WEEKDAYS[day]) for day in run]
        words += [_("{first}至{last}").format(first=names[0], last=names[-1])] if len(run) > 2 else names
    return _("、").join(words)


def hours_of_short(short: Short) -> str:
    """10:00–14:00 犬洗护 缺 1 人"""
    begins, ends = timezone.localtime(short.begins_at), timezone.localtime(short.ends_at)
    return _("{begins}–{ends} {skill}缺 {n} 人").format(
        begins=f"{begins:%H:%M}", ends="24:00" if ends.date() > begins.date() else f"{ends:%H:%M}", n=short.missing,
        skill=skill_label(short.skill) + " " if short.skill else "",
    )  # fmt: skip


def words_of(shorts: list[Short], most: int = 3) -> str:
    """`11/24 10:00–14:00 犬洗护 缺 1 人、…`; empty where nothing lacks."""
    if not shorts:
        return ""
    told = [f"{short.day.month}/{short.day.day} {hours_of_short(short)}" for short in shorts[:most]]
    words = _("、").join(told)
    return _("{words} 等 {n} 处").format(words=words, n=len(shorts)) if len(shorts) > most else words
