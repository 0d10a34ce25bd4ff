"""Send what is due: claim, send outside any transaction, write down what came of it.

A claim is a guarded update with a lease. A sender that dies in the middle leaves a message that is sent again under the
same key; the provider can tell the double. Times are UTC.
"""

import logging
import re
from datetime import datetime, timedelta

from django.db.models import F, Q

from wangcai.journal.public import record
from wangcai.kernel.public import now, system_actor, writing
from wangcai.messages.events import MessageFailed, MessageSent
from wangcai.messages.models import Message
from wangcai.messages.operations.telling import QUIET, next_channel
from wangcai.messages.senders import TIMEOUT, Outgoing, SendingFailed, breaker_of, open_channels, sender_of
from wangcai.shops.public import quiet_until

log = logging.getLogger(__name__)
BATCH = 50
LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 6
FIRST_PAUSE = timedelta(seconds=30)
State = Message.State
# Words that open a door are not kept once they are gone: whoever reads the outbox must not come in by them.
SECRET, DIGITS = frozenset({"portal_code"}), re.compile(r"\d{4,}")


def send_due(*, at: datetime | None = None, limit: int = BATCH) -> int:
    """One round of the outbox; returns how many messages left. Called by the background loop, in any number of processes."""
    moment = at or now()
    sent = 0
    for message in _due(moment, limit):
        if _still_quiet(message, moment):
            continue
        if not breaker_of(message.channel).closed():
            continue
        if _claim(message, moment):
            sent += _send(message, moment)
    return sent


def _due(at: datetime, limit: int) -> list[Message]:
    waiting = Message.objects.across_chains().filter(
        state__in=[State.WAITING, State.SENDING], not_before__lte=at, channel__in=open_channels()
    )
    return list(waiting.select_related("store__chain", "customer").order_by("not_before", "pk")[:limit])


def _still_quiet(message: Message, at: datetime) -> bool:
    """A repeat must not wake anybody either."""
    if message.urgent or message.store is None:
        return False
    morning = quiet_until(at, message.store)
    if morning is None:
        return False
    with writing():
        Message.objects.of(message.chain_id).filter(pk=message.pk, state=State.WAITING).update(
            not_before=morning, reason=QUIET
        )
    return True


def _claim(message: Message, at: datetime) -> bool:
    mine = Message.objects.of(message.chain_id).filter(
        Q(state=State.WAITING) | Q(state=State.SENDING), pk=message.pk, not_before__lte=at, attempts=message.attempts
    )
    with writing():
        claimed = mine.update(state=State.SENDING, not_before=at + LEASE, attempts=F("attempts") + 1)
    message.attempts += 1
    return bool(claimed)


def _send(message: Message, at: datetime) -> int:
    sender = sender_of(message.channel)
    outgoing = Outgoing(f"wc{message.pk}", message.chain_id, message.address, message.subject, message.body)
    try:
        reference = sender.send(outgoing, timeout=TIMEOUT) if sender else ""
    except SendingFailed as failed:
        if failed.again:
            breaker_of(message.channel).failed()
        _note_failure(message, failed, at)
        return 0
    except Exception as error:  # a broken adapter must not stop the others' messages
        log.exception("sender of %s", message.channel)
        breaker_of(message.channel).failed()
        _note_failure(message, SendingFailed(type(error).__name__), at)
        return 0
    breaker_of(message.channel).succeeded()
    _note_success(message, reference, at)
    return 1


def _note_success(message: Message, reference: str, at: datetime) -> None:
    with writing():
        changed = (
            Message.objects.of(message.chain_id)
            .filter(pk=message.pk, state=State.SENDING)
            .update(state=State.SENT, sent_at=at, provider_ref=reference[:80], reason="", body=_kept_words(message))
        )
        if changed:
            record(MessageSent(**about(message)), by=system_actor(message.chain_id), at=at)


def _kept_words(message: Message) -> str:
    return DIGITS.sub("······", message.body) if message.event in SECRET else message.body


def _note_failure(message: Message, failed: SendingFailed, at: datetime) -> None:
    again = failed.again and message.attempts < MOST_ATTEMPTS
    pause = FIRST_PAUSE * 2 ** (message.attempts - 1)
    with writing():
        changed = (
            Message.objects.of(message.chain_id)
            .filter(pk=message.pk, state=State.SENDING)
            .update(
                state=State.WAITING if again else State.FAILED,
                not_before=at + pause if again else at,
                reason=failed.reason[:200],
            )
        )
        if changed and not again:
            record(
                MessageFailed(**about(message), reason=failed.reason[:120]), by=system_actor(message.chain_id), at=at
            )
            next_channel(message, at)


def about(message: Message) -> dict:
    """The ids and facts every entry about a message carries."""
    return {
        "subject_kind": message.subject_kind or "message",
        "subject_id": message.subject_id or message.pk,
        "store_id": message.store_id,
        "customer_id": message.customer_id,
        "message_id": message.pk,
        "event": message.event,
        "channel": message.channel,
    }
