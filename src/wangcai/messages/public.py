"""The door of messages."""

from wangcai.messages.models import Message, SimulatedMessage, Simulation, Template
from wangcai.messages.operations.sending import send_due
from wangcai.messages.operations.telling import tell_customer
from wangcai.messages.operations.wording import NotFailed, OfferInNotice, UnknownFact, try_again, write_wording
from wangcai.messages.queries import Wording, message_for, messages_about, outbox, outbox_counts, was_told, wordings_of
from wangcai.messages.senders import TIMEOUT, Outgoing, Sender, SendingFailed, open_channels, register_sender
from wangcai.messages.simulation import (
    MARK,
    MODES,
    SimulatedSender,
    mode_of,
    set_simulation,
    simulated_messages,
)
from wangcai.messages.wordings import CHANNELS, EVENTS, FACTS

__all__ = [
    "CHANNELS",
    "EVENTS",
    "FACTS",
    "MARK",
    "MODES",
    "TIMEOUT",
    "Message",
    "NotFailed",
    "OfferInNotice",
    "Outgoing",
    "Sender",
    "SendingFailed",
    "SimulatedMessage",
    "SimulatedSender",
    "Simulation",
    "Template",
    "UnknownFact",
    "Wording",
    "message_for",
    "messages_about",
    "mode_of",
    "open_channels",
    "outbox",
    "outbox_counts",
    "register_sender",
    "send_due",
    "set_simulation",
    "simulated_messages",
    "tell_customer",
    "try_again",
    "was_told",
    "wordings_of",
    "write_wording",
]
