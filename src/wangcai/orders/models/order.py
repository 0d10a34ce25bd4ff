from django.db import models

from wangcai.kernel.public import ChainRow, public_id
from wangcai.orders import states


class Channel(models.TextChoices):
    TILL = "till"
    TABLET = "tablet"
    PHONE = "phone"
    PAPER = "paper"
    API = "api"
    IMPORT = "import"


class Fulfilment(models.TextChoices):
    COUNTER = "counter"
    PICKUP = "pickup"
    DELIVERY = "delivery"
    VISIT = "visit"


class Order(ChainRow):
    """What a customer wants, from the first word to the last coin. Amounts in fen; times UTC.

    `total_fen` = lines' net + delivery − order discount. `sold_at` is set when it counts as a sale.
    A visit (fulfilment) is an order of services: its lines name the bookings they were made for.
    `kind` credit is a return or a cancelled invoice: its lines have negative quantities.
    """

    class Kind(models.TextChoices):
        SALE = "sale"
        CREDIT = "credit"

    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    public_id = models.UUIDField(default=public_id, unique=True)
    number = models.CharField(max_length=30)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SALE)
    channel = models.CharField(max_length=10, choices=Channel)
    fulfilment = models.CharField(max_length=10, choices=Fulfilment)
    status = models.CharField(max_length=12, choices=states.LABELS, default=states.RECEIVED)
    status_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    owner = models.ForeignKey("shops.Account", null=True, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey("customers.Customer", null=True, on_delete=models.PROTECT, related_name="+")
    contact_name = models.CharField(max_length=80, blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    contact_mail = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    wanted_at = models.DateTimeField(null=True)
    occasion = models.CharField(max_length=20, blank=True)
    wishes = models.TextField(blank=True)
    note = models.TextField(blank=True)
    discount_fen = models.BigIntegerField(default=0)
    discount_reason = models.CharField(max_length=120, blank=True)
    delivery_fen = models.BigIntegerField(default=0)
    goods_fen = models.BigIntegerField(default=0)
    total_fen = models.BigIntegerField(default=0)
    placed_at = models.DateTimeField()
    placed_by = models.CharField(max_length=40)
    sold_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=30, blank=True)
    external_ref = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "store", "number"], name="order_number"),
            models.UniqueConstraint(
                fields=["chain", "source", "external_ref"],
                condition=~models.Q(external_ref=""),
                name="order_external",
            ),
            models.CheckConstraint(condition=models.Q(discount_fen__gte=0), name="order_discount_not_negative"),
        ]
        indexes = [
            models.Index(fields=["chain", "store", "status", "due_at"], name="order_board"),
            models.Index(fields=["chain", "store", "-id"], name="order_newest"),
            models.Index(fields=["chain", "customer", "-id"], name="order_customer"),
            models.Index(fields=["chain", "store", "sold_at"], name="order_sold"),
        ]

    def __str__(self) -> str:
        return self.number


class OrderLine(ChainRow):
    """One item: what, how many, at what price, and what became of it. `net_fen` = unit × quantity − discount."""

    class State(models.TextChoices):
        OPEN = "open"
        STOCK_OUT = "stock_out"
        PICKED = "picked"
        ACCEPTED = "accepted"
        REFUSED = "refused"
        CANCELLED = "cancelled"

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, default="goods")
    variant = models.ForeignKey("catalogue.Variant", null=True, on_delete=models.PROTECT, related_name="+")
    pet = models.ForeignKey("customers.Pet", null=True, on_delete=models.PROTECT, related_name="+")
    booking = models.ForeignKey("booking.Booking", null=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=200)
    quantity = models.IntegerField()
    list_fen = models.BigIntegerField()
    unit_fen = models.BigIntegerField()
    discount_fen = models.BigIntegerField(default=0)
    discount_reason = models.CharField(max_length=120, blank=True)
    net_fen = models.BigIntegerField()
    cost_fen = models.BigIntegerField(default=0)
    flawed = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    picked = models.IntegerField(default=0)
    accepted = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "order", "position"], name="order_line_position"),
            models.CheckConstraint(condition=~models.Q(quantity=0), name="order_line_not_zero"),
        ]
        indexes = [
            models.Index(fields=["chain", "variant", "order"], name="order_line_variant"),
            models.Index(fields=["booking"], condition=models.Q(booking__isnull=False), name="order_line_booking"),
        ]
        ordering = ["position"]


class Confirmation(ChainRow):
    """Who read the order back, to whom and how; an order is confirmed once for each version."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="confirmations")
    version = models.PositiveIntegerField()
    channel = models.CharField(max_length=10)
    wishes = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "order", "version"], name="confirmation_once")]


class OrderException(ChainRow):
    """Something is in the way of a line: stock-out, flawed or short. Offer, answer and channel are recorded (0.17, F39)."""

    class Kind(models.TextChoices):
        STOCK_OUT = "stock_out"
        FLAWED = "flawed"
        SHORT = "short"

    class Choice(models.TextChoices):
        WAIT = "wait"
        FLAWED = "flawed"
        SUBSTITUTE = "substitute"
        CANCEL = "cancel"

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="exceptions")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="exceptions")
    kind = models.CharField(max_length=10, choices=Kind)
    missing = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    # The offer: {"wait_until": date, "flawed_off": ten-thousandths, "flawed_photo": id, "substitute": variant id, "cancel": true}
    offer = models.JSONField(default=dict)
    offered_at = models.DateTimeField(null=True)
    offered_by = models.CharField(max_length=40, blank=True)
    answer_due_at = models.DateTimeField(null=True)
    choice = models.CharField(max_length=12, choices=Choice, blank=True)
    answered_at = models.DateTimeField(null=True)
    answer_channel = models.CharField(max_length=10, blank=True)
    answered_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "line"], condition=models.Q(answered_at__isnull=True), name="exception_one_open"
            )
        ]
