"""Visits of pets on paper: what each command must answer, and what it leaves behind. Plain sums, no database."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

COMING, HERE = ("held", "requested", "booked"), ("arrived", "started", "ready")
OVER = ("cancelled", "no_show")
RUNNING = ("received", "confirmed", "picking", "ready")
LATE_FEE = NO_SHOW_FEE = 5000
ROUND_FEE = 1000


@dataclass
class Step:
    need: str
    done_by: str = ""
    second_by: str = ""
    skipped: bool = False
    minutes: int = 0
    timer: datetime | None = None
    required: bool = True

    @property
    def settled(self) -> bool:
        return self.skipped or bool(self.done_by and (self.need != "second" or self.second_by))


@dataclass
class Line:
    """One line of the bill; `own`: the booked service itself, `late`: the fee for being late."""

    fen: int
    own: bool = False
    late: bool = False


@dataclass
class Plan:
    number: int
    state: str = "draft"
    ceilings: dict[str, int] = field(default_factory=dict)
    text: str = ""
    items: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Extra:
    code: str
    fen: int
    answer: str = ""
    within: bool = False


@dataclass
class Pet:
    """One booking."""

    pk: int
    visit: "Visit"
    animal: str
    stay: bool
    price: int
    starts: datetime
    ends: datetime
    deposit: int
    asks_signature: bool
    state: str = "booked"
    since: datetime | None = None
    inquiry: str = ""  # open: red and undecided
    plans: list[Plan] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    job: str = ""
    steps: list[Step] = field(default_factory=list)
    items: set[tuple[str, str]] = field(default_factory=set)
    pauses: list[dict[str, bool]] = field(default_factory=list)
    things: list[str] = field(default_factory=list)
    extras: list[Extra] = field(default_factory=list)
    rounds: dict[int, str] = field(default_factory=dict)
    fees: int = 0  # of rounds given
    rounds_planned: bool = False
    checked_in: bool = False
    report: bool = False

    @property
    def nights(self) -> int:
        """A stay within one day costs as one night."""
        return max((self.ends.date() - self.starts.date()).days, 1) if self.stay else 1

    @property
    def plan(self) -> Plan | None:
        """The newest that is not replaced."""
        return next((plan for plan in reversed(self.plans) if plan.state != "replaced"), None)

    @property
    def signed(self) -> Plan | None:
        return next((plan for plan in self.plans if plan.state == "signed"), None)

    @property
    def paused(self) -> bool:
        return self.job == "paused"


@dataclass
class Visit:
    pk: int
    pets: list[Pet] = field(default_factory=list)
    status: str = "confirmed"
    payments: list[list[int]] = field(default_factory=list)  # paid, given back

    @property
    def total(self) -> int:
        return sum(pet.fees + sum(line.fen for line in pet.lines) for pet in self.pets)

    @property
    def paid(self) -> int:
        return sum(paid for paid, _back in self.payments)

    @property
    def back(self) -> int:
        return sum(back for _paid, back in self.payments)

    @property
    def due(self) -> int:
        return (0 if self.status == "cancelled" else self.total) - self.paid + self.back

    @property
    def closed_with_fee(self) -> bool:
        """Nobody comes any more and something was kept."""
        return self.status == "received" and all(pet.state in OVER for pet in self.pets)

    def follow(self) -> None:
        """Where the bill stands, for where its pets are."""
        live = [pet.state for pet in self.pets if pet.state not in OVER]
        if not live or self.status in ("completed", "cancelled", "delivered"):
            return
        if all(state == "done" for state in live):
            self.status = "delivered"
        elif all(state in ("ready", "done") for state in live):
            self.status = "ready"
        else:
            self.status = "picking" if any(state in (*HERE, "done") for state in live) else "confirmed"

    def end_if_paid(self) -> None:
        if (self.status == "delivered" or self.closed_with_fee) and self.due == 0:
            self.status = "completed"

    def give_back(self, fen: int) -> None:
        """The newest payment first."""
        for payment in reversed(self.payments):
            part = min(fen, payment[0] - payment[1])
            payment[1] += part
            fen -= part


@dataclass
class Paper:
    """All visits of a shop; answers are the code of a refusal, or nothing."""

    visits: list[Visit] = field(default_factory=list)
    valid_until: Any = None  # the last day 豆豆's vaccination holds

    @property
    def pets(self) -> list[Pet]:
        return [pet for visit in self.visits for pet in visit.pets]

    # The door

    def first_visit(self, pet: Pet) -> bool:
        return not any(each.checked_in for each in self.pets if each.animal == pet.animal and each is not pet)

    def answer(self, pet: Pet, *, red: bool, signed: bool) -> str:
        if pet.state not in (*COMING, "no_show"):
            return "inquiry_closed"
        return "inquiry_unsigned" if not signed and (red or self.first_visit(pet)) else ""

    def gate(self, pet: Pet, weighed: bool) -> str:
        """Why this pet may not come in."""
        if pet.state not in ("booked", "no_show"):
            return "wrong_state"
        by_inquiry = {"": "inquiry_missing", "open": "inquiry_undecided", "refuse": "inquiry_refused",
                      "vet": "inquiry_refused"}  # fmt: skip
        if pet.inquiry in by_inquiry:
            return by_inquiry[pet.inquiry]
        if pet.animal == "doudou" and pet.ends.date() > self.valid_until:
            return "vaccine_gaps"
        if pet.asks_signature and pet.signed is None:
            return "plan_unsigned"
        return "" if weighed else "weight_missing"

    def within(self, pet: Pet, code: str, fen: int) -> bool:
        """Did the owner sign for this before it was asked?"""
        if pet.signed is None or code not in pet.signed.ceilings or pet.paused:
            return False
        added = [extra for extra in pet.extras if extra.within]
        of_kind = sum(extra.fen for extra in added if extra.code == code)
        ceilings = pet.signed.ceilings
        return of_kind + fen <= ceilings[code] and sum(e.fen for e in added) + fen <= sum(ceilings.values())

    # The work

    def frozen(self, pet: Pet, needed: str = "running") -> str:
        """A job that is not as it must be."""
        if pet.job == needed:
            return ""
        return "job_frozen" if pet.job == "paused" else "job_moved"

    def tick(self, pet: Pet, step: Step, proof: bool, at: datetime) -> str:
        if refused := self.frozen(pet):
            return refused
        if (step.need in ("photo", "value") and not proof) or (step.need == "timer" and step.timer is None):
            return "proof_missing"
        if step.timer is not None and step.timer + timedelta(minutes=step.minutes) > at:
            return "timer_running"
        return "step_over" if step.done_by or step.skipped else ""

    def second(self, pet: Pet, step: Step, by: str) -> str:
        if refused := self.frozen(pet):
            return refused
        if step.need != "second" or not step.done_by or step.skipped or step.second_by:
            return "step_over"
        return "same_person" if step.done_by == by else ""

    def finish(self, pet: Pet) -> str:
        if pet.job == "running" and not all(step.settled for step in pet.steps if step.required):
            return "steps_open"
        return self.frozen(pet)

    def hand_over(self, pet: Pet, *, right: bool, proof: bool) -> str:
        if not pet.report:
            return "report_missing"
        if "open" in pet.things:
            return "belongings_open"
        if pet.job in ("open", "running", "paused"):
            return "still_working"
        if not right:
            return "not_on_the_list"
        if not proof:
            return "no_proof"
        return "" if pet.state == "ready" or (pet.state, pet.job) == ("started", "stopped") else "wrong_state"

    # Money

    def kept(self, pet: Pet) -> int:
        """What was paid in advance for this pet."""
        visit, lies = pet.visit, pet.visit.paid - pet.visit.back
        if len(visit.pets) == 1:
            return lies
        wanted = sum(each.deposit for each in visit.pets)
        return min(lies * pet.deposit // wanted, pet.deposit) if wanted else 0

    def cancel_fee(self, pet: Pet, at: datetime) -> int:
        left = pet.starts - at
        percent = 0 if left >= timedelta(hours=48) else 50 if left >= timedelta(hours=24) else 100
        return (self.kept(pet) * percent + 50) // 100

    def late(self, pet: Pet, at: datetime) -> str:
        due = max(pet.ends, pet.since or pet.ends) if pet.state == "ready" else pet.ends
        owed = pet.state in HERE and at - due > timedelta(minutes=15)
        return "" if owed and not any(line.late for line in pet.lines) else "nothing_late"

    def let_go(self, pet: Pet, to: str, fee: int) -> None:
        """It does not come: off the bill, what is kept on it, and the rest back when nobody else comes."""
        pet.state, pet.lines, pet.fees = to, [Line(fee)] if fee else [], 0
        visit = pet.visit
        if any(each.state not in OVER for each in visit.pets):
            visit.follow()
            return
        visit.give_back(max(visit.paid - visit.back - visit.total, 0))
        visit.status = "received" if visit.total else "cancelled"
        visit.end_if_paid()
