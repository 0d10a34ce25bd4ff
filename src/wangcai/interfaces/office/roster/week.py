"""The week: people down, days across; where too few are stands on top."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from wangcai.booking.public import (
    Shift,
    Short,
    copy_week,
    cover_of,
    drop_shift,
    leave_away,
    leave_hits,
    leaves_of,
    open_requests,
    plan_shift,
    shifts_of,
    short_cover,
    short_without,
    swap_away,
)
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.roster.cover import hours_of_short, words_of
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal, local, moment, now
from wangcai.shops.public import staff_of

WEEK = timedelta(days=7)


@dataclass(slots=True)
class Row:
    """One person's week: for each day the shifts, and whether leave falls on it."""

    person: Any
    days: list[dict[str, Any]] = field(default_factory=list)
    hours: float = 0


class ShiftForm(forms.Form):
    account = forms.TypedChoiceField(label=gettext_lazy("谁"), coerce=int)
    days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("哪几天"), coerce=date.fromisoformat, widget=forms.CheckboxSelectMultiple
    )
    starts = forms.TimeField(label=gettext_lazy("从"), initial="09:00")
    ends = forms.TimeField(label=gettext_lazy("到"), initial="18:00")

    def __init__(self, *args: Any, people: list[Any], first: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [(person.pk, person.name) for person in people]  # type: ignore[attr-defined]
        days = [first + timedelta(days=n) for n in range(7)]
        self.fields["days"].choices = [(str(day), date_format(day, "D j")) for day in days]  # type: ignore[attr-defined]


@require_GET
@staff_page("booking.see")
def roster(request: Any) -> HttpResponse:
    """The week of `?week=` (any day of it), this one by default."""
    return shown(request)


def shown(request: Any, form: ShiftForm | None = None, refusal: Refusal | None = None) -> HttpResponse:
    first = monday_of(request)
    people = staff_of(request.store)
    may = request.actor.may("booking.roster", request.store.pk)
    leaves, swaps = open_requests(by=request.actor, store=request.store) if may else ([], [])
    lacks = short_without(request.store, [*map(leave_away, leaves), *map(swap_away, swaps)])
    broken = [words_of(found) for found in lacks]
    short = [each for each in short_cover(request.store, first) if each.ends_at > now()]
    context = {
        "first": first,
        "last": first + timedelta(days=6),
        "before": str(first - WEEK),
        "after": str(first + WEEK),
        "heads": [first + timedelta(days=n) for n in range(7)],
        "today": local(now(), request.store.timezone).date(),
        "rows": rows_of(request, people, first),
        "short": words_of(short),
        "cover": cover_row(request, first, short),
        "leaves": [(leave, len(leave_hits(leave)), words) for leave, words in zip(leaves, broken, strict=False)],
        "swaps": list(zip(swaps, broken[len(leaves) :], strict=True)),
        "form": form or ShiftForm(people=people, first=first),
        "may": may,
        "refused": refusal,
    }
    return render(request, "office/roster/week.html", context, status=422 if refusal or (form and form.errors) else 200)


def rows_of(request: Any, people: list[Any], first: date) -> list[Row]:
    """Two queries, whatever the number of people."""
    store, zone = request.store, request.store.timezone
    shifts: dict[tuple[int, date], list[Shift]] = {}
    rows = {person.pk: Row(person) for person in people}
    for shift in shifts_of(by=request.actor, store=store, first_day=first):
        rows.setdefault(shift.account_id, Row(shift.account))
        shifts.setdefault((shift.account_id, local(shift.starts_at, zone).date()), []).append(shift)
        rows[shift.account_id].hours += (shift.ends_at - shift.starts_at).total_seconds() / 3600
    away = leaves_of(by=request.actor, store=store, first_day=first)
    for pk, row in rows.items():
        for n in range(7):
            day = first + timedelta(days=n)
            off = [leave for leave in away if leave.account_id == pk and _touches(leave, day, zone)]
            row.days.append({"day": day, "shifts": shifts.get((pk, day), []), "leave": off[0] if off else None})
    return sorted(rows.values(), key=lambda row: (-row.hours, row.person.name))


def cover_row(request: Any, first: date, short: list[Short]) -> list[tuple[bool, list[str]]]:
    """For each day: is somebody wanted yet, and the hours that lack somebody. Empty where the store wants nobody."""
    wanted = {row.weekday for row in cover_of(by=request.actor, store=request.store)}
    if not wanted:
        return []
    days = [first + timedelta(days=number) for number in range(7)]
    today = local(now(), request.store.timezone).date()
    return [
        (day.weekday() in wanted and day >= today, [hours_of_short(each) for each in short if each.day == day])
        for day in days
    ]


def _touches(leave: Any, day: date, zone: str) -> bool:
    begins, ends = moment(day, time.min, zone), moment(day + timedelta(days=1), time.min, zone)
    return leave.starts_at < ends and leave.ends_at > begins


def monday_of(request: Any) -> date:
    try:
        day = date.fromisoformat(request.GET.get("week") or request.POST.get("week") or "")
    except ValueError:
        day = local(now(), request.store.timezone).date()
    return day - timedelta(days=day.weekday())


def back(first: date) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('office:roster')}?week={first}")


@require_POST
@staff_page("booking.roster")
def add(request: Any) -> HttpResponse:
    """The same stretch on each of the chosen days; an end before the beginning runs past midnight."""
    first, people = monday_of(request), staff_of(request.store)
    form = ShiftForm(request.POST, people=people, first=first)
    if not form.is_valid():
        return shown(request, form)
    person = next(person for person in people if person.pk == form.cleaned_data["account"])
    key = request.POST.get("request_key", "")
    try:
        for day in form.cleaned_data["days"]:
            starts = moment(day, form.cleaned_data["starts"], request.store.timezone)
            last = day if form.cleaned_data["ends"] > form.cleaned_data["starts"] else day + timedelta(days=1)
            plan_shift(
                store=request.store, account=person, starts_at=starts, by=request.actor,
                ends_at=moment(last, form.cleaned_data["ends"], request.store.timezone),
                request_key=f"{key}-{day}" if key else "",
            )  # fmt: skip
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return shown(request, form, refusal)
    toast(request, _("排好了"))
    return back(first)


@require_POST
@staff_page("booking.roster")
def drop(request: Any, shift_id: int) -> HttpResponse:
    """Take a shift off."""
    shift = Shift.objects.of(request.actor).filter(pk=shift_id, store=request.store).select_related("store").first()
    if shift is None:
        raise NotFound
    drop_shift(shift=shift, by=request.actor, request_key=request.POST.get("request_key", ""))
    toast(request, _("班次已拿掉"))
    return back(monday_of(request))


@require_POST
@staff_page("booking.roster")
def copy(request: Any) -> HttpResponse:
    """This week's plan for the next one, too."""
    first = monday_of(request)
    copy_week(
        store=request.store, first_day=first, to_day=first + WEEK, by=request.actor,
        request_key=request.POST.get("request_key", ""),
    )  # fmt: skip
    toast(request, _("已照这一周排好下一周"))
    return back(first + WEEK)
