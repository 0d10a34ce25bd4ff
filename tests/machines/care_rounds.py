"""The commands of feeding and medicine: planned, given once each, ended."""

from datetime import timedelta

from tests.machines.care_paper import HERE, ROUND_FEE
from tests.machines.care_till import Till
from wangcai.care.public import CareRound, CareSchedule, end_schedule, give_round, set_schedule
from wangcai.kernel.public import fetch


class Rounds(Till):
    """What the keeper does."""

    def plan_rounds(self, *, nth, medicine):
        pet = self.pet(nth)
        if pet is None or not pet.stay:
            return "nothing"
        # A fee that comes after the signature is asked for as an extra: here it is said before.
        medicine = medicine and pet.plan is None
        booking, kind = self.booking(pet), "medicine" if medicine else "feed"
        fee = self.services.offer["E0004"] if medicine else None

        def apply(_schedule):
            pet.rounds_planned = True
            self._new_rounds()

        return self.both(
            "" if pet.state in ("booked", "arrived", "started") else "pet_not_here",
            lambda: set_schedule(
                booking=booking, kind=kind, name="药片" if medicine else "猫粮", times=["08:00", "18:30"], dose="半片",
                fee=fee, by=self.by("clerk"), at=self.now,
            ),
            apply, "care.schedule_set",
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
            pet.fees += ROUND_FEE if paid and outcome != "refused" else 0

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
