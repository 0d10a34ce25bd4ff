from django.db import models

from wangcai.delivery.reasons import said
from wangcai.kernel.public import ChainRow
from wangcai.orders.public import Order, OrderLine


class PickList(ChainRow):
    """One walk through the bins for one order."""

    class State(models.TextChoices):
        OPEN = "open"
        PICKED = "picked"
        DROPPED = "dropped"

    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    picker = models.ForeignKey("shops.Account", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    started_at = models.DateTimeField()
    picked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "order"], condition=models.Q(state="open"), name="pick_list_one_open"
            )
        ]


class PickLine(ChainRow):
    """Take so many of this lot from this bin for that line; `picked` counts scans."""

    pick_list = models.ForeignKey(PickList, on_delete=models.CASCADE, related_name="lines")
    order_line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="+")
    variant = models.ForeignKey("catalogue.Variant", on_delete=models.PROTECT, related_name="+")
    bin = models.ForeignKey("stock.Bin", on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey("stock.Lot", on_delete=models.PROTECT, related_name="+")
    walk = models.PositiveIntegerField(default=0)
    quantity = models.PositiveIntegerField()
    picked = models.PositiveIntegerField(default=0)
    short = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity__gte=models.F("picked") + models.F("short")),
                name="pick_not_more_than_asked",
            )
        ]
        ordering = ["walk", "id"]


class QualityCheck(ChainRow):
    """Looked at before packing: intact or not, with a photo."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(OrderLine, null=True, on_delete=models.PROTECT, related_name="+")
    passed = models.BooleanField()
    note = models.CharField(max_length=200, blank=True)
    photo = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)


class Package(ChainRow):
    """A packed box with its label."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    packed_at = models.DateTimeField()
    packed_by = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="package_number")]


class Run(ChainRow):
    """A tour of the shop's own driver; a driver is on one tour at a time."""

    class State(models.TextChoices):
        PLANNED = "planned"
        OUT = "out"
        BACK = "back"
        DROPPED = "dropped"

    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=30)
    driver = models.ForeignKey("shops.Account", on_delete=models.PROTECT, related_name="+")
    slot_from = models.DateTimeField()
    slot_to = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    out_at = models.DateTimeField(null=True)
    back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "store", "number"], name="run_number"),
            models.UniqueConstraint(
                fields=["chain", "driver"], condition=models.Q(state="out"), name="driver_one_run_out"
            ),
            models.UniqueConstraint(
                fields=["chain", "driver", "slot_from"],
                condition=models.Q(state__in=["planned", "out"]),
                name="driver_one_run_a_slot",
            ),
        ]


class Shipment(ChainRow):
    """How an order travels: the way, its price, promise and reason; number and call-backs of the carrier."""

    class Method(models.TextChoices):
        COURIER = "courier"
        SAME_CITY = "same_city"
        RIDER = "rider"
        OWN_DRIVER = "own_driver"

    class State(models.TextChoices):
        CHOSEN = "chosen"
        ON_THE_WAY = "on_the_way"
        ARRIVED = "arrived"
        FAILED = "failed"
        DROPPED = "dropped"

    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=12, choices=Method)
    price_fen = models.BigIntegerField(default=0)
    promised_at = models.DateTimeField(null=True)
    # Facts as one line of JSON, see `reasons.py`; `why` says them.
    reason = models.CharField(max_length=200, blank=True)
    carrier = models.CharField(max_length=40, blank=True)
    tracking = models.CharField(max_length=60, blank=True)
    run = models.ForeignKey(Run, null=True, on_delete=models.PROTECT, related_name="shipments")
    stop = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=12, choices=State, default=State.CHOSEN)
    chosen_at = models.DateTimeField()
    chosen_by = models.CharField(max_length=40)
    left_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    # When the carrier was last asked or called back; what is silent for long is asked.
    heard_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "order"],
                condition=models.Q(state__in=["chosen", "on_the_way"]),
                name="shipment_one_open",
            )
        ]
        indexes = [
            models.Index(fields=["chain", "carrier", "tracking"], name="shipment_tracking"),
            models.Index(fields=["state", "heard_at"], condition=models.Q(state="on_the_way"), name="shipment_silent"),
        ]

    @property
    def why(self) -> str:
        """Why this way was chosen, in the language of the moment."""
        return said(self.reason)


class Rate(ChainRow):
    """What a way of delivery costs and promises within a distance (km); editable per store."""

    store = models.ForeignKey("shops.Store", on_delete=models.CASCADE, related_name="+")
    method = models.CharField(max_length=12, choices=Shipment.Method)
    up_to_km = models.FloatField()
    base_fen = models.BigIntegerField()
    per_km_fen = models.BigIntegerField(default=0)
    minutes = models.PositiveIntegerField()
    active = models.BooleanField(default=True)
