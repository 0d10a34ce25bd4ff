from django.db import models

from wangcai.booking.public import Booking
from wangcai.kernel.public import ChainRow
from wangcai.orders.public import Order, OrderLine


class Visit(ChainRow):
    """What comes together: one order, one bill, one check-in, one or more pets. `key` is the bookings' `visit`."""

    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True)
    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey("customers.Customer", null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()


class HealthInquiry(ChainRow):
    """What the owner said of the pet's health before check-in, by one version of the form (F27). Red answers force a decision."""

    class Decision(models.TextChoices):
        NONE = ""
        CLEAR = "clear"
        REFUSE = "refuse"
        VET = "vet"
        ACCEPT = "accept"

    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("knowledge.TextVersion", on_delete=models.PROTECT, related_name="+")
    first_visit = models.BooleanField(default=True)
    answers = models.JSONField(default=dict)
    red = models.JSONField(default=list)
    decision = models.CharField(max_length=8, choices=Decision, blank=True)
    decision_reason = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=40, blank=True)
    signer = models.CharField(max_length=60, blank=True)
    signature = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)


class CheckIn(ChainRow):
    """The pet came in: weight in grams, stress 0–4 as seen at the door, how the owner wants to hear from us."""

    class Rhythm(models.TextChoices):
        NONE = "none"
        TWO_HOURS = "2h"
        EVENING = "evening"
        EACH = "each"

    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="+")
    weight_g = models.PositiveIntegerField(null=True)
    stress = models.PositiveSmallIntegerField(null=True)
    no_forced_contact = models.BooleanField(default=False)
    rhythm = models.CharField(max_length=8, choices=Rhythm, default=Rhythm.NONE)
    live_view = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)


class Plan(ChainRow):
    """方案确认单: what will be done, why, how long, for how much, and what may come on top up to which ceiling (F28).

    `items`: [{"code", "text", "reason", "removed"}]; `extras`: [{"code", "name", "price_fen", "ceiling_fen"}].
    Once signed the row never changes: `text` is what was signed, `digest` its SHA-256. A change is a new number.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        READ_BACK = "read_back"
        SIGNED = "signed"
        REPLACED = "replaced"

    class Way(models.TextChoices):
        NONE = ""
        TABLET = "tablet"
        LINK = "link"
        PAPER = "paper"

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    content = models.JSONField(default=dict)
    items = models.JSONField(default=list)
    cautions = models.JSONField(default=list)
    extras = models.JSONField(default=list)
    minutes = models.PositiveIntegerField(default=0)
    price_fen = models.BigIntegerField(default=0)
    ceiling_fen = models.BigIntegerField(default=0)
    agreement = models.ForeignKey("knowledge.TextVersion", null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    read_back_at = models.DateTimeField(null=True)
    read_back_by = models.CharField(max_length=40, blank=True)
    signed_at = models.DateTimeField(null=True)
    signer = models.CharField(max_length=60, blank=True)
    way = models.CharField(max_length=8, choices=Way, blank=True)
    signature = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "booking", "number"], name="plan_number"),
            models.UniqueConstraint(
                fields=["chain", "booking"], condition=models.Q(state="signed"), name="plan_one_signed"
            ),
        ]
        ordering = ["-number"]


class ExtraRequest(ChainRow):
    """Something more turned up: within the signed ceiling it is simply added, beyond it waits for the owner's yes (F28)."""

    class Answer(models.TextChoices):
        WAITING = ""
        YES = "yes"
        NO = "no"

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, null=True, on_delete=models.PROTECT, related_name="+")
    variant = models.ForeignKey("catalogue.Variant", on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(max_length=30, blank=True)
    name = models.CharField(max_length=80)
    price_fen = models.BigIntegerField()
    reason = models.CharField(max_length=200)
    photo = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    within_ceiling = models.BooleanField(default=False)
    answer = models.CharField(max_length=4, choices=Answer, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=40)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=40, blank=True)
    answer_channel = models.CharField(max_length=10, blank=True)
    line = models.ForeignKey(OrderLine, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(price_fen__gte=0), name="extra_price_not_negative")]
        indexes = [models.Index(fields=["chain", "booking"], name="extra_booking")]
