from django.db import models

from wangcai.kernel.public import ChainRow
from wangcai.orders.models.order import Order


class HeldTicket(ChainRow):
    """A till ticket put aside under a name; nothing is promised to it. Without a name it is what a till has under way."""

    store = models.ForeignKey("shops.Store", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    content = models.JSONField()
    held_at = models.DateTimeField()
    held_by = models.CharField(max_length=40)
    recalled_at = models.DateTimeField(null=True)
    recalled_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "store", "held_by"], condition=models.Q(name=""), name="ticket_one_open_per_till"
            )
        ]


class PaperForm(ChainRow):
    """A pre-numbered blank form: printed, then keyed in as an order, or void with a reason. The rest are missing."""

    class State(models.TextChoices):
        PRINTED = "printed"
        KEYED = "keyed"
        VOID = "void"

    store = models.ForeignKey("shops.Store", on_delete=models.CASCADE, related_name="+")
    number = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State, default=State.PRINTED)
    printed_at = models.DateTimeField()
    printed_by = models.CharField(max_length=40)
    order = models.ForeignKey(Order, null=True, on_delete=models.PROTECT, related_name="+")
    photo = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "store", "number"], name="paper_form_number")]


class IntakeLink(ChainRow):
    """A QR code on the counter or a tablet: whoever scans it may compose an order for this store, nothing else."""

    store = models.ForeignKey("shops.Store", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
