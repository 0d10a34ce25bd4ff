from django.db import models

from wangcai.booking.public import Booking
from wangcai.kernel.public import ChainRow
from wangcai.orders.public import Order, OrderLine


class Acceptance(ChainRow):
    """The moment goods changed hands: where, by whom, and the customer's signature or code."""

    class Place(models.TextChoices):
        COUNTER = "counter"
        PICKUP = "pickup"
        DOOR = "door"

    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=10, choices=Place)
    signer = models.CharField(max_length=60, blank=True)
    signature = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    code_used = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "order"], name="acceptance_once")]


class AcceptanceLine(ChainRow):
    """The verdict on one line: 相符, 缺 or 损; what is not accepted has a note and, if damaged, a photo."""

    class Verdict(models.TextChoices):
        MATCHES = "matches"
        SHORT = "short"
        DAMAGED = "damaged"

    acceptance = models.ForeignKey(Acceptance, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict)
    accepted = models.PositiveIntegerField()
    refused = models.PositiveIntegerField(default=0)
    function_checked = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)
    photo = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "acceptance", "line"], name="acceptance_line_once")]


class PetHandover(ChainRow):
    """交接报告: how the pet goes home – weight, diet, stool, mood, outcome by line, findings, advice, who took it (F34).

    `outcome`: [{"code", "text", "ok", "note"}]; `advice`: [{"code", "text"}] chosen from the library; `words` our own.
    """

    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    weight_g = models.PositiveIntegerField(null=True)
    diet = models.CharField(max_length=200, blank=True)
    stool = models.CharField(max_length=200, blank=True)
    mood = models.CharField(max_length=200, blank=True)
    outcome = models.JSONField(default=list)
    findings = models.TextField(blank=True)
    advice = models.JSONField(default=list)
    words = models.TextField(blank=True)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=40)
    collector = models.ForeignKey("customers.Customer", null=True, on_delete=models.PROTECT, related_name="+")
    collector_name = models.CharField(max_length=60, blank=True)
    code_used = models.BooleanField(default=False)
    signature = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    handed_at = models.DateTimeField(null=True)
    handed_by = models.CharField(max_length=40, blank=True)


class ReportQuestion(ChainRow):
    """The owner asks back about the report within seven days; somebody of the shop answers."""

    handover = models.ForeignKey(PetHandover, on_delete=models.CASCADE, related_name="questions")
    words = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=40, blank=True)
