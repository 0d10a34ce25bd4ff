from django.db import models

from wangcai.booking.public import Booking
from wangcai.kernel.public import ChainRow


class PremisesCheck(ChainRow):
    """环境巡检: the round at opening or closing. `items`: [{"code", "score" 0–4, "note", "photo": id}]; score in percent (F37)."""

    class Round(models.TextChoices):
        OPENING = "opening"
        CLOSING = "closing"

    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    round = models.CharField(max_length=8, choices=Round)
    items = models.JSONField(default=list)
    temperature = models.IntegerField(null=True)
    score = models.PositiveSmallIntegerField()
    photo = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "store", "day", "round"], name="premises_check_once")]


class QueueTicket(ChainRow):
    """到店/开始/结束: who waits in the shop, and how long (F62). A guide session is a ticket with trials and a result."""

    class Kind(models.TextChoices):
        SERVICE = "service"
        GUIDE = "guide"

    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.SERVICE)
    day = models.DateField()
    number = models.PositiveIntegerField()
    customer = models.ForeignKey("customers.Customer", null=True, on_delete=models.PROTECT, related_name="+")
    pet = models.ForeignKey("customers.Pet", null=True, on_delete=models.PROTECT, related_name="+")
    booking = models.ForeignKey(Booking, null=True, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, blank=True)
    came_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    guide = models.ForeignKey("shops.Account", null=True, on_delete=models.PROTECT, related_name="+")
    trials = models.JSONField(default=list)
    bought = models.BooleanField(null=True)
    note = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "store", "day", "kind", "number"], name="queue_number"),
        ]
        indexes = [models.Index(fields=["chain", "store", "came_at"], name="queue_store")]
