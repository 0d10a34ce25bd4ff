from django.db import models

from wangcai.kernel.public import ChainRow
from wangcai.stock.models.levels import Bin, Lot


class Receipt(ChainRow):
    """Goods that came in, with the supplier's paper."""

    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=30)
    supplier = models.CharField(max_length=80, blank=True)
    paper = models.CharField(max_length=60, blank=True)
    photo = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "store", "number"], name="receipt_number")]


class ReceiptLine(ChainRow):
    receipt = models.ForeignKey(Receipt, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey("catalogue.Variant", on_delete=models.PROTECT, related_name="+")
    bin = models.ForeignKey(Bin, on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()
    cost_fen = models.BigIntegerField(default=0)


class Transfer(ChainRow):
    """Goods on the way from one store of the chain to another: sent, then received (perhaps short)."""

    class State(models.TextChoices):
        SENT = "sent"
        RECEIVED = "received"

    number = models.CharField(max_length=30)
    source = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    target = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.SENT)
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=40)
    received_at = models.DateTimeField(null=True)
    received_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "source", "number"], name="transfer_number")]


class TransferLine(ChainRow):
    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey("catalogue.Variant", on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()
    received = models.PositiveIntegerField(null=True)


class Stocktake(ChainRow):
    """A count of some bins while selling goes on: what was sold between scan and approval is taken into account."""

    class State(models.TextChoices):
        COUNTING = "counting"
        APPROVED = "approved"
        DROPPED = "dropped"

    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=30)
    bins = models.ManyToManyField(Bin, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.COUNTING)
    started_at = models.DateTimeField()
    started_by = models.CharField(max_length=40)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "store", "number"], name="stocktake_number")]


class Count(ChainRow):
    """What was counted of a lot in a bin. `book` is what the moves said at that very moment (kept with the last move's id)."""

    stocktake = models.ForeignKey(Stocktake, on_delete=models.CASCADE, related_name="counts")
    variant = models.ForeignKey("catalogue.Variant", on_delete=models.PROTECT, related_name="+")
    bin = models.ForeignKey(Bin, on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+")
    counted = models.PositiveIntegerField()
    book = models.BigIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "stocktake", "variant", "bin", "lot"], name="count_once")
        ]
