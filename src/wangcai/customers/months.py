"""Calendar months as people count them."""

import calendar
from datetime import date


def months_later(day: date, months: int) -> date:
    """The same day so many months on; the month's last day where it has no such day (31 Jan → 28 Feb, 29 Feb → 28 Feb)."""
    total = day.year * 12 + day.month - 1 + months
    year, month = total // 12, total % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
