"""A provider that sends nothing: it shows what would have gone out and misbehaves on demand.

It stands in wherever no real channel is set up, and in tests. Its memory is in the database, because the background
loop and the pages are different processes.
"""

import time
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotFound, now, writing
from wangcai.messages.events import SimulationSet
from wangcai.messages.models import SimulatedMessage, Simulation
from wangcai.messages.senders import Outgoing, SendingFailed

GOOD, SLOW, LOST, REFUSE, BUSY, TWICE = "", "slow", "lost", "refuse", "busy", "twice"
MODES = {
    GOOD: _("正常"),
    SLOW: _("很慢，等不到回答"),
    LOST: _("送到了，但回答丢了"),
    BUSY: _("暂时不收"),
    REFUSE: _("拒收这个号码"),
    TWICE: _("送了两遍"),
}
MARK = "sim-"


class SimulatedSender:
    """Keeps what it is given. `patience` is how long a slow answer really takes; tests set it to nothing."""

    def __init__(self, channel: str, *, patience: float = 0.0) -> None:
        self.channel = channel
        self.patience = patience

    def send(self, message: Outgoing, *, timeout: float) -> str:
        mode = mode_of(message.chain_id, self.channel)
        if mode == SLOW:
            time.sleep(min(self.patience, timeout))
            raise SendingFailed("timeout")
        if mode == BUSY:
            raise SendingFailed("busy")
        if mode == REFUSE:
            self._note(message, mode, delivered=0)
            raise SendingFailed("refused", again=False)
        self._note(message, mode, delivered=2 if mode == TWICE else 1)
        if mode == LOST:
            raise SendingFailed("no answer")
        return f"{MARK}{message.key}"

    def _note(self, message: Outgoing, mode: str, *, delivered: int) -> None:
        """A repeat of a known key is counted, and delivered only where it was not before, as real providers do."""
        with writing():
            rows = SimulatedMessage.objects.of(message.chain_id).filter(channel=self.channel, key=message.key)
            if rows.filter(delivered__gt=0).update(received=F("received") + 1):
                return
            if rows.update(received=F("received") + 1, delivered=delivered, mode=mode):
                return
            SimulatedMessage.objects.create(
                chain_id=message.chain_id, channel=self.channel, key=message.key, address=message.address,
                subject=message.subject, body=message.body, mode=mode, delivered=delivered, at=now(),
            )  # fmt: skip


def mode_of(chain_id: int, channel: str) -> str:
    """How the simulated provider of this channel behaves now."""
    row = Simulation.objects.of(chain_id).filter(channel=channel).first()
    return row.mode if row else GOOD


@once
def set_simulation(*, channel: str, mode: str, by: Actor, at: datetime | None = None) -> Simulation:
    """Let the simulated provider of a channel misbehave, or behave again."""
    by.require("shops.settings")
    if mode not in MODES:
        raise NotFound
    row, _made = Simulation.objects.of(by).update_or_create(
        chain_id=by.chain_id, channel=channel[:10], defaults={"mode": mode}
    )
    record(SimulationSet(subject_id=row.pk, channel=row.channel, mode=mode or "good"), by=by, at=at)
    return row


def simulated_messages(by: Actor, *, channel: str, limit: int = 60) -> list[SimulatedMessage]:
    """What the simulated provider was given, newest first."""
    by.require("messages.see")
    return list(SimulatedMessage.objects.of(by).filter(channel=channel).order_by("-pk")[:limit])
