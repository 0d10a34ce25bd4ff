"""Time off and swaps: asked for by the person, decided by whoever keeps the roster (F25)."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.booking import states
from wangcai.booking.events import wall
from wangcai.booking.models import Booking, Leave, Shift, ShiftSwap
from wangcai.booking.operations.shifts import ShiftGone, ShiftUnclear, check_free, require_colleague
from wangcai.booking.queries.cover import Away, short_without
from wangcai.booking.roster_events import LeaveAsked, LeaveDecided, SwapMoved
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotAllowed, NotFound, Refusal, clean_line, now, run
from wangcai.shops.public import Account

LONGEST_LEAVE = timedelta(days=366)


class DecidedAlready(Refusal):
    code = "decided_already"
    sentence = _("这个申请已经处理过了，请刷新看看。")
    status = 409


class SwapOpen(Refusal):
    code = "swap_open"
    sentence = _("这个班次已经在换班中。")


@once
def ask_leave(
    *,
    store: Any,
    account: Account,
    starts_at: datetime,
    ends_at: datetime,
    reason: str = "",
    by: Actor,
    at: datetime | None = None,
) -> Leave:
    """Ask for time off, for oneself without any permission, for others as who keeps the roster."""
    require_colleague(account, by)
    require_self(account.pk, store, by)
    if not timedelta(0) < ends_at - starts_at <= LONGEST_LEAVE:
        raise ShiftUnclear
    at = at or now()
    leave = Leave.objects.create(
        chain_id=by.chain_id, store=store, account=account, starts_at=starts_at, ends_at=ends_at,
        reason=clean_line(reason), asked_at=at, asked_by=by.key,
    )  # fmt: skip
    zone = store.timezone
    happening = LeaveAsked(
        subject_id=account.pk, store_id=store.pk, leave_id=leave.pk, when=wall(starts_at, zone),
        until=wall(ends_at, zone),
    )  # fmt: skip
    record(happening, by=by, at=at)
    return leave


@once
def decide_leave(*, leave: Leave, approve: bool, note: str = "", by: Actor, at: datetime | None = None) -> Leave:
    """Approve or refuse. Approving takes the person out of the calendar; bookings already made stay: see `leave_hits`."""
    by.require_at("booking.roster", leave)
    return end_leave(leave, "approved" if approve else "refused", note=note, by=by, at=at or now())


@once
def withdraw_leave(*, leave: Leave, by: Actor, at: datetime | None = None) -> Leave:
    """Take an asked or approved leave back: the person is there again."""
    require_self(leave.account_id, leave.store, by)
    return end_leave(leave, "withdrawn", note="", by=by, at=at or now())


def end_leave(leave: Leave, to: str, *, note: str, by: Actor, at: datetime) -> Leave:
    allowed = ("asked", "approved") if to == "withdrawn" else ("asked", "asked")
    [short] = short_without(leave.store, [leave_away(leave)], at=at) if to == "approved" else [[]]
    changed = run(
        "UPDATE booking_leave SET state = %s, decided_at = %s, decided_by = %s, note = %s"
        " WHERE id = %s AND chain_id = %s AND state IN (%s, %s)",
        [to, at, by.key, clean_line(note), leave.pk, by.chain_id, *allowed],
    )
    if not changed:
        raise DecidedAlready
    leave.state, leave.decided_at, leave.decided_by, leave.note = to, at, by.key, clean_line(note)
    zone = leave.store.timezone
    happening = LeaveDecided(
        subject_id=leave.account_id, store_id=leave.store_id, leave_id=leave.pk, state=to,
        when=wall(leave.starts_at, zone), until=wall(leave.ends_at, zone), hits=len(leave_hits(leave)),
        shorts=len(short),
    )  # fmt: skip
    record(happening, by=by, at=at)
    return leave


def leave_away(leave: Leave) -> Away:
    """What `short_without` is asked about a leave."""
    return Away(leave.account_id, leave.starts_at, leave.ends_at)


def swap_away(swap: ShiftSwap) -> Away:
    """What `short_without` is asked about a swap: the colleague may lack the skill."""
    shift = swap.shift
    return Away(shift.account_id, shift.starts_at, shift.ends_at, instead=swap.to_id)


def leave_hits(leave: Leave) -> list[Booking]:
    """The bookings of the person in the time off: to be moved or given to somebody else before it is approved."""
    return bookings_hit(
        chain_id=leave.chain_id, account_id=leave.account_id, starts_at=leave.starts_at, ends_at=leave.ends_at
    )


def bookings_hit(*, chain_id: int, account_id: int, starts_at: datetime, ends_at: datetime) -> list[Booking]:
    """Live bookings a person has within a stretch, in any store, with pet, customer and service. One query."""
    return list(
        Booking.objects.of(chain_id)
        .filter(
            worker__account_id=account_id, state__in=states.LIVE, starts_at__lt=ends_at, ends_at__gt=starts_at,
        )
        .select_related("pet", "customer", "service", "worker").order_by("starts_at")
    )  # fmt: skip


@once
def ask_swap(*, shift: Shift, to: Account, by: Actor, note: str = "", at: datetime | None = None) -> ShiftSwap:
    """Ask a colleague to take over a shift. Refuses: SwapOpen, ShiftOverlaps where the colleague works then."""
    require_colleague(to, by)
    require_self(shift.account_id, shift.store, by)
    if to.pk == shift.account_id:
        raise NotFound
    if ShiftSwap.objects.of(by).filter(shift=shift, state__in=("asked", "agreed")).exists():
        raise SwapOpen
    check_free(to, shift.starts_at, shift.ends_at, shift.store.timezone)
    at = at or now()
    swap = ShiftSwap.objects.create(
        chain_id=by.chain_id, shift=shift, to=to, asked_at=at, asked_by=by.key, note=clean_line(note)
    )
    return told(swap, by, at)


@once
def agree_swap(*, swap: ShiftSwap, agree: bool = True, by: Actor, at: datetime | None = None) -> ShiftSwap:
    """The colleague says yes or no. Nobody else can say it for him."""
    if by.kind != "staff" or by.id != swap.to_id or by.chain_id != swap.chain_id:
        raise NotAllowed(permission="booking.roster")
    return move_swap(swap, ("asked", "asked"), "agreed" if agree else "refused", by, at or now())


@once
def decide_swap(*, swap: ShiftSwap, approve: bool, note: str = "", by: Actor, at: datetime | None = None) -> ShiftSwap:
    """Approve what both agreed on: the shift is the colleague's. Or refuse, also before the colleague answered."""
    by.require_at("booking.roster", swap.shift)
    at = at or now()
    if not approve:
        return move_swap(swap, ("asked", "agreed"), "refused", by, at, note)
    shift = swap.shift
    require_colleague(swap.to, by)
    check_free(swap.to, shift.starts_at, shift.ends_at, shift.store.timezone)
    giver = shift.account_id
    move_swap(swap, ("agreed", "agreed"), "approved", by, at, note)
    given = run(
        "UPDATE booking_shift SET account_id = %s, planned_by = %s WHERE id = %s AND chain_id = %s AND account_id = %s",
        [swap.to_id, by.key, shift.pk, by.chain_id, giver],
    )
    if not given:
        raise ShiftGone
    shift.account_id = swap.to_id
    return swap


