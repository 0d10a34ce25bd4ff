from django.db import models

from wangcai.kernel.public import ChainRow


class Bin(ChainRow):
    """A place where goods lie: a shelf of a small shop, a bin of a store room. `walk` orders the picker's way."""

    class Kind(models.TextChoices):
        SHELF = "shelf"
        STORE_ROOM = "store_room"
        DAMAGED = "damaged"

    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SHELF)
    walk = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "store", "code"], name="bin_code")]
        ordering = ["walk", "code"]


class Lot(ChainRow):
    """Pieces of one variant that came together, with one expiry date; without a printed code the date is the code."""

    variant = models.ForeignKey("catalogue.Variant", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    expires_on = models.DateField(null=True)
    cost_fen = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "variant", "code"], name="lot_code")]


class Level(ChainRow):
    """How much of a variant a store can sell: the row every promise is guarded by. Damaged bins do not count.

    `on_hand` is the sum of moves (a recount must agree); `promised` is the sum of open promises.
    """

    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    variant = models.ForeignKey("catalogue.Variant", on_delete=models.PROTECT, related_name="+")
    on_hand = models.BigIntegerField(default=0)
    promised = models.BigIntegerField(default=0)
    low_at = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "store", "variant"], name="level_once"),
            models.CheckConstraint(condition=models.Q(promised__gte=0), name="level_promised_not_negative"),
            models.CheckConstraint(condition=models.Q(promised__lte=models.F("on_hand")), name="level_never_oversold"),
        ]


class Holding(ChainRow):
    """Pieces of a lot in a bin: where the picker goes."""

    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    variant = models.ForeignKey("catalogue.Variant", on_delete=models.PROTECT, related_name="+")
    bin = models.ForeignKey(Bin, on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+")
    quantity = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "store", "variant", "bin", "lot"], name="holding_once"),
            models.CheckConstraint(condition=models.Q(quantity__gte=0), name="holding_not_negative"),
        ]


class Move(ChainRow):
    """Append-only: pieces that came into or left a bin. Everything on hand is the sum of these."""

    class Why(models.TextChoices):
        RECEIPT = "receipt"
        SALE = "sale"
        RETURN = "return"
        TRANSFER = "transfer"
        COUNT = "count"
        ADJUST = "adjust"
        REBIN = "rebin"
        DAMAGE = "damage"
        USE = "use"

    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    variant = models.ForeignKey("catalogue.Variant", on_delete=models.PROTECT, related_name="+")
    bin = models.ForeignKey(Bin, on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="+")
    quantity = models.BigIntegerField()
    sellable = models.BooleanField(default=True)
    why = models.CharField(max_length=10, choices=Why)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    cost_fen = models.BigIntegerField(default=0)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        indexes = [
            models.Index(fields=["chain", "store", "variant", "id"], name="move_variant"),
            models.Index(fields=["chain", "subject_kind", "subject_id"], name="move_subject"),
        ]


class Promise(ChainRow):
    """Pieces promised to a subject (an order line). Open until they leave the house; a released one is deleted."""

    class State(models.TextChoices):
        OPEN = "open"
        KEPT = "kept"

    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    variant = models.ForeignKey("catalogue.Variant", on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    quantity = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "subject_kind", "subject_id"], name="promise_once"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="promise_positive"),
        ]
        indexes = [
            models.Index(fields=["chain", "store", "variant"], condition=models.Q(state="open"), name="promise_open")
        ]
