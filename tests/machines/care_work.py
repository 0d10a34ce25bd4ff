"""The commands of the work: started, ticked, looked at, stopped, decided, finished; rounds given; and time going by."""

import uuid
from datetime import timedelta

from tests.machines.care_day import STEPS
from tests.machines.care_paper import Line, Pet, Step
from tests.machines.care_till import Till
from wangcai.care.public import (
    CareRound,
    CareSchedule,
    JobPause,
    JobStep,
    decide_pause,
    end_schedule,
    finish_job,
    give_round,
    make_rounds,
    note_attempt,
    observe,
    pause_job,
    second_tick,
    set_schedule,
    skip_step,
    start_job,
    start_timer,
    tick_step,
    undo_step,
)
from wangcai.journal.public import drain
from wangcai.kernel.public import fetch

HERE = ("arrived", "started", "ready")
ROUND_FEE = 1000


class House(Till):
    """What the groomer and the keeper do."""

    last_key = uuid.UUID(int=1)

    def card(self, pet: Pet) -> list[Step]:
        """The job card as the texts and the signed plan make it."""
        steps = [
            Step(need, minutes=minutes, required=must)
            for _code, need, minutes, must in STEPS["boarding" if pet.stay else "bath"]
        ]
        pet.items = set(pet.signed.items) if pet.signed else set()
        return steps + [Step("") for _item in (pet.signed.items if pet.signed else ())]

    def start(self, *, nth):
        pet = self.pet(nth)
        if pet is None or not pet.job:
            return "nothing"
        job = self.job(pet)

        def apply(_job):
            new = [item for item in (pet.signed.items if pet.signed else ()) if item not in pet.items]
            pet.steps += [Step("") for _item in new]
            pet.items |= set(new)
            pet.job, pet.state = "running", "started"
            pet.visit.follow()

        return self.both(
            self.paper.frozen(pet, "open"), lambda: start_job(job=job, by=self.by("groomer"), at=self.now), apply,
            "job.started",
        )  # fmt: skip

    def _step(self, nth, which):
        pet = self.pet(nth)
        if pet is None or not pet.steps:
            return None, None, None
        which %= len(pet.steps)
        row = JobStep.objects.of(self.shop.chain).filter(job__booking=pet.pk).order_by("position")[which]
        return pet, pet.steps[which], row

    def tick_it(self, *, nth, which, proof):
        pet, step, row = self._step(nth, which)
        if pet is None:
            return "nothing"
        photo, value = (self.sign, "18.2") if proof else (None, "")

        def apply(_row):
            step.done_by = "groomer"

        return self.both(
            self.paper.tick(pet, step, bool(proof), self.now),
            lambda: tick_step(step=row, value=value, photo=photo, by=self.by("groomer"), at=self.now), apply,
            "job.step_ticked",
        )  # fmt: skip

    def second(self, *, nth, which, other):
        pet, step, row = self._step(nth, which)
        if pet is None:
            return "nothing"
        who = "keeper" if other else "groomer"

        def apply(_row):
            step.second_by = who

        return self.both(
            self.paper.second(pet, step, who),
            lambda: second_tick(step=row, by=self.by(who), at=self.now), apply, "job.step_seconded",
        )  # fmt: skip

    def timer(self, *, nth, which):
        pet, step, row = self._step(nth, which)
        if pet is None:
            return "nothing"
        code = self.paper.frozen(pet) or ("step_over" if step.need != "timer" else "")
        begins = not step.done_by and not step.skipped and step.timer is None

        def apply(_row):
            step.timer = self.now if begins else step.timer

        return self.both(
            code, lambda: start_timer(step=row, by=self.by("groomer"), at=self.now), apply, "job.timer_started",
            int(begins),
        )  # fmt: skip

    def skip(self, *, nth, which, reason):
        pet, step, row = self._step(nth, which)
        if pet is None:
            return "nothing"
        code = self.paper.frozen(pet) or ("" if reason else "missing")

        def apply(_row):
            step.skipped, step.done_by = True, "groomer"

        return self.both(
            code or ("step_over" if step.done_by or step.skipped else ""),
            lambda: skip_step(step=row, reason="它怕" if reason else "", by=self.by("groomer"), at=self.now), apply,
            "job.step_skipped",
        )  # fmt: skip

    def undo(self, *, nth, which):
        pet, step, row = self._step(nth, which)
        if pet is None:
            return "nothing"

        def apply(_row):
            step.skipped, step.done_by, step.second_by = False, "", ""

        return self.both(
            self.paper.frozen(pet) or ("" if step.done_by or step.skipped else "step_over"),
            lambda: undo_step(step=row, by=self.by("groomer"), at=self.now), apply, "job.step_undone",
        )  # fmt: skip

    def look(self, *, nth, value, again):
        """38.6 °C, a fever, a number no animal has; `again`: the telephone sends the last one twice."""
        pet = self.pet(nth)
        if pet is None:
            return "nothing"
        booking, value = self.booking(pet), (386, 405, 999)[value]
        again = bool(again) and self.last_key.int > 1
        key = self.last_key if again else uuid.UUID(int=self.last_key.int + 1)
        code = "" if pet.state in (*HERE, "done") else "pet_not_here"

        def apply(_row):
            self.last_key = key

        return self.both(
            code or ("value_impossible" if value == 999 else ""),
            lambda: observe(
                booking=booking, kind="temperature", value=value, client_key=key, by=self.by("groomer"), at=self.now
            ),
            apply, "care.observed", int(not again),
        )  # fmt: skip

    # Stopped, and what the owner says

    def pause(self, *, nth, reason):
        pet = self.pet(nth)
        if pet is None or not pet.job:
            return "nothing"
        job = self.job(pet)

        def apply(_pause):
            pet.job = "paused"
            pet.pauses.append({"reached": False, "decided": False})

        return self.both(
            self.paper.frozen(pet) if reason else "missing",
            lambda: pause_job(job=job, reason="发抖" if reason else "", by=self.by("groomer"), at=self.now), apply,
            "job.paused",
        )  # fmt: skip

    def _pause(self, nth):
        pet = self.pet(nth)
        if pet is None or not pet.pauses:
            return None, None, None
        row = JobPause.objects.of(self.shop.chain).filter(job__booking=pet.pk).order_by("id").last()
        return pet, pet.pauses[-1], row

    def call(self, *, nth, reached):
        pet, pause, row = self._pause(nth)
        if pet is None:
            return "nothing"

        def apply(_attempt):
            pause["reached"] |= bool(reached)

        return self.both(
            "pause_over" if pause["decided"] else "",
            lambda: note_attempt(pause=row, way="phone", reached=bool(reached), by=self.by("clerk"), at=self.now),
            apply, "job.owner_tried",
        )  # fmt: skip

    def owner_says(self, *, nth, what):
        pet, pause, row = self._pause(nth)
        if pet is None:
            return "nothing"
        decision = ("continue", "continue", "stop", "vet")[what]
        code = "owner_not_asked" if not pause["reached"] else "pause_over" if pause["decided"] else ""

        def apply(_pause):
            pause["decided"] = True
            pet.job = "running" if decision == "continue" else "stopped"
            if pet.job == "stopped" and not pet.stay:
                pet.state = "ready"
            pet.visit.follow()

        return self.both(
            code,
            lambda: decide_pause(pause=row, decision=decision, decider="主人", by=self.by("clerk"), at=self.now), apply,
            "job.pause_decided",
        )  # fmt: skip

    def finish(self, *, nth):
        pet = self.pet(nth)
        if pet is None or not pet.job:
            return "nothing"
        job = self.job(pet)

        def apply(_job):
            pet.job, pet.state = "done", "ready"
            pet.visit.follow()

        return self.both(
            self.paper.finish(pet),
            lambda: finish_job(job=job, by=self.by("groomer"), at=self.now),
            apply,
            "job.finished",
        )

    # Rounds

    def plan_rounds(self, *, nth, medicine):
        pet = self.pet(nth)
        if pet is None or not pet.stay:
            return "nothing"
        booking, kind = self.booking(pet), "medicine" if medicine else "feed"
        fee = self.services.offer["E0004"] if medicine else None
        return self.both(
            "" if pet.state in ("booked", "arrived", "started") else "pet_not_here",
            lambda: set_schedule(
                booking=booking, kind=kind, name="药片" if medicine else "猫粮", times=["08:00", "18:30"], dose="半片",
                fee=fee, by=self.by("clerk"), at=self.now,
            ),
            lambda _row: self._new_rounds(), "care.schedule_set",
        )  # fmt: skip

    def _new_rounds(self) -> None:
        """Rounds that were written belong to pets that are here, and are due."""
        known = {pk for pet in self.paper.pets for pk in pet.rounds}
        for pk, booking, state in fetch(
            "SELECT id, booking_id, state FROM care_careround WHERE chain_id = %s", [self.shop.chain.pk]
        ):
            if pk not in known:
                pet = next(pet for pet in self.paper.pets if pet.pk == booking)
                assert pet.state in ("arrived", "started") and state == "due", f"a round for nobody; {self.told()}"
                pet.rounds[pk] = "due"

    def give(self, *, nth, which, outcome):
        pet = self.pet(nth)
        if pet is None or not pet.rounds:
            return "nothing"
        row = CareRound.objects.of(self.shop.chain).select_related("schedule", "store").get(
            pk=sorted(pet.rounds)[which % len(pet.rounds)]
        )  # fmt: skip
        outcome, paid = ("given", "partly", "refused")[outcome], row.schedule.fee_id is not None
        state = pet.rounds[row.pk]
        code = "" if state == "due" else "not_found" if state == "dropped" else "already_given"
        if paid and self.now < row.due_at - timedelta(hours=2):
            code = "too_early"
        if pet.state not in HERE and state == "due":
            code = code or "pet_not_here"

        def apply(_row):
            pet.rounds[row.pk] = outcome
            if paid and outcome != "refused":
                pet.lines.append(Line(ROUND_FEE))

        return self.both(
            code, lambda: give_round(round=row, outcome=outcome, by=self.by("groomer"), at=self.now), apply,
            "care.round_given",
        )  # fmt: skip

    def end_rounds(self, *, nth):
        pet = self.pet(nth)
        plans = CareSchedule.objects.of(self.shop.chain).filter(booking=pet.pk).order_by("id") if pet else []
        if not plans:
            return "nothing"
        plan = plans[len(plans) - 1]
        mine = set(CareRound.objects.of(self.shop.chain).filter(schedule=plan).values_list("pk", flat=True))

        def apply(_row):
            for pk, state in pet.rounds.items():
                pet.rounds[pk] = "dropped" if pk in mine and state == "due" else state

        return self.both(
            "not_found" if plan.ended_at else "",
            lambda: end_schedule(schedule=plan, by=self.by("clerk"), at=self.now), apply, "care.schedule_ended",
        )  # fmt: skip

    # Time goes by

    def tick(self, *, hours):
        self.now += timedelta(hours=hours)

    def react(self):
        """Everybody reacts to what happened, until nothing is left to react to; and the clock writes the rounds."""
        self.known = ""
        while drain():
            pass
        make_rounds(at=self.now)
        for pet in self.paper.pets:
            if pet.state == "done":
                pet.rounds = {pk: "dropped" if state == "due" else state for pk, state in pet.rounds.items()}
        for visit in self.paper.visits:
            visit.end_if_paid()
        self._new_rounds()
        self._diary("", 0)
        self.compare()
