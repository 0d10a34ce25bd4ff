"""What a feeding, a dose or a walk costs: said in the plan, billed as it was given (F33).

The bill holds one line for each order of this kind; its quantity is counted anew from the rounds each time, so nothing
is charged twice and a corrected round corrects the bill.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from wangcai.booking.public import Booking
from wangcai.care.models import CareRound, CareSchedule, ExtraRequest
from wangcai.care.operations.visits import NoVisit, put_on_bill
from wangcai.care.queries.visits import signed_plan_of, visit_of
from wangcai.catalogue.public import Surcharge, Variant, surcharges_of
from wangcai.kernel.public import Actor, format_money, local, moment
from wangcai.orders.public import NewLine, Order, OrderLine, count_visit_line, drop_visit_line
from wangcai.shops.public import setting

Per, State, Answer = CareSchedule.Per, CareRound.State, ExtraRequest.Answer


@dataclass(frozen=True, slots=True)
class RoundFee:
    """A fee an order of this kind may carry: whole fen `per` give or day, as the price pages have it now."""

    code: str
    variant: Variant
    per: str
    fen: int

    def __str__(self) -> str:
        return f"{self.variant.name} {price_words(self.per, self.fen)}"


def round_fees(chain: Any) -> list[RoundFee]:
    """The fees of boarding that a person chooses, for each give or each day. One query."""
    rows = surcharges_of(chain, kind="board", when="")
    pers = {Surcharge.Basis.FIXED: Per.GIVE, Surcharge.Basis.DAY: Per.DAY}
    return [
        RoundFee(row.code, row.variant, pers[row.basis], row.amount or row.variant.price_fen)
        for row in rows
        if row.basis in pers
    ]


def fee_of(chain: Any, fee: Variant | None) -> tuple[str, int]:
    """(per give or per day, whole fen) of a fee now; it stays so for the order it is written into."""
    if fee is None:
        return Per.GIVE, 0
    row = next((row for row in round_fees(chain) if row.variant.pk == fee.pk), None)
    return (row.per, row.fen) if row is not None else (Per.GIVE, fee.price_fen)


def due_times(schedule: CareSchedule, first: datetime, last: datetime) -> list[datetime]:
    """Its moments between two others, by the store's clock."""
    zone = schedule.booking.store.timezone
    start, found = local(first, zone).date(), []
    for day in range((local(last, zone).date() - start).days + 1):
        for text in schedule.times:
            due = moment(start + timedelta(days=day), time.fromisoformat(text), zone).astimezone(UTC)
            if first <= due <= last:
                found.append(due)
    return found


def expected(schedule: CareSchedule) -> int:
    """How many gives, or days, the whole stay will have as it is planned."""
    booking = schedule.booking
    dues = due_times(schedule, max(schedule.at, booking.starts_at), booking.ends_at)
    return _units(schedule, dues)


def plan_lines(booking: Booking) -> tuple[list[dict[str, Any]], set[int]]:
    """(lines for the plan: what the running orders will cost to the end of the stay, lines of the bill they stand for)."""
    rows = CareSchedule.objects.of(booking.chain_id).filter(booking=booking, ended_at=None).exclude(fee=None)
    found, instead = [], set()
    for row in rows.exclude(asked__answer=Answer.NO).select_related("fee", "booking__store").order_by("pk"):
        count = expected(row)
        if row.line_id:
            instead.add(row.line_id)
        if count:
            found.append(
                {
                    "text": words(row), "quantity": count, "unit_fen": row.fee_fen, "net_fen": count * row.fee_fen,
                    "schedule": row.pk, "per": row.fee_per,
                }
            )  # fmt: skip
    return found, instead


def words(schedule: CareSchedule) -> str:
    """What the bill says: the fee and what it is for."""
    return f"{schedule.fee.name} · {schedule.name}" if schedule.fee else schedule.name


def price_words(per: str, fen: int) -> str:
    """每次 ¥10.00 or 每天 ¥20.00."""
    text = _("每天 {amount}") if per == Per.DAY else _("每次 {amount}")
    return text.format(amount=format_money(fen))


