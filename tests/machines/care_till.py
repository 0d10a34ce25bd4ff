"""The commands at the end of a visit: report, things, hand-over, money; and those of a visit that does not take place."""

from tests.machines.care_door import Door
from tests.machines.care_paper import LATE_FEE, NO_SHOW_FEE, RUNNING, Line
from wangcai.care.public import Belonging, add_line, drop_line, visit_of
from wangcai.care.public import Visit as RealVisit
from wangcai.handover.outcomes import outcomes_of
from wangcai.handover.public import hand_over_pet, settle_belonging, write_report
from wangcai.orders.public import NewLine, OrderLine
from wangcai.settlement.public import (
    Payment,
    Tender,
    cancel_visit_booking,
    charge_late_fee,
    mark_no_show,
    refund_payment,
    take_payments,
)


class Till(Door):
    """What the front desk does when the pet goes home, or never came."""

    def report(self, *, nth, flaw):
        pet = self.pet(nth)
        if pet is None:
            return "nothing"
        booking = self.booking(pet)
        points = dict.fromkeys(outcomes_of(booking), (True, ""))
        if flaw == 1:
            points["skin"] = (False, "")
        code = "outcome_open" if flaw == 1 else ""
        if pet.state not in ("arrived", "started", "ready"):
            code = "pet_not_with_us"

        def apply(_report):
            pet.report = True

        return self.both(
            code,
            lambda: write_report(booking=booking, outcome=points, by=self.by("groomer"), at=self.now),
            apply,
            "report.written",
        )

    def thing(self, *, nth, which, missing):
        pet = self.pet(nth)
        if pet is None or not pet.things:
            return "nothing"
        which %= len(pet.things)
        belonging = Belonging.objects.of(self.shop.chain).filter(booking=pet.pk).order_by("pk")[which]

        def apply(_row):
            pet.things[which] = "missing" if missing else "back"

        return self.both(
            "" if pet.things[which] == "open" else "belonging_settled",
            lambda: settle_belonging(
                belonging=belonging, missing_note="没找到" if missing else "", by=self.by("groomer"), at=self.now
            ),
            apply,
            "belonging.settled",
        )  # fmt: skip

    def hand(self, *, nth, flaw):
        pet = self.pet(nth)
        if pet is None:
            return "nothing"
        booking, right, proof = self.booking(pet), flaw != 1, flaw != 2
        stranger = self.shop.lin if pet.animal != "doudou" else self.shop.wang

        def apply(_report):
            pet.state = "done"
            pet.visit.follow()

        return self.both(
            self.paper.hand_over(pet, right=right, proof=proof),
            lambda: hand_over_pet(
                booking=booking, collector=booking.customer if right else stranger,
                signature=self.sign if proof else None, by=self.by("clerk"), at=self.now,
            ),
            apply, "pet.handed_over",
        )  # fmt: skip

    # Money

    def _visit(self, nth):
        pet = self.pet(nth)
        return (None, None) if pet is None else (pet.visit, RealVisit.objects.of(self.shop.chain).get(pk=pet.visit.pk))

    def pay(self, *, nth, share):
        """All that is due, half of it, the deposits, or more than is due."""
        visit, row = self._visit(nth)
        if visit is None:
            return "nothing"
        due = visit.due
        fen = (due, due, due // 2, sum(pet.deposit for pet in visit.pets), due + 100)[share]
        if fen <= 0:
            return "nothing"

        def apply(_order):
            visit.payments.append([fen, 0])
            visit.end_if_paid()

        return self.both(
            "paid_too_much" if fen > due else "",
            lambda: take_payments(order=row.order, tenders=[Tender("wechat", fen)], by=self.by("clerk"), at=self.now),
            apply, "payment.taken",
        )  # fmt: skip

    def refund(self, *, nth, more):
        """What was paid too much, or more than that payment has left."""
        visit, row = self._visit(nth)
        if visit is None or not visit.payments:
            return "nothing"
        paid, back = visit.payments[-1]
        fen = paid - back + 1 if more else min(-visit.due, paid - back)
        if fen <= 0:
            return "nothing"
        payment = Payment.objects.of(self.shop.chain).filter(order=row.order, kind="payment").order_by("id").last()

        def apply(_refund):
            visit.payments[-1][1] += fen
            visit.end_if_paid()

        return self.both(
            "refund_too_high" if more else "",
            lambda: refund_payment(payment=payment, amount_fen=fen, reason="多收", by=self.by("manager"), at=self.now),
            apply, "payment.refunded",
        )  # fmt: skip

    def late(self, *, nth):
        pet = self.pet(nth)
        if pet is None:
            return "nothing"
        booking = self.booking(pet)
        pet.since = booking.state_at

        def apply(_line):
            pet.lines.append(Line(LATE_FEE, late=True))

        return self.both(
            self.paper.late(pet, self.now),
            lambda: charge_late_fee(booking=booking, by=self.by("clerk"), at=self.now), apply, "late_fee.charged",
        )  # fmt: skip

    def shop_more(self, *, nth):
        """A bag of treats on the bill of a pet that is still expected or here."""
        pet = self.pet(nth)
        if pet is None or pet.state not in ("booked", "arrived", "started", "ready"):
            return "nothing"
        booking, goods = self.booking(pet), self.shop.goods["S3001"]

        def apply(_line):
            pet.lines.append(Line(goods.price_fen))

        return self.both(
            "service_paused" if pet.paused else "",
            lambda: add_line(booking=booking, line=NewLine(goods.pk, 1), by=self.by("clerk"), at=self.now),
            apply, "order.changed",
        )  # fmt: skip

    def take_off(self, *, nth):
        """The newest line that is not the service itself."""
        pet = self.pet(nth)
        if pet is None or pet.visit.closed_with_fee or not any(not line.own for line in pet.lines):
            return "nothing"
        booking = self.booking(pet)
        visit = visit_of(booking)
        lines = OrderLine.objects.of(self.shop.chain).filter(booking=pet.pk, order=visit.order)
        own = (booking.service_id, self.services.offer["E0004"].pk)
        more = lines.exclude(state="cancelled").exclude(variant__in=own)
        last, line = more.order_by("position").last(), [line for line in pet.lines if not line.own][-1]

        def apply(_line):
            pet.lines.remove(line)

        return self.both(
            "" if pet.visit.status in RUNNING else "wrong_stage",
            lambda: drop_line(visit=visit, line_id=last.pk, by=self.by("clerk"), at=self.now), apply, "order.changed",
        )  # fmt: skip

    # It does not come

    def cancel(self, *, nth, waive):
        pet = self.pet(nth)
        if pet is None:
            return "nothing"
        booking, fee = self.booking(pet), 0 if waive else self.paper.cancel_fee(pet, self.now)
        code = "" if pet.state == "booked" else "wrong_state"
        return self.both(
            "pet_is_here" if pet.state in ("arrived", "started", "ready") else code,
            lambda: cancel_visit_booking(
                booking=booking, reason="改主意", waive="熟客" if waive else "", by=self.by("clerk"), at=self.now
            ),
            lambda _row: self.paper.let_go(pet, "cancelled", fee), "deposit.settled",
        )  # fmt: skip

    def no_show(self, *, nth, charge):
        pet = self.pet(nth)
        if pet is None:
            return "nothing"
        booking, fee = self.booking(pet), max(self.paper.kept(pet), NO_SHOW_FEE) if charge else 0
        if pet.state in ("arrived", "started", "ready"):
            code = "pet_is_here"
        elif (self.now - pet.starts).total_seconds() < 30 * 60:
            code = "too_early_for_no_show"
        else:
            code = "" if pet.state == "booked" else "wrong_state"
        return self.both(
            code,
            lambda: mark_no_show(
                booking=booking, charge=bool(charge), reason="" if charge else "电话里说了", by=self.by("clerk"),
                at=self.now,
            ),
            lambda _row: self.paper.let_go(pet, "no_show", fee), "deposit.settled",
        )  # fmt: skip
