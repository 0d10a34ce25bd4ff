"""A day with pets in the house: each command is done on paper and for real, then both are compared.

A command takes small numbers only, so that hypothesis and a plain random generator can choose them alike.
"""

from collections.abc import Callable
from datetime import date, timedelta

from tests.care.door import CALM, picture
from tests.cast import NOON, build_shop
from tests.machines.care_paper import NO_SHOW_FEE, Paper, Pet, Plan
from tests.machines.care_sums import end_state, real_house, what_is_wrong
from tests.visits import build_services
from wangcai.booking.public import Booking
from wangcai.care.public import Job
from wangcai.care.public import Plan as RealPlan
from wangcai.catalogue.public import Surcharge
from wangcai.customers.public import HealthRecord, weigh_pet
from wangcai.customers.public import Pet as Animal
from wangcai.journal.public import Entry
from wangcai.kernel.public import Refusal
from wangcai.knowledge.public import publish_text
from wangcai.knowledge.usual.inquiry import INQUIRIES
from wangcai.shops.public import Store

STEPS = {
    "bath": (("greet", "", 0, True), ("weigh", "value", 0, True), ("ears", "photo", 0, True),
             ("tools", "timer", 10, True), ("check", "second", 0, True), ("ribbon", "", 0, False)),
    "boarding": (("bed", "", 0, True), ("look", "second", 0, True)),
}  # fmt: skip
RABIES_UNTIL = date(2026, 12, 1)
# The calendar has a machine of its own: it may refuse as it likes, or must, whatever it says.
ANY, SOME = "*", "?"


