"""门店设置: name and colour, opening hours, special days, and the values a shop can set."""

import re
import unicodedata
from datetime import date, time
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.shops.refusing import page, refused
from wangcai.interfaces.ui.public import HUES, toast
from wangcai.kernel.public import NotFound, Refusal
from wangcai.shops.public import (
    CHOICES,
    GROUPS,
    OpeningPeriod,
    SpecialDay,
    change_setting,
    change_store,
    forget_special_day,
    set_opening_hours,
    set_special_day,
    setting,
    take_public_holidays,
)

WEEKDAYS = tuple(gettext_lazy(day) for day in ("周一", "周二", "周三", "周四", "周五", "周六", "周日"))
# A colour for each hue of the look, so that two stores differ at a glance.
COLOURS = dict(zip(
    ("#c25608", "#b7791f", "#2f855a", "#0f766e", "#2b6cb0", "#4f46e5", "#7c3aed", "#c53078", "#7b5b3a", "#475569"),
    HUES, strict=True,
))  # fmt: skip
NAMES = {
    "orange": gettext_lazy("橙"), "amber": gettext_lazy("琥珀"), "green": gettext_lazy("绿"), "teal": gettext_lazy("青"),
    "blue": gettext_lazy("蓝"), "indigo": gettext_lazy("靛"), "violet": gettext_lazy("紫"), "pink": gettext_lazy("粉"),
    "brown": gettext_lazy("棕"), "slate": gettext_lazy("灰"),
}  # fmt: skip


class StoreForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("店名"), max_length=80)
    phone = forms.CharField(label=gettext_lazy("电话"), max_length=20, required=False)
    address = forms.CharField(label=gettext_lazy("地址"), max_length=200, required=False)
    colour = forms.ChoiceField(label=gettext_lazy("颜色"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, own: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(code, NAMES[hue]) for code, hue in COLOURS.items()]
        self.fields["colour"].choices = known if own in COLOURS else [(own, _("现在的颜色")), *known]  # type: ignore[attr-defined]


PERIOD = re.compile(r"^(\d{1,2})(?::?(\d{2}))?-(\d{1,2})(?::?(\d{2}))?$")


class HoursForm(forms.Form):
    """One line a weekday: `09:00-12:00 13:00-21:00`; empty means closed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day in range(7):
            self.fields[f"day_{day}"] = forms.CharField(label=WEEKDAYS[day], required=False, max_length=80)

    def clean(self) -> None:
        self.found: list[tuple[int, time, time]] = []
        for day in range(7):
            try:
                self.found += [(day, *period) for period in read_periods(self.cleaned_data.get(f"day_{day}", ""))]
            except ValueError:
                self.add_error(f"day_{day}", _("请写成 09:00-21:00；一天两段就用空格隔开。"))


def read_periods(text: str) -> list[tuple[time, time]]:
    """`9-12 13:00-21:00` as times, full-width signs too; 24:00 is midnight. ValueError where it cannot be read."""
    plain = unicodedata.normalize("NFKC", text).translate(str.maketrans({"–": "-", "—": "-", "~": "-", "至": "-"}))
    periods = []
    for word in re.split(r"[\s,、;]+", re.sub(r"\s*-\s*", "-", plain).strip()):
        if word:
            match = PERIOD.match(word)
            if match is None:
                raise ValueError(word)
            hour, minute, until, end = (int(part or 0) for part in match.groups())
            periods.append((time(hour % 24 if hour == 24 else hour, minute), time(0 if until == 24 else until, end)))
    return periods


class DayForm(forms.Form):
    day = forms.DateField(label=gettext_lazy("日期"), widget=forms.DateInput(attrs={"type": "date"}))
    how = forms.ChoiceField(label=gettext_lazy("安排"))
    name = forms.CharField(label=gettext_lazy("说明"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        like = [(str(i), _("按{weekday}营业").format(weekday=day)) for i, day in enumerate(WEEKDAYS)]
        self.fields["how"].choices = [("closed", _("休息")), *like]  # type: ignore[attr-defined]


class ValuesForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, choice in CHOICES.items():
            if choice.kind == "number":
                made: forms.Field = forms.IntegerField(min_value=choice.least, max_value=choice.most)
            elif choice.kind == "switch":
                made = forms.BooleanField(required=False)
            else:
                made = forms.CharField(max_length=choice.most, required=False)
            made.label = choice.label
            if choice.kind == "number":
                made.help_text = _("默认 {value}").format(value=choice.default)
            self.fields[key] = made


@staff_page("shops.settings")
def settings_page(request: Any) -> HttpResponse:
    return show(request)


@require_POST
@staff_page("shops.settings")
def change_settings(request: Any, what: str) -> HttpResponse:
    """One of the four cards: store, hours, day, values."""
    form = forms_of(request, request.POST, what)[what]
    if form.is_valid():
        try:
            KEEPERS[what](request, form)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            toast(request, _("已保存"))
            return redirect("office:settings")
    return show(request, {what: form})


@require_POST
@staff_page("shops.settings")
def end_day(request: Any, day_id: int) -> HttpResponse:
    row = SpecialDay.objects.of(request.actor).filter(pk=day_id, store=request.store).first()
    if row is None:
        raise NotFound
    forget_special_day(special_day=row, by=request.actor)
    toast(request, _("{day} 照常营业").format(day=row.day))
    return redirect("office:settings")


@require_POST
@staff_page("shops.settings")
def take_holidays(request: Any) -> HttpResponse:
    """The statutory holidays and make-up days of a year at one press."""
    year = request.POST.get("year", "")
    try:
        take_public_holidays(
            store=request.store, year=int(year) if year.isdecimal() and len(year) == 4 else date.today().year,
            closed=request.POST.get("closed") == "1", by=request.actor,
        )  # fmt: skip
    except Refusal as refusal:
        return show(request, refusal=refusal)
    toast(request, _("{year} 年的节假日与调休已登记").format(year=year))
    return redirect("office:settings")


def keep_store(request: Any, form: StoreForm) -> None:
    change_store(store=request.store, by=request.actor, **form.cleaned_data)


def keep_hours(request: Any, form: HoursForm) -> None:
    set_opening_hours(store=request.store, periods=form.found, by=request.actor)


def keep_day(request: Any, form: DayForm) -> None:
    how = form.cleaned_data["how"]
    set_special_day(
        store=request.store, day=form.cleaned_data["day"], closed=how == "closed",
        like_weekday=None if how == "closed" else int(how), name=form.cleaned_data["name"], by=request.actor,
    )  # fmt: skip


def keep_values(request: Any, form: ValuesForm) -> None:
    for key, value in form.cleaned_data.items():
        if value != setting(request.store, key):
            change_setting(store=request.store, key=key, value=value, by=request.actor)


KEEPERS: dict[str, Any] = {"store": keep_store, "hours": keep_hours, "day": keep_day, "values": keep_values}


def forms_of(request: Any, data: Any = None, what: str = "") -> dict[str, Any]:
    """The four forms of the page; the one named `what` is bound."""
    store = request.store

    def given(name: str) -> Any:
        return data if name == what else None

    return {
        "store": StoreForm(given("store"), own=store.colour, initial={f: getattr(store, f) for f in ("name", "phone", "address", "colour")}),
        "hours": HoursForm(given("hours"), initial=hours_shown(request)),
        "day": DayForm(given("day")),
        "values": ValuesForm(given("values"), initial={key: setting(store, key) for key in CHOICES}),
    }  # fmt: skip


def hours_shown(request: Any) -> dict[str, str]:
    shown: dict[str, list[str]] = {}
    for row in OpeningPeriod.objects.of(request.actor).filter(store=request.store).order_by("weekday", "opens"):
        shown.setdefault(f"day_{row.weekday}", []).append(f"{row.opens:%H:%M}-{row.closes:%H:%M}")
    return {day: " ".join(periods) for day, periods in shown.items()}


def show(request: Any, bound: dict[str, Any] | None = None, refusal: Any = None) -> HttpResponse:
    today = date.today()
    days = SpecialDay.objects.of(request.actor).filter(store=request.store, day__gte=today).order_by("day")
    context = {**forms_of(request), **(bound or {}), "days": list(days[:60]), "years": (today.year, today.year + 1)}
    context |= {
        "refusal": refusal,
        "groups": [(words, boxes_of(context["values"], name)) for name, words in GROUPS.items()],
    }
    response = page(request, "office/shops/settings.html", context, form=next(iter((bound or {}).values()), None))
    if refusal:
        response.status_code = 422
    return response


def boxes_of(form: ValuesForm, group: str) -> list[tuple[Any, Any]]:
    """(field, unit) of the settings under one heading."""
    return [(form[key], choice.unit) for key, choice in CHOICES.items() if choice.group == group]