def agreed(schedule: CareSchedule) -> bool:
    """May its fee be charged? In the plan or without one: yes; asked for later: when the owner said yes, or signed since."""
    if schedule.asked is None or schedule.asked.answer == Answer.YES:
        return True
    plan = signed_plan_of(schedule.booking)
    return plan is not None and any(line.get("schedule") == schedule.pk for line in plan.content.get("lines", []))


def bill_rounds(schedule: CareSchedule, *, by: Actor, at: datetime) -> None:
    """Bring the line of the bill to the rounds as they stand; inside the use case that changed one.

    A line somebody took off by hand stays off: its rounds are settled. Refuses NoVisit, and WrongStage on a closed bill
    where the number would change.
    """
    if schedule.fee is None:
        return
    booking = schedule.booking
    visit = visit_of(booking)
    if visit is None:
        raise NoVisit
    # Two rounds at once: the second waits here, and then counts the first.
    Order.objects.of(booking.chain_id).select_for_update(of=("self",)).get(pk=visit.order_id)
    schedule = CareSchedule.objects.of(booking.chain_id).select_related(
        "line", "asked", "fee", "booking__store__chain"
    ).get(pk=schedule.pk)  # fmt: skip
    line = schedule.line if schedule.line and schedule.line.state != OrderLine.State.CANCELLED else None
    rounds = _charged_rounds(schedule, line)
    count = _units(schedule, [row.due_at for row in rounds]) if agreed(schedule) else 0
    if count != (line.quantity if line else 0):
        line = _write(schedule, line, count, visit.order, by=by, at=at)
    mine = CareRound.objects.of(booking.chain_id).filter(schedule=schedule)
    if line is not None:
        mine.filter(line=line).exclude(pk__in=[row.pk for row in rounds]).update(line=None)
        mine.filter(pk__in=[row.pk for row in rounds]).update(line=line)


def _write(
    schedule: CareSchedule, line: OrderLine | None, count: int, order: Order, *, by: Actor, at: datetime
) -> OrderLine | None:
    rows = CareSchedule.objects.of(schedule.chain_id).filter(pk=schedule.pk)
    if line is None:
        new = NewLine(schedule.fee_id or 0, count, base_fen=schedule.fee_fen, text=words(schedule))
        line = put_on_bill(booking=schedule.booking, line=new, by=by, at=at)
        rows.update(line=line)
        if schedule.asked_id:
            ExtraRequest.objects.of(schedule.chain_id).filter(pk=schedule.asked_id).update(line=line)
        return line
    if count:
        return count_visit_line(order=order, line_id=line.pk, quantity=count, by=by, at=at)
    # Nothing was given after all: the line goes, and what is given later begins a new one.
    CareRound.objects.of(schedule.chain_id).filter(line=line).update(line=None)
    rows.update(line=None)
    drop_visit_line(order=order, line_id=line.pk, by=by, at=at)
    return None


def _charged_rounds(schedule: CareSchedule, line: OrderLine | None) -> list[CareRound]:
    """Given and eaten in part count; not eaten where the shop set it so. What stood on a line taken off does not."""
    wanted = [State.GIVEN, State.PARTLY]
    if setting(schedule.booking.store, "care.charge_refused"):
        wanted.append(State.REFUSED)
    rows = CareRound.objects.of(schedule.chain_id).filter(schedule=schedule, state__in=wanted)
    return [row for row in rows.order_by("due_at") if row.line_id in (None, line.pk if line else None)]


def charged(schedule: CareSchedule) -> int:
    """How many stand on the bill now."""
    line = OrderLine.objects.of(schedule.chain_id).filter(pk=schedule.line_id or 0).first()
    return line.quantity if line is not None and line.state != OrderLine.State.CANCELLED else 0


def _units(schedule: CareSchedule, dues: list[datetime]) -> int:
    if schedule.fee_per == Per.GIVE:
        return len(dues)
    return len({local(due, schedule.booking.store.timezone).date() for due in dues})
