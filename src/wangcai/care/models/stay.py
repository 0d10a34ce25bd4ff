from django.db import models

from wangcai.booking.public import Booking, Resource
from wangcai.kernel.public import ChainRow
from wangcai.orders.public import OrderLine


class CareSchedule(ChainRow):
    """What a boarding pet gets and when: food from home or shop in grams, medicine with its dose, walks (F33).

    `times` are local times of the store ("08:00"); rounds are made from them day by day. `fee_fen` is what `fee` costs
    for each give, or each day with one, as the price pages had it then; `line` is its one line on the bill, counted from
    the rounds. `asked`: it came after the signature, and is charged once the owner said yes.
    """

    class Per(models.TextChoices):
        GIVE = "give"
        DAY = "day"

    class Kind(models.TextChoices):
        FEED = "feed"
        MEDICINE = "medicine"
        WALK = "walk"

    class Source(models.TextChoices):
        HOME = "home"
        SHOP = "shop"

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=80)
    source = models.CharField(max_length=6, choices=Source, default=Source.HOME)
    grams = models.PositiveIntegerField(default=0)
    dose = models.CharField(max_length=60, blank=True)
    times = models.JSONField(default=list)
    photo = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    fee = models.ForeignKey("catalogue.Variant", null=True, on_delete=models.PROTECT, related_name="+")
    fee_per = models.CharField(max_length=4, choices=Per, default=Per.GIVE)
    fee_fen = models.BigIntegerField(default=0)
    line = models.ForeignKey(OrderLine, null=True, on_delete=models.PROTECT, related_name="+")
    asked = models.ForeignKey("care.ExtraRequest", null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True)


class CareRound(ChainRow):
    """One feeding, dose or walk at its time. Given once: the guarded change of `state` refuses the second (F33)."""

    class State(models.TextChoices):
        DUE = "due"
        GIVEN = "given"
        PARTLY = "partly"
        REFUSED = "refused"
        DROPPED = "dropped"

    schedule = models.ForeignKey(CareSchedule, on_delete=models.PROTECT, related_name="rounds")
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="+")
    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.DUE)
    grams = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=200, blank=True)
    photo = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True)
    by = models.CharField(max_length=40, blank=True)
    line = models.ForeignKey(OrderLine, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "schedule", "due_at"], name="care_round_once")]
        indexes = [models.Index(fields=["chain", "store", "due_at"], name="care_round_store")]


class RoomCleaning(ChainRow):
    """A boarding room's cleaning of one day; missed by 20:00 it goes to the manager (F29)."""

    room = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="+")
    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=40, blank=True)
    photo = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    escalated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "room", "day"], name="room_cleaning_once")]
        indexes = [models.Index(fields=["chain", "store", "day"], name="room_cleaning_store")]


class Media(ChainRow):
    """A photo or short video of a pet in our care. `client_key` is made by the phone: sent twice, kept once (F31).

    `purpose` update goes to the owner in the digest; arrival and after stand in the hand-over report.
    """

    class Kind(models.TextChoices):
        PHOTO = "photo"
        VIDEO = "video"

    class Purpose(models.TextChoices):
        UPDATE = "update"
        ARRIVAL = "arrival"
        AFTER = "after"
        STEP = "step"
        INCIDENT = "incident"

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="+")
    pet = models.ForeignKey("customers.Pet", null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.PHOTO)
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.UPDATE)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    other_pets = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)
    client_key = models.UUIDField()
    taken_at = models.DateTimeField()
    kept_at = models.DateTimeField()
    by = models.CharField(max_length=40)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "client_key"], name="media_once")]
        indexes = [
            models.Index(fields=["chain", "booking", "-taken_at"], name="media_booking"),
            models.Index(
                fields=["chain", "booking"],
                condition=models.Q(told_at__isnull=True, purpose="update"),
                name="media_untold",
            ),
        ]


class Belonging(ChainRow):
    """A thing that came with the pet and must go home with it (物品归位, F34)."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    quantity = models.PositiveSmallIntegerField(default=1)
    photo = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    returned_at = models.DateTimeField(null=True)
    returned_by = models.CharField(max_length=40, blank=True)
    missing_note = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["chain", "booking"], name="belonging_booking")]
