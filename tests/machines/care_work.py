"""The commands of the work: started, ticked, looked at, stopped, decided, finished; and time going by."""

import uuid
from datetime import timedelta

from tests.machines.care_day import STEPS
from tests.machines.care_paper import HERE, Pet, Step
from tests.machines.care_rounds import Rounds
from wangcai.care.public import (
    JobPause,
    JobStep,
    decide_pause,
    finish_job,
    make_rounds,
    note_attempt,
    observe,
    pause_job,
    second_tick,
    skip_step,
    start_job,
    start_timer,
    tick_step,
    undo_step,
)
from wangcai.journal.public import drain


class House(Rounds):
    """What the groomer does."""

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
