"""The commands of a day with pets in the house, the bounds of their numbers, and the step that leads a visit onward."""

from datetime import timedelta

from tests.machines.care_paper import OVER
from tests.machines.care_work import House
from wangcai.care.public import CareRound

NTH, WHO, BIT, STEP = (0, 3), (0, 19), (0, 1), (0, 8)
# name → the bounds of each number; who 19 is somebody of another store
COMMANDS: dict[str, dict[str, tuple[int, int]]] = {
    "book": {"kind": (0, 4), "day": (0, 3), "hour": (9, 16), "nights": (1, 4), "who": WHO},
    "move": {"nth": NTH, "days": (0, 3), "nights": (0, 3), "who": WHO},
    "answer": {"nth": NTH, "red": BIT, "signed": BIT, "who": WHO},
    "decide": {"nth": NTH, "what": (0, 2), "manager": BIT, "who": WHO},
    "draft": {"nth": NTH, "who": WHO},
    "change": {"nth": NTH, "ceiling": (0, 4), "who": WHO},
    "read": {"nth": NTH, "who": WHO},
    "sign_it": {"nth": NTH, "signed": BIT, "who": WHO},
    "come_in": {"nth": NTH, "weighed": BIT, "things": (0, 2), "who": WHO},
    "start": {"nth": NTH, "who": WHO},
    "tick_it": {"nth": NTH, "which": STEP, "proof": BIT, "who": WHO},
    "second": {"nth": NTH, "which": STEP, "other": BIT, "who": WHO},
    "timer": {"nth": NTH, "which": STEP, "who": WHO},
    "skip": {"nth": NTH, "which": STEP, "reason": BIT, "who": WHO},
    "undo": {"nth": NTH, "which": STEP, "who": WHO},
    "look": {"nth": NTH, "value": (0, 2), "again": BIT, "who": WHO},
    "pause": {"nth": NTH, "reason": BIT, "who": WHO},
    "call": {"nth": NTH, "reached": BIT, "who": WHO},
    "owner_says": {"nth": NTH, "what": (0, 3), "who": WHO},
    "finish": {"nth": NTH, "who": WHO},
    "ask": {"nth": NTH, "what": (0, 3), "who": WHO},
    "consent": {"nth": NTH, "which": (0, 3), "yes": BIT, "who": WHO},
    "plan_rounds": {"nth": NTH, "medicine": BIT, "who": WHO},
    "give": {"nth": NTH, "which": (0, 5), "outcome": (0, 2), "who": WHO},
    "end_rounds": {"nth": NTH, "who": WHO},
    "report": {"nth": NTH, "flaw": (0, 1), "who": WHO},
    "thing": {"nth": NTH, "which": BIT, "missing": BIT, "who": WHO},
    "hand": {"nth": NTH, "flaw": (0, 2), "who": WHO},
    "pay": {"nth": NTH, "share": (0, 4), "who": WHO},
    "refund": {"nth": NTH, "more": BIT, "who": WHO},
    "late": {"nth": NTH, "who": WHO},
    "shop_more": {"nth": NTH, "who": WHO},
    "take_off": {"nth": NTH, "who": WHO},
    "cancel": {"nth": NTH, "waive": BIT, "who": WHO},
    "no_show": {"nth": NTH, "charge": BIT, "who": WHO},
    "tick": {"hours": (1, 20)},
    "react": {},
    "onward": {"nth": NTH, "steps": (1, 12)},
}  # fmt: skip


class Care(House):
    """All commands."""

    def onward(self, *, nth, steps):
        """What a careful shop does next with this pet, some steps in a row."""
        pet, done = self.pet(nth), []
        for _step in range(steps):
            if pet is None or not (wanted := self._next(pet)):
                break
            command, numbers = wanted
            done.append(f"{command}={getattr(self, command)(nth=self._nth(pet), **numbers)}")
        return " ".join(done) or "nothing"

    def _nth(self, pet) -> int:
        return len(self.paper.pets) - 1 - self.paper.pets.index(pet)

    def _next(self, pet) -> tuple[str, dict] | None:
        if pet.state in OVER:
            return None
        if pet.state == "booked":
            return self._door(pet)
        if pet.state == "done":
            return ("pay", {"share": 0}) if pet.visit.due > 0 else None
        if pet.job == "open":
            return "start", {}
        if pet.job == "running":
            return self._round(pet) or self._work(pet)
        if pet.job == "paused":
            return ("owner_says", {"what": 0}) if pet.pauses[-1]["reached"] else ("call", {"reached": 1})
        if not pet.report:
            return "report", {"flaw": 0}
        if "open" in pet.things:
            return "thing", {"which": pet.things.index("open"), "missing": 0}
        return "hand", {"flaw": 0}

    def _door(self, pet):
        if pet.inquiry == "":
            return "answer", {"red": 0, "signed": 1}
        if pet.inquiry in ("open", "vet"):
            return "decide", {"what": 0, "manager": 1}
        if pet.asks_signature and pet.signed is None:
            if pet.plan is None:
                return ("draft", {}) if pet.rounds_planned else ("plan_rounds", {"medicine": 1})
            return ("read", {}) if pet.plan.state == "draft" else ("sign_it", {"signed": 1})
        return "come_in", {"weighed": 1, "things": 2}

    def _round(self, pet):
        """The first that is due and may be given already."""
        for which, pk in enumerate(sorted(pet.rounds)):
            row = CareRound.objects.of(self.shop.chain).get(pk=pk)
            if pet.rounds[pk] == "due" and row.due_at - timedelta(hours=2) <= self.now:
                return "give", {"which": which, "outcome": 0}
        return None

    def _work(self, pet):
        for which, step in enumerate(pet.steps):
            if step.settled or not step.required:
                continue
            if step.need == "timer" and step.timer is None:
                return "timer", {"which": which}
            if step.done_by:
                return "second", {"which": which, "other": 1}
            if self.paper.tick(pet, step, True, self.now) == "timer_running":
                return "skip", {"which": which, "reason": 1}
            return "tick_it", {"which": which, "proof": 1}
        return "finish", {}
