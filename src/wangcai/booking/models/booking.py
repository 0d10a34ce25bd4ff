from django.db import models

from wangcai.booking import states
from wangcai.booking.models.resource import Resource
from wangcai.kernel.public import ChainRow
from wangcai.kernel.public import public_id as new_id


class Booking(ChainRow):
    """One pet's appointment or stay: what, when, with whom. Prices in fen, times UTC.

    `visit` is shared by what comes together (three pets of a household, one order). `addons` are further service variants
    done in the same time. `shares` points at the booking whose room this pet sleeps in. `price_from_fen`/`price_to_fen` is
    what was said before the time was chosen. `minutes` is the work without the buffer. `slept` are rooms the pet left
    while others of the family live on in them: [[room, begins, ends], …] in minutes, earliest first; null for nearly all.
    `coming_at` is when the owner answered that they come, at this start: moved to another, it is not said any more.
    """

    class Kind(models.TextChoices):
        SLOT = "slot"
        STAY = "stay"

    class Channel(models.TextChoices):
        COUNTER = "counter"
        PHONE = "phone"
        PORTAL = "portal"
        API = "api"
        WAITLIST = "waitlist"

    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    visit = models.UUIDField(default=new_id)
    public_id = models.UUIDField(default=new_id, unique=True)
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.SLOT)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.COUNTER)
    state = models.CharField(max_length=10, choices=states.LABELS, default=states.BOOKED)
    state_at = models.DateTimeField()
    customer = models.ForeignKey("customers.Customer", null=True, on_delete=models.PROTECT, related_name="+")
    pet = models.ForeignKey("customers.Pet", null=True, on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey("catalogue.Variant", on_delete=models.PROTECT, related_name="+")
    addons = models.JSONField(default=list)
    worker = models.ForeignKey(Resource, null=True, on_delete=models.PROTECT, related_name="+")
    worker_wanted = models.BooleanField(default=False)
    room = models.ForeignKey(Resource, null=True, on_delete=models.PROTECT, related_name="+")
    shares = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="sharers")
    slept = models.JSONField(null=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    minutes = models.PositiveIntegerField(default=0)
    price_from_fen = models.BigIntegerField(default=0)
    price_to_fen = models.BigIntegerField(default=0)
    deposit_fen = models.BigIntegerField(default=0)
    wishes = models.TextField(blank=True)
    note = models.TextField(blank=True)
    held_until = models.DateTimeField(null=True)
    coming_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="booking_forward")
        ]
        indexes = [
            models.Index(fields=["chain", "store", "starts_at"], name="booking_day"),
            models.Index(
                fields=["chain", "store", "ends_at"], condition=models.Q(room__isnull=False), name="booking_stay"
            ),
            models.Index(
                fields=["chain", "store", "starts_at"], condition=models.Q(state=states.REQUESTED), name="booking_asked"
            ),
            models.Index(fields=["chain", "pet", "-starts_at"], name="booking_pet"),
            models.Index(fields=["chain", "customer", "-starts_at"], name="booking_customer"),
            models.Index(fields=["chain", "visit"], name="booking_visit"),
            models.Index(
                fields=["held_until"], condition=models.Q(held_until__isnull=False), name="booking_held_until"
            ),
        ]


class Hold(ChainRow):
    """One resource is taken from a minute to a minute (since 1970, UTC; the end is not included, the buffer is).

    Without a booking it is a block: cleaning, broken, isolation or simply kept free. Two holds of one resource never
    overlap: an exclusion constraint on PostgreSQL, a trigger on SQLite (migration 0002) refuse the second.
    """

    class Why(models.TextChoices):
        BOOKING = "booking"
        CLEANING = "cleaning"
        BROKEN = "broken"
        ISOLATION = "isolation"
        KEPT = "kept"

    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="holds")
    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    booking = models.ForeignKey(Booking, null=True, on_delete=models.CASCADE, related_name="holds")
    why = models.CharField(max_length=10, choices=Why, default=Why.BOOKING)
    begins = models.BigIntegerField()
    ends = models.BigIntegerField()
    note = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(ends__gt=models.F("begins")), name="hold_forward")]
        indexes = [
            models.Index(fields=["resource", "begins", "ends"], name="hold_resource"),
            models.Index(fields=["chain", "store", "begins"], name="hold_store"),
            models.Index(
                fields=["chain", "store", "begins"], condition=models.Q(booking__isnull=True), name="hold_block"
            ),
        ]


class Waiting(ChainRow):
    """Somebody who wants a time that was not free: which service, between when, with whom; first come first asked (F24).

    `minutes` is the work at the usual pace (0: the service's own); a stay wants exactly from – to.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        INVITED = "invited"
        BOOKED = "booked"
        ENDED = "ended"

    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey("customers.Customer", null=True, on_delete=models.PROTECT, related_name="+")
    pet = models.ForeignKey("customers.Pet", null=True, on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey("catalogue.Variant", on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Resource, null=True, on_delete=models.PROTECT, related_name="+")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField()
    nights = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    booking = models.ForeignKey(Booking, null=True, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)

    class Meta:
        indexes = [
            models.Index(
                fields=["chain", "store", "from_at"],
                condition=models.Q(state__in=["waiting", "invited"]),
                name="waiting_open",
            )
        ]
        ordering = ["made_at", "id"]
