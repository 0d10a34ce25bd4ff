"""Filters and small words: money, times, weights, keys, icons."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from wangcai.interfaces.ui.build import asset
from wangcai.interfaces.ui.components.registry import format_html, register
from wangcai.kernel.public import Money, format_money, plain_amount

WEEKDAYS = (
    gettext_noop("周一"), gettext_noop("周二"), gettext_noop("周三"), gettext_noop("周四"),
    gettext_noop("周五"), gettext_noop("周六"), gettext_noop("周日"),
)  # fmt: skip


@lru_cache(maxsize=1)
def _sprite_here() -> str:
    return static(asset("icons.svg"))


@register.simple_tag
def icon(name: str, size: str = "", label: str = "") -> str:
    """One icon of the sprite. `size`: small, large. `label` only when the icon stands alone without words."""
    return _icon(str(name), size, str(label))


@lru_cache(maxsize=1024)
def _icon(name: str, size: str, label: str) -> str:
    # Pages hold hundreds of icons, of a few kinds.
    size_class = f" icon-{size}" if size else ""
    if label:
        return format_html(
            '<svg class="icon{}" role="img" aria-label="{}"><use href="{}#{}"></use></svg>',
            size_class, label, _sprite_here(), name,
        )  # fmt: skip
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"></use></svg>', size_class, _sprite_here(), name
    )


@register.simple_tag
def key(name: str) -> str:
    """A key cap: F9, Esc."""
    return format_html('<kbd class="key">{}</kbd>', name)


@register.filter
def money(value: Any, currency: str = "CNY") -> str:
    """Whole fen (or a `Money`) → `¥1,234.56`; nothing for None."""
    if value is None or value == "":
        return ""
    if isinstance(value, Money):
        value, currency = value.fen, value.currency
    return format_money(int(value), currency).replace("-", "−")


@register.filter
def amount(value: Any, currency: str = "CNY") -> str:
    """Whole fen → `1234.56`, for form values."""
    return "" if value is None or value == "" else plain_amount(int(value), currency)


@register.simple_tag
def big_money(fen: Any, label: str = "", note: str = "", currency: str = "CNY") -> str:
    """The figure a page is about: large, orange, with its label (应收) and a quiet note (已省 ¥22.80)."""
    text = money(fen, currency)
    sign_end = next((i for i, c in enumerate(text) if c.isdigit()), 0)
    return format_html(
        '<div class="big-money"><span class="big-money-label">{}{}</span>'
        '<strong class="big-money-figure"><small>{}</small>{}</strong></div>',
        label, format_html("<small>{}</small>", note) if note else "", text[:sign_end], text[sign_end:],
    )  # fmt: skip


@register.filter
def weight(grams: Any) -> str:
    """Whole grams → `4.2kg` or `350g`."""
    if grams is None or grams == "":
        return ""
    grams = int(grams)
    return f"{grams / 1000:g}kg" if abs(grams) >= 1000 else f"{grams}g"


def _here(value: datetime | date) -> datetime | date:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def clock(value: datetime | None) -> str:
    """Time of day on the store's wall clock: `09:05`."""
    return f"{_here(value):%H:%M}" if value else ""


@register.filter
def day(value: datetime | date | None) -> str:
    """`11 月 22 日 周日`; another year is written out."""
    if not value:
        return ""
    here = _here(value)
    return _day(date(here.year, here.month, here.day), timezone.localdate().year, get_language())


@lru_cache(maxsize=1024)
def _day(here: date, this_year: int, _language: str | None) -> str:
    # A timeline asks for the same few days forty times.
    words = {
        "year": here.year, "month": here.month, "day": here.day, "name": date_format(here, "M"),
        "weekday": _(WEEKDAYS[here.weekday()]),
    }  # fmt: skip
    if here.year != this_year:
        return _("{year} 年 {month} 月 {day} 日").format(**words)
    return _("{month} 月 {day} 日 {weekday}").format(**words)


@register.filter
def long_moment(value: datetime | None) -> str:
    """For the shop's customers: `11月22日 周日 15:00`, with the weekday; another year is written out."""
    if not value:
        return ""
    here = _here(value)
    words = {
        "year": here.year, "month": here.month, "day": here.day, "name": date_format(here, "M"),
        "weekday": _(WEEKDAYS[here.weekday()]), "time": f"{here:%H:%M}",
    }  # fmt: skip
    if here.year != timezone.localdate().year:
        return _("{year}年{month}月{day}日 {time}").format(**words)
    return _("{month}月{day}日 {weekday} {time}").format(**words)


@register.filter
def moment(value: datetime | None) -> str:
    """Short and exact: `14:20` today, `昨天 14:20`, `11-22 14:20`, `2025-11-22 14:20`."""
    if not value:
        return ""
    here = timezone.localtime(value) if timezone.is_aware(value) else value
    when, today = here.date(), timezone.localdate()
    if when == today:
        return f"{here:%H:%M}"
    if when == today - timedelta(days=1):
        return _("昨天 {time}").format(time=f"{here:%H:%M}")
    if when == today + timedelta(days=1):
        return _("明天 {time}").format(time=f"{here:%H:%M}")
    return f"{here:%m-%d %H:%M}" if when.year == today.year else f"{here:%Y-%m-%d %H:%M}"


@register.filter
def ago(value: datetime | None) -> str:
    """`刚刚`, `12 分钟前`, `3 小时前`, `21 天前`."""
    if not value:
        return ""
    minutes = int((timezone.now() - value).total_seconds() // 60)
    if minutes < 1:
        return _("刚刚")
    if minutes < 60:
        return ngettext("{n} 分钟前", "{n} 分钟前", minutes).format(n=minutes)
    if minutes < 1440:
        return ngettext("{n} 小时前", "{n} 小时前", minutes // 60).format(n=minutes // 60)
    return ngettext("{n} 天前", "{n} 天前", minutes // 1440).format(n=minutes // 1440)


@register.simple_tag
def when(value: datetime | None) -> str:
    """A `<time>` element with the short form of `moment` and the exact moment for machines."""
    if not value:
        return ""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), moment(value))
