"""Times are aware and in UTC inside; a store's own clock is used only at its interface."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present moment, aware, UTC."""
    return datetime.now(UTC)


def local(at: datetime, zone: str) -> datetime:
    """The same moment on the wall clock of `zone` (an IANA name such as Asia/Shanghai)."""
    return at.astimezone(ZoneInfo(zone))


def day_bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """First moment of a store's calendar day and first moment of the next, both UTC."""
    return moment(day, time.min, zone), moment(date.fromordinal(day.toordinal() + 1), time.min, zone)


def moment(day: date, clock: time, zone: str) -> datetime:
    """The UTC moment of a wall-clock time in `zone`."""
    return datetime.combine(day, clock, tzinfo=ZoneInfo(zone)).astimezone(UTC)
