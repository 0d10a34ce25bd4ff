"""The commands at the door: the health asked, the plan made and signed, the pet taken in, more agreed on."""

from tests.machines.care_calendar import Calendar
from tests.machines.care_day import ANY
from tests.machines.care_paper import OVER, RUNNING, Extra, Line, Pet, Plan, Step
from wangcai.care.public import (
    ExtraRequest,
    HealthInquiry,
    answer_extra,
    answer_inquiry,
    ask_extra,
    change_plan,
    check_in,
    decide_inquiry,
    draft_plan,
    read_back,
    sign_plan,
)
from wangcai.catalogue.public import Surcharge

EXTRAS = (("knots", 3000), ("knots", 7000), ("knots", 1000), ("", 2000))


class Door(Calendar):
    """What the front desk does."""

    def answer(self, *, nth, red, signed):
        pet = self.pet(nth)
        if pet is None:
            return "nothing"
        booking, sign = self.booking(pet), self.sign if signed else None

        def apply(_inquiry):
            pet.inquiry = "open" if red else "clear"

        return self.both(
            self.paper.answer(pet, red=bool(red), signed=bool(signed)),
            lambda: answer_inquiry(
                booking=booking, answers=self.answers(red), signer="主人", signature=sign, by=self.by("clerk"), at=self.now
            ),
            apply,
            "inquiry.answered",
        )  # fmt: skip

    def decide(self, *, nth, what, manager):
        pet = self.pet(nth)
        if pet is None or not pet.inquiry:
            return "nothing"
        decision = ("accept", "refuse", "vet")[what]
        inquiry = HealthInquiry.objects.of(self.shop.chain).get(booking=pet.pk)
        code = "" if pet.inquiry in ("open", "vet") else "already_decided"
        if decision == "accept" and not manager:
            code = "not_allowed"
        by = self.by("manager" if manager else "clerk")

        def apply(_inquiry):
            pet.inquiry = decision

        return self.both(
            code,
            lambda: decide_inquiry(inquiry=inquiry, decision=decision, reason="看过了", by=by, at=self.now),
            apply,
            "inquiry.decided",
        )

    # The plan

    def draft(self, *, nth):
        pet = self.pet(nth)
        if pet is None:
            return "nothing"
        booking, going_on = self.booking(pet), pet.plan is not None and pet.plan.state != "signed"

        def apply(plan):
            if not going_on:
                pet.plans.append(Plan(plan.number))

        return self.both(
            "plan_closed" if pet.state in (*OVER, "done") else "",
            lambda: draft_plan(booking=booking, by=self.by("clerk"), at=self.now),
            apply, "plan.drafted", 0 if going_on else 1,
        )  # fmt: skip

    def _with_plan(self, nth):
        pet = self.pet(nth)
        return (pet, self.plan(pet, pet.plan)) if pet and pet.plan else (pet, None)

    def change(self, *, nth, ceiling):
        pet, plan = self._with_plan(nth)
        if plan is None:
            return "nothing"

        def apply(row):
            if pet.plan.state == "signed":
                pet.plans.append(Plan(row.number))
            pet.plan.state = "draft"

        return self.both(
            "plan_closed" if pet.state in (*OVER, "done") else "",
            lambda: change_plan(
                plan=plan, added=["多梳一遍"], ceilings={"knots": 3000 * ceiling}, by=self.by("clerk"), at=self.now
            ),
            apply,
            "plan.changed",
        )  # fmt: skip

    def read(self, *, nth):
        pet, plan = self._with_plan(nth)
        if plan is None:
            return "nothing"
        closed = pet.state in (*OVER, "done") or pet.plan.state == "signed"

        def apply(_row):
            pet.plan.state = "read_back"

        return self.both(
            "plan_closed" if closed else "",
            lambda: read_back(plan=plan, by=self.by("clerk"), at=self.now), apply, "plan.read_back",
        )  # fmt: skip

    def sign_it(self, *, nth, signed):
        pet, plan = self._with_plan(nth)
        if plan is None:
            return "nothing"
        code = "" if signed else "signature_missing"
        if not code:
            code = {"draft": "plan_not_read_back", "signed": "plan_closed"}.get(pet.plan.state, "")
        if pet.state in (*OVER, "done"):
            code = "plan_closed"

        def apply(row):
            mine = pet.plan
            for other in pet.plans:
                other.state = "replaced" if other.state == "signed" else other.state
            mine.state, mine.text = "signed", row.text
            mine.ceilings = {extra["code"]: extra["ceiling_fen"] for extra in row.extras}
            mine.items = [(item["code"], item["text"]) for item in row.items if not item["removed"]]

        sign = self.sign if signed else None
        return self.both(
            code,
            lambda: sign_plan(plan=plan, way="tablet", signer="主人", signature=sign, by=self.by("clerk"), at=self.now),
            apply,
            "plan.signed",
        )

    # In

    def come_in(self, *, nth, weighed, things):
        pet = self.pet(nth)
        if pet is None:
            return "nothing"
        booking, late = self.booking(pet), pet.state == "no_show"
        code = self.paper.gate(pet, bool(weighed))
        brought = [(f"牵引绳 {number}", 1) for number in range(things)]

        def apply(_came):
            fresh = self.booking(pet)
            pet.state, pet.checked_in = "arrived", True
            pet.starts, pet.ends, pet.things = fresh.starts_at, fresh.ends_at, ["open"] * things
            pet.job, pet.steps = "open", self.card(pet)
            if late:
                self._billed_again(pet)
            pet.visit.follow()

        return self.both(
            ANY if late and not code else code,
            lambda: check_in(
                booking=booking, weight_g=18_000 if weighed else None, stress=1, belongings=brought,
                by=self.by("clerk"), at=self.now,
            ),
            apply, "care.checked_in",
        )  # fmt: skip

    def _billed_again(self, pet):
        """Written off and here after all: on the bill as booked; where that is closed, on a new one."""
        if pet.visit.status not in RUNNING:
            pet.visit.status, pet.visit.payments = "confirmed", []
            for each in pet.visit.pets:
                each.lines, each.fees = [], 0
        pet.lines.append(Line(pet.price * pet.nights, own=True))

    def card(self, pet: Pet) -> list[Step]:
        raise NotImplementedError

    # More on the way

    def ask(self, *, nth, what):
        pet = self.pet(nth)
        if pet is None:
            return "nothing"
        kind, fen = EXTRAS[what]
        booking, within = self.booking(pet), self.paper.within(pet, kind, fen)
        fee = Surcharge.objects.of(self.shop.chain).select_related("variant").filter(code=kind).first()
        variant = None if fee else self.services.offer["V1003"]

        def apply(_request):
            pet.extras.append(Extra(kind, fen))
            if within:
                self._agreed(pet, pet.extras[-1])
                pet.extras[-1].within = True

        return self.both(
            "nothing_to_add" if pet.state in (*OVER, "done") else "",
            lambda: ask_extra(
                booking=booking, surcharge=fee, variant=variant, price_fen=fen, reason="打结", by=self.by("groomer"),
                at=self.now,
            ),
            apply, "extra.answered" if within else "extra.asked",
        )  # fmt: skip

    def _agreed(self, pet, extra):
        extra.answer = "yes"
        pet.lines.append(Line(extra.fen))
        if pet.job in ("open", "running", "paused"):
            pet.steps.append(Step(""))

    def consent(self, *, nth, which, yes):
        pet = self.pet(nth)
        if pet is None or not pet.extras:
            return "nothing"
        which %= len(pet.extras)
        extra, row = pet.extras[which], ExtraRequest.objects.of(self.shop.chain).filter(booking=pet.pk).order_by("pk")
        code = "extra_answered" if extra.answer else ""
        if yes and pet.state in (*OVER, "done"):
            code = "nothing_to_add"

        def apply(_row):
            if yes:
                self._agreed(pet, extra)
            extra.answer = "yes" if yes else "no"

        request = row.select_related("booking__store__chain")[which]
        return self.both(
            code,
            lambda: answer_extra(request=request, yes=bool(yes), channel="phone", by=self.by("clerk"), at=self.now),
            apply,
            "extra.answered",
        )
