"""Tell a customer of a happening: once per channel, on the channel the customer likes and allows."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from wangcai.customers.public import Customer, living_file
from wangcai.kernel.public import clean_line, clean_text, now
from wangcai.messages import senders, wordings
from wangcai.messages.models import Message, Template
from wangcai.messages.rules import addresses_of, may_tell, ways_to
from wangcai.shops.public import Store, quiet_until

QUIET = "quiet"
NO_WAY = "no_way"


def tell_customer(
    *,
    chain_id: int,
    store: Store,
    customer: Customer | None,
    event: str,
    subject: tuple[str, int],
    facts: Mapping[str, Any],
    dedupe: str,
    phone: str = "",
    mail: str = "",
    channels: Sequence[str] | None = None,
    urgent: bool = False,
    at: datetime | None = None,
) -> list[Message]:
    """Put a service notice in the outbox; it leaves after the commit, by `send_due`.

    Without `channels` it goes by the first channel that is open, reachable and not refused, the preferred one first;
    with `channels` by each of these that is allowed. Told before under the same `dedupe`: nothing new is made.
    In the store's quiet hours (from 21:00 to 09:00 unless it says otherwise) it waits for the morning, unless `urgent`. Where no way is open, a held
    message shows in the outbox that somebody has to call. A file that was merged is told by the living one. Returns the messages made now.
    """
    moment, customer = at or now(), living_file(customer)
    if Message.objects.of(chain_id).filter(dedupe=dedupe).exclude(state=Message.State.FAILED).exists():
        return []
    ways = ways_to(customer, addresses_of(customer, phone=phone, mail=mail), senders.open_channels())
    chosen = ways[:1] if channels is None else [way for way in ways if way[0] in channels]
    language = (customer.language if customer else "") or wordings.ZH
    made = [
        _message(chain_id, store, customer, event, subject, facts, dedupe, way, language, urgent, moment)
        for way in chosen or [("none", "")]
    ]
    if channels is None:
        made[0].others = [list(way) for way in ways[1:]]
    return _insert_new(chain_id, made)


def next_channel(message: Message, at: datetime) -> Message | None:
    """A message by the next allowed channel after one failed for good; None where there is none left."""
    open_now = senders.open_channels()
    left = [way for way in message.others if way[0] in open_now and may_tell(message.customer, way[0])]
    if not left:
        return None
    copy = Message(
        chain_id=message.chain_id, store=message.store, customer=message.customer, event=message.event,
        channel=left[0][0], address=left[0][1], language=message.language, subject=message.subject, body=message.body,
        dedupe=message.dedupe, subject_kind=message.subject_kind, subject_id=message.subject_id,
        urgent=message.urgent, others=left[1:], not_before=at,
    )  # fmt: skip
    return next(iter(_insert_new(message.chain_id, [copy])), None)


def wording(chain_id: int, event: str, channel: str, language: str) -> tuple[str, str]:
    """(subject, body): the chain's own words where it has some, otherwise the shipped ones."""
    own = Template.objects.of(chain_id).filter(event=event, channel=channel, language=language).first()
    return (own.subject, own.body) if own else wordings.shipped_wording(event, language)


def _message(
    chain_id: int, store: Store, customer: Customer | None, event: str, subject: tuple[str, int],
    facts: Mapping[str, Any], dedupe: str, way: tuple[str, str], language: str, urgent: bool, at: datetime,
) -> Message:  # fmt: skip
    channel, address = way
    known = {
        "store": store.name,
        "phone": store.phone,
        "address": store.address,
        "name": customer.name if customer else "",
        **facts,
    }
    title, body = wording(chain_id, event, channel, language)
    quiet = None if urgent else quiet_until(at, store)
    held = channel == "none"
    return Message(
        chain_id=chain_id, store=store, customer=customer, event=event, channel=channel, address=address,
        language=language, subject=clean_line(wordings.fill(title, known)),
        body=clean_text(wordings.tidy(wordings.fill(body, known))), dedupe=dedupe[:80],
        subject_kind=subject[0], subject_id=subject[1], urgent=urgent,
        state=Message.State.HELD if held else Message.State.WAITING,
        reason=NO_WAY if held else QUIET if quiet else "", not_before=quiet or at,
    )  # fmt: skip


def _insert_new(chain_id: int, wanted: list[Message]) -> list[Message]:
    """Insert what was not told yet. The unique key decides, not a look beforehand."""
    dedupe = wanted[0].dedupe
    before = set(_keys(chain_id, dedupe))
    Message.objects.bulk_create(wanted, ignore_conflicts=True)
    rows = Message.objects.of(chain_id).filter(dedupe=dedupe)
    return [row for row in rows if (row.channel, row.address) not in before]


def _keys(chain_id: int, dedupe: str) -> list[tuple[str, str]]:
    return list(Message.objects.of(chain_id).filter(dedupe=dedupe).values_list("channel", "address"))
