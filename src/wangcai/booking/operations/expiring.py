"""What the clock alone does: held slots that nobody took are free again, and the next in the list is invited."""

import logging
from datetime import datetime

from django.utils.translation import gettext

from wangcai.booking import states
from wangcai.booking.models import Booking, Waiting
from wangcai.booking.operations.releasing import let_go
from wangcai.booking.operations.waiting import end_invitation, invite_waiter
from wangcai.booking.queries.waiters import fitting_waiters
from wangcai.kernel.public import Refusal, now, system_actor, writing

BATCH = 50
log = logging.getLogger("wangcai.booking")


def expire_holds(*, at: datetime | None = None) -> int:
    """Let go of held slots whose time is over, each in a transaction of its own; returns how many. For the loop.

    An invitation that ran out ends that wait: who wants to may be put on the list again. The next who fits is invited.
    """
    moment = at or now()
    over = Booking.objects.across_chains().filter(state=states.HELD, held_until__lte=moment)
    done = 0
    for booking in over.select_related("store__chain").order_by("held_until")[:BATCH]:
        try:
            if expire(booking, moment):
                done += 1
                invite_next(booking, moment)
        except Refusal as refusal:  # somebody took or released it in this very moment
            log.info("held booking %s: %s", booking.pk, refusal.code)
    return done


def expire(booking: Booking, at: datetime) -> bool:
    by = system_actor(booking.chain_id)
    with writing():
        waiting = (
            Waiting.objects.of(by).filter(booking=booking, state=Waiting.State.INVITED).select_related("store").first()
        )
        if waiting is not None:
            end_invitation(waiting, booking, "expired", by=by, at=at)
        else:
            let_go(booking, to=states.CANCELLED, reason=gettext("暂留到期"), by=by, at=at)
    return True


def invite_next(booking: Booking, at: datetime) -> Booking | None:
    """The first in order who fits the freed time and can be told; None where nobody does.

    Who has no file gave no number: nobody would tell them, so staff invite by hand.
    """
    if booking.starts_at <= at:
        return None
    by = system_actor(booking.chain_id)
    for fit in fitting_waiters(booking=booking, at=at):
        if fit.waiting.customer_id is None:
            continue
        try:
            return invite_waiter(waiting=fit.waiting, starts_at=fit.starts_at, worker_id=fit.worker_id, by=by, at=at)
        except Refusal:  # no longer free, or no longer waiting: the one after
            continue
    return None
