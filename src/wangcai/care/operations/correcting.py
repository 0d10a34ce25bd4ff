"""A round was ticked wrongly – the wrong pet, the wrong word: put right with a reason, and the bill with it (F33)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import about_booking, states
from wangcai.care.events.rounds import RoundCorrected
from wangcai.care.kinds import OUTCOMES
from wangcai.care.models import CareRound
from wangcai.care.operations.jobs import PetNotHere
from wangcai.care.operations.round_fees import bill_rounds
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, now

DUE = CareRound.State.DUE
DONE = (CareRound.State.GIVEN, CareRound.State.PARTLY, CareRound.State.REFUSED)


class RoundChanged(Refusal):
    code = "round_changed"
    sentence = _("这一次刚被别人改过，请刷新看看。")
    status = 409


@once
def correct_round(
    *, round: CareRound, outcome: str, grams: int | None = None, reason: str, by: Actor, at: datetime | None = None
) -> CareRound:
    """Write another outcome for a round that was ticked, or none at all ("due": it was not given, and is to be given).

    Who gave it and when stays, unless it was not given. Refuses Missing (the reason), PetNotHere once the pet is handed
    over, RoundChanged where somebody else was quicker.
    """
    by.require_at("care.work", round)
    if outcome not in OUTCOMES and outcome != DUE:
        raise NotFound
    reason = clean_line(reason)
    if not reason:
        raise Missing(what=_("为什么更正"), field="reason")
    row = CareRound.objects.of(by).select_related("schedule__fee", "booking__pet", "store").get(pk=round.pk)
    if row.booking.state not in states.HERE:
        raise PetNotHere
    before = round.state
    values = {"state": outcome, "grams": grams, "note": reason}
    if outcome == DUE:
        values |= {"at": None, "by": "", "grams": None, "photo": None}
    changed = CareRound.objects.of(by).filter(pk=row.pk, state=before, at=round.at)
    if before not in DONE or before == outcome or not changed.update(**values):
        raise RoundChanged
    bill_rounds(row.schedule, by=by, at=at or now())
    row.refresh_from_db()
    happening = RoundCorrected(
        **about_booking(row.booking), round_id=row.pk, name=row.schedule.name, from_outcome=before, outcome=outcome,
        reason=reason,
    )  # fmt: skip
    record(happening, by=by, at=at)
    return row
