"""操作记录: who did what, when, in which store, from what to what. Newest first, by keyset."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.shops.refusing import page
from wangcai.kernel.public import day_bounds
from wangcai.shops.public import Account, audit_lines, staff_names

PAGE = 50
PEOPLE = "staff"
APPS = (
    ("", gettext_lazy("全部")),
    ("order", gettext_lazy("订单")),
    ("payment", gettext_lazy("收款与退款")),
    ("customer", gettext_lazy("客户")),
    ("pet", gettext_lazy("宠物")),
    ("stock", gettext_lazy("库存")),
    ("catalogue", gettext_lazy("商品与价格")),
    ("shops", gettext_lazy("员工与设置")),
)


class AuditForm(forms.Form):
    who = forms.ChoiceField(label=gettext_lazy("谁"), required=False)
    what = forms.ChoiceField(label=gettext_lazy("哪一类"), required=False, choices=APPS)
    day = forms.DateField(label=gettext_lazy("哪一天"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, people: list, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [("", _("所有人")), (PEOPLE, _("只看员工")), *people]  # type: ignore[attr-defined]


@require_GET
@staff_page("audit.see")
def audit(request: Any) -> HttpResponse:
    """Three queries beyond the frame's: the people to filter by, the lines, the names in them."""
    everybody = Account.objects.filter(chain_id=request.actor.chain_id).order_by("-is_active", "name")
    people = [(f"staff:{pk}", name) for pk, name in everybody.values_list("pk", "name")]
    form = AuditForm(request.GET, people=people)
    wanted = form.cleaned_data if form.is_valid() else {}
    before = request.GET.get("before", "")
    lines = audit_lines(
        by=request.actor, store_id=request.store.pk, actor=wanted.get("who", ""), what=wanted.get("what", ""),
        **bounds(wanted.get("day"), request.store.timezone),
        before=int(before) if before.isdecimal() and len(before) < 18 else None, limit=PAGE + 1,
    )  # fmt: skip
    rows, rest = lines[:PAGE], lines[PAGE:]
    names = staff_names(request.actor.chain_id, {row.actor for row in rows})
    kept = {key: request.GET[key] for key in ("who", "what", "day") if request.GET.get(key)}
    context = {
        "form": form,
        "rows": [(row, names[row.actor], changes(row.facts)) for row in rows],
        "next_url": f"?{urlencode({**kept, 'before': rows[-1].id})}" if rest else "",
    }
    part = "#rows" if request.headers.get("HX-Request") and before else ""
    return page(request, f"office/shops/audit.html{part}", context)


def bounds(day: date | None, zone: str) -> dict[str, datetime | None]:
    since, until = day_bounds(day, zone) if day else (None, None)
    return {"since": since, "until": until}


def changes(facts: dict[str, Any]) -> str:
    """`was → becomes` of an entry, in one line; nothing where the entry has no before and after."""
    pairs = ((facts.get("was"), facts.get("becomes")), (facts.get("from_status"), facts.get("to_status")))
    was, becomes = next(((a, b) for a, b in pairs if a is not None or b is not None), (None, None))
    if was is None and becomes is None:
        return ""
    return f"{words(was)} → {words(becomes)}"


def words(value: Any) -> str:
    if value in (None, "", {}, []):
        return "—"
    if isinstance(value, dict):
        return _("，").join(f"{key} {words(one)}" for key, one in value.items())
    return _("，").join(map(str, value)) if isinstance(value, list) else str(value)
