"""Days that cost more: holidays from the shop's calendar, the busy season from its setting."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

from wangcai.shops.public import SpecialDay, Store, setting

SATURDAY = 5
_SPAN = re.compile(r"(?:(\d{4})-)?(\d{1,2})-(\d{1,2})(?:\s*[~～至到]\s*(?:(\d{4})-)?(\d{1,2})-(\d{1,2}))?")


def holidays_among(store: Store, days: Iterable[date]) -> set[date]:
    """Which of these days are holidays in the store's calendar; its own word stands over the chain's. One query.

    A special day is one unless it keeps a weekday's hours: that is a working day made up for a holiday.
    """
    wanted = set(days)
    rows = SpecialDay.objects.of(store.chain_id).filter(Q(store=store) | Q(store__isnull=True), day__in=wanted)
    said: dict[date, tuple[bool, bool]] = {}
    for store_id, day, closed, like in rows.values_list("store_id", "day", "closed", "like_weekday"):
        own = store_id is not None
        if own or day not in said:
            said[day] = (own, closed or like is None or like >= SATURDAY)
    return {day for day, (_own, holiday) in said.items() if holiday}


def peak_among(store: Store, days: Iterable[date]) -> set[date]:
    """Which of these days lie in the store's busy season (setting service.peak_days)."""
    spans = peak_spans(setting(store, "service.peak_days"))
    return {day for day in days if any(_within(day, span) for span in spans)} if spans else set()


def peak_spans(text: str) -> list[tuple[str, str]]:
    """`07-01~08-31，2027-02-05~2027-02-12` → pairs of first and last day, with or without a year. Nonsense is left out."""
    spans = []
    for part in re.split(r"[，,、;；\s]+(?=\d)", text.strip()):
        found = _SPAN.fullmatch(part.strip())
        if not found:
            continue
        year, month, day, to_year, to_month, to_day = found.groups()
        first = _words(year, month, day)
        last = _words(to_year or year, to_month, to_day) if to_month else first
        if first and last and len(first) == len(last):
            spans.append((first, last))
    return spans


def _words(year: str | None, month: str, day: str) -> str:
    try:
        # 2024 is a leap year: the 29th of February is a day of some years.
        date(int(year or 2024), int(month), int(day))
    except ValueError:
        return ""
    return (f"{year}-" if year else "") + f"{int(month):02d}-{int(day):02d}"


def _within(day: date, span: tuple[str, str]) -> bool:
    first, last = span
    key = f"{day:%Y-%m-%d}" if len(first) > 5 else f"{day:%m-%d}"
    # A yearly season may pass the turn of the year: 12-24~01-03.
    return first <= key <= last if first <= last else (len(first) == 5 and (key >= first or key <= last))


def stretch(first: date, days: int) -> list[date]:
    """So many days from the first."""
    return [first + timedelta(days=offset) for offset in range(days)]