class CareDay:
    """One chain of its own, on paper and in the database."""

    def __init__(self, code: str) -> None:
        self.shop = build_shop(code)
        self.services = build_services(self.shop)
        self.animals = {"doudou": self.shop.doudou, "shandian": self.shop.shandian, "erbao": self._erbao()}
        for name, animal in self.animals.items():
            self._vaccinated(animal, RABIES_UNTIL if name == "doudou" else date(2027, 6, 1))
        self._texts()
        Surcharge.objects.of(self.shop.chain).filter(code="no_show").update(amount=NO_SHOW_FEE)
        self.store = Store.objects.of(self.shop.chain).select_related("chain").get(pk=self.shop.store.pk)
        self.sign, self.paper = picture(self.shop, "sign"), Paper(valid_until=RABIES_UNTIL)
        self.people = {
            name: self.shop.by(login)
            for name, login in (
                ("clerk", "xiaozhou"), ("groomer", "xiaomei"), ("keeper", "aqiang"), ("manager", "laozhou"),
                ("stranger", "jingan"),
            )
        }  # fmt: skip
        self.now, self.log, self.known, self.stranger = NOON, [], "", False
        self.told_until = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0

    def _erbao(self) -> Animal:
        family = self.shop.wang.household
        made = Animal.objects.create(
            chain=self.shop.chain, code="P000009", name="二宝", species="dog", household=family
        )
        for animal in (self.shop.shandian, made):
            weigh_pet(pet=animal, grams=18_000, by=self.shop.manager, at=NOON)
        return made

    def _vaccinated(self, animal: Animal, until: date) -> None:
        HealthRecord.objects.create(
            chain=self.shop.chain, pet=animal, kind="vaccine", code="rabies", given_on=date(2026, 1, 1), due_on=until,
            verified_at=NOON, entered_at=NOON, entered_by="system:0",
        )  # fmt: skip

    def _texts(self) -> None:
        by = self.shop.by("boss")
        publish_text(kind="agreement", code="boarding", title="寄养协议", content={"text": "照料与接回。"}, by=by)
        publish_text(kind="inquiry", code="health", title="健康问询", content=INQUIRIES[0][4], by=by)
        for code, steps in STEPS.items():
            content = [
                {"code": step, "text": step, "need": need, "minutes": minutes, "required": must}
                for step, need, minutes, must in steps
            ]
            publish_text(kind="sop", code=code, title=code, content={"steps": content}, by=by)

    # One command

    def do(self, command: str, numbers: dict[str, int]) -> None:
        self.now += timedelta(minutes=1)
        self.log.append(f"{self.now:%d %H:%M} {command} {numbers}")
        self.stranger = numbers.get("who", 0) == 19
        outcome = getattr(self, command)(**{name: n for name, n in numbers.items() if name != "who"})
        self.log[-1] += f" → {outcome}"

    def by(self, name: str):
        """Who does it; one in twenty is somebody of another store."""
        return self.people["stranger" if self.stranger else name]

    def both(
        self, code: str, act: Callable[[], object], apply: Callable[[object], object], says: str = "", entries: int = 1
    ) -> str:
        """Ask the paper, do it for real. `says`: what the diary must tell of it, exactly `entries` times."""
        code = "not_allowed" if self.stranger else code
        if code:
            self.known = self.known or end_state(self.shop.chain.pk)
        try:
            got = act()
        except Refusal as refusal:
            assert code in (ANY, SOME, refusal.code), (
                f"refused with {refusal.code} ({refusal}), not {code or 'served'}; {self.told()}"
            )
            assert end_state(self.shop.chain.pk) == self.known, f"a refusal changed something; {self.told()}"
            return refusal.code
        except Exception as error:
            raise AssertionError(f"neither served nor refused: {error!r}; {self.told()}") from error
        assert code in ("", ANY), f"should have been refused with {code}; {self.told()}"
        self.known = ""
        apply(got)
        self._diary(says, entries)
        self.compare()
        return "done"

    def _diary(self, says: str, entries: int) -> None:
        new = list(Entry.objects.filter(id__gt=self.told_until).order_by("id").values_list("id", "what"))
        self.told_until = new[-1][0] if new else self.told_until
        found = sum(what == says for _id, what in new)
        assert not says or found == entries, f"{found} entries of {says}, not {entries}; {self.told()}"

    def compare(self) -> None:
        chain = self.shop.chain.pk
        wrong = what_is_wrong(chain)
        assert not wrong, f"{wrong}; {self.told()}"
        real, paper = real_house(chain), self.on_paper()
        differ = {key: (paper.get(key), real.get(key)) for key in {*real, *paper} if real.get(key) != paper.get(key)}
        assert not differ, f"(on paper, for real): {differ}; {self.told()}"

    def on_paper(self) -> dict:
        found = {}
        for visit in self.paper.visits:
            found["visit", visit.pk] = (visit.status, visit.total, visit.paid, visit.back)
        for pet in self.paper.pets:
            done = [(bool(s.done_by or s.skipped), bool(s.second_by), s.skipped) for s in pet.steps]
            found["pet", pet.pk] = {
                "state": pet.state, "inquiry": "" if pet.inquiry == "open" else pet.inquiry,
                "plans": [(plan.number, plan.state, plan.text) for plan in pet.plans], "job": pet.job, "steps": done,
                "pauses": [pause["decided"] for pause in pet.pauses],
                "things": pet.things, "extras": [(x.answer, x.within) for x in pet.extras],
                "rounds": sorted(pet.rounds.items()), "lines": sorted(line.fen for line in pet.lines), "fees": pet.fees,
                "report": (pet.report, pet.state == "done"),
            }  # fmt: skip
        return found

    def told(self) -> str:
        return "so far:\n" + "\n".join(self.log)

    # What is named by a number

    def pet(self, nth: int) -> Pet | None:
        """The nth booking, counted from the newest."""
        pets = self.paper.pets
        return pets[-1 - nth % len(pets)] if pets else None

    def booking(self, pet: Pet) -> Booking:
        """As it is now, as a page would read it."""
        related = ("store__chain", "pet__breed", "customer", "room", "worker", "service")
        return Booking.objects.of(self.shop.chain).select_related(*related).get(pk=pet.pk)

    def plan(self, pet: Pet, plan: Plan) -> RealPlan:
        return RealPlan.objects.of(self.shop.chain).get(booking=pet.pk, number=plan.number)

    def job(self, pet: Pet) -> Job:
        return Job.objects.of(self.shop.chain).select_related("booking__store__chain").get(booking=pet.pk)

    def answers(self, red: int) -> dict[str, str]:
        return {**CALM, "news": "yes" if red else "no", **({"vomit": "yes"} if red else {})}