def swap_hits(swap: ShiftSwap) -> list[Booking]:
    """The bookings that hang on the person who gives the shift away."""
    shift = swap.shift
    return bookings_hit(
        chain_id=swap.chain_id, account_id=shift.account_id, starts_at=shift.starts_at, ends_at=shift.ends_at
    )


def move_swap(swap: ShiftSwap, allowed: tuple[str, str], to: str, by: Actor, at: datetime, note: str = "") -> ShiftSwap:
    changed = run(
        "UPDATE booking_shiftswap SET state = %s, decided_at = %s, decided_by = %s, note = %s"
        " WHERE id = %s AND chain_id = %s AND state IN (%s, %s)",
        [to, at, by.key, clean_line(note) or swap.note, swap.pk, by.chain_id, *allowed],
    )
    if not changed:
        raise DecidedAlready
    swap.state, swap.decided_at, swap.decided_by = to, at, by.key
    return told(swap, by, at)


def told(swap: ShiftSwap, by: Actor, at: datetime) -> ShiftSwap:
    shift = swap.shift
    happening = SwapMoved(
        subject_id=shift.account_id, store_id=shift.store_id, swap_id=swap.pk, to_id=swap.to_id, state=swap.state,
        when=wall(shift.starts_at, shift.store.timezone),
    )  # fmt: skip
    record(happening, by=by, at=at)
    return swap


def require_self(account_id: int, store: Any, by: Actor) -> None:
    """Oneself, or who keeps the store's roster."""
    if by.kind != "staff" or by.id != account_id:
        by.require_at("booking.roster", store)
