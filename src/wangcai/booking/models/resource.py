from django.db import models
from django.db.models.functions import Now

from wangcai.kernel.public import ChainRow


class Resource(ChainRow):
    """Something only one booking can have at a time: a worker, a table, a room, a dryer, a training ground.

    Restrictions on rooms: `species` (comma separated codes, empty = any), weight in grams, height in cm, `most_pets` of
    one household. Rooms of one `area` stand in a row by `position`: ±1 are neighbours. `offer` is the room's night price:
    a variant of a boarding service. `pace` is a worker's time in percent of the usual (120 = a fifth slower).
    """

    class Kind(models.TextChoices):
        WORKER = "worker"
        TABLE = "table"
        ROOM = "room"
        DRYER = "dryer"
        GROUND = "ground"

    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    account = models.ForeignKey("shops.Account", null=True, on_delete=models.PROTECT, related_name="+")
    pace = models.PositiveSmallIntegerField(default=100)
    area = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    species = models.CharField(max_length=60, blank=True)
    most_weight_g = models.PositiveIntegerField(null=True)
    most_height_cm = models.PositiveSmallIntegerField(null=True)
    most_pets = models.PositiveSmallIntegerField(default=1)
    quiet = models.BooleanField(default=False)
    offer = models.ForeignKey("catalogue.Variant", null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "store", "code"], name="resource_code"),
            models.UniqueConstraint(
                fields=["chain", "store", "account"],
                condition=models.Q(account__isnull=False),
                name="resource_account_once",
            ),
            models.CheckConstraint(condition=models.Q(pace__gt=0), name="resource_pace_positive"),
        ]
        ordering = ["kind", "area", "position", "id"]

    def __str__(self) -> str:
        return self.name
