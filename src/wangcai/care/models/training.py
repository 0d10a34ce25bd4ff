from django.db import models

from wangcai.booking.public import Booking
from wangcai.kernel.public import ChainRow


class Programme(ChainRow):
    """A training course as the shop sells it: goals, number of sessions, what a pet must show to go home (F36).

    `goals`: [{"code", "text", "target" 0–5}]; `criteria`: [{"code", "text"}].
    """

    variant = models.ForeignKey("catalogue.Variant", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    sessions = models.PositiveSmallIntegerField(default=1)
    goals = models.JSONField(default=list)
    criteria = models.JSONField(default=list)
    ended_at = models.DateTimeField(null=True)


class Enrollment(ChainRow):
    """A pet in a programme, over several sessions and stays, until a named person approves that it goes home (F36)."""

    class State(models.TextChoices):
        RUNNING = "running"
        PASSED = "passed"
        ENDED = "ended"

    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    pet = models.ForeignKey("customers.Pet", on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey("customers.Customer", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    goals = models.JSONField(default=list)
    criteria = models.JSONField(default=list)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=40)
    approver = models.ForeignKey("shops.Account", null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["chain", "pet"], name="enrollment_pet")]


class Session(ChainRow):
    """One training session: scores by goal 0–5, what was seen, homework for the owner, perhaps with a video."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="sessions")
    booking = models.ForeignKey(Booking, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    scores = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    homework = models.TextField(blank=True)
    media = models.ForeignKey("care.Media", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "enrollment", "number"], name="session_number")]
        ordering = ["number"]
