from django.db import models
from django.db.models.functions import Now

from wangcai.kernel.public import ChainRow


class Template(ChainRow):
    """A chain's own wording for an event and channel; without a row the shipped wording is used."""

    event = models.CharField(max_length=40)
    channel = models.CharField(max_length=10)
    language = models.CharField(max_length=10, default="zh-hans")
    subject = models.CharField(max_length=120, blank=True)
    body = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "event", "channel", "language"], name="message_template_once")
        ]


class Message(ChainRow):
    """One message to one person. `dedupe` names the happening, so that it is told once per channel."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        HELD = "held"

    store = models.ForeignKey("shops.Store", null=True, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey("customers.Customer", null=True, on_delete=models.PROTECT, related_name="+")
    event = models.CharField(max_length=40)
    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=120)
    language = models.CharField(max_length=10, default="zh-hans")
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    marketing = models.BooleanField(default=False)
    urgent = models.BooleanField(default=False)
    # [channel, address] pairs to fall back on, in order, where this one fails for good.
    others = models.JSONField(default=list)
    dedupe = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=30, blank=True)
    subject_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    provider_ref = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "dedupe", "channel", "address"], name="message_told_once")
        ]
        indexes = [
            models.Index(fields=["state", "not_before"], name="message_due"),
            models.Index(fields=["chain", "subject_kind", "subject_id"], name="message_subject"),
        ]


class Simulation(ChainRow):
    """How the simulated provider of a channel behaves for this chain at the moment."""

    channel = models.CharField(max_length=10)
    mode = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "channel"], name="simulation_once")]


class SimulatedMessage(ChainRow):
    """What a simulated provider was given and what it did with it. `received` counts repeats of the same key."""

    channel = models.CharField(max_length=10)
    key = models.CharField(max_length=40)
    address = models.CharField(max_length=120)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    mode = models.CharField(max_length=10, blank=True)
    delivered = models.PositiveSmallIntegerField(default=0)
    received = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "channel", "key"], name="simulated_message_once")]
