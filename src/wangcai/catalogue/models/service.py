from django.db import models

from wangcai.catalogue.models.goods import Variant
from wangcai.kernel.public import ChainRow


class Service(ChainRow):
    """What booking and care must know of a service variant beside its price.

    `needs`: [{"kind": "worker", "skill": "groom_cat", "level": 1}, {"kind": "table"}, …] – resources booked together.
    `vaccines`: codes that must be valid to the last day. `sop`, `agreement`, `inquiry` are codes of texts (knowledge).
    `deposit_fen` is asked when booking, `deposit_basis_points` of the price where it is more.
    """

    class Kind(models.TextChoices):
        GROOM = "groom"
        BOARD = "board"
        TRAIN = "train"
        HEALTH = "health"

    variant = models.OneToOneField(Variant, on_delete=models.PROTECT, related_name="service")
    kind = models.CharField(max_length=8, choices=Kind)
    minutes = models.PositiveSmallIntegerField(default=60)
    buffer_minutes = models.PositiveSmallIntegerField(default=0)
    needs = models.JSONField(default=list)
    addon = models.BooleanField(default=False)
    species = models.CharField(max_length=60, blank=True)
    vaccines = models.JSONField(default=list)
    sop = models.SlugField(max_length=40, blank=True)
    agreement = models.SlugField(max_length=40, blank=True)
    inquiry = models.SlugField(max_length=40, blank=True)
    online = models.BooleanField(default=True)
    confirms_itself = models.BooleanField(default=True)
    deposit_fen = models.BigIntegerField(default=0)
    deposit_basis_points = models.PositiveIntegerField(default=0)
    photos_default = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)


class Band(ChainRow):
    """Minutes and price of a service for a kind of pet; the narrowest band that fits wins: breed, then coat, then weight.

    `up_to_g` null means any weight; empty `species`, `size` and `coat` mean any. Price null keeps the variant's own.
    """

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="bands")
    species = models.CharField(max_length=10, blank=True)
    size = models.CharField(max_length=10, blank=True)
    up_to_g = models.PositiveIntegerField(null=True)
    coat = models.CharField(max_length=12, blank=True)
    breed = models.ForeignKey("customers.Breed", null=True, on_delete=models.CASCADE, related_name="+")
    minutes = models.PositiveSmallIntegerField()
    price_fen = models.BigIntegerField(null=True)
    price_to_fen = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(minutes__gt=0), name="band_minutes_positive")]
        indexes = [models.Index(fields=["chain", "variant"], name="band_variant")]


class PetTime(ChainRow):
    """This pet needs so many minutes for this service: set by hand, or accepted from what its visits showed (F19)."""

    pet = models.ForeignKey("customers.Pet", on_delete=models.CASCADE, related_name="+")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="+")
    minutes = models.PositiveSmallIntegerField()
    learned = models.BooleanField(default=False)
    reason = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "pet", "variant"], name="pet_time_once")]


class Surcharge(ChainRow):
    """Something more to pay, met on the way or known before: knots by time, holiday, late pick-up (F19).

    `variant` is the fee as it stands on the bill. `basis`: fixed = fen a time, minutes = fen for each begun quarter of
    an hour, percent = basis points of the service's price, day = fen for each day of a stay it is done. `when` is empty for those a person chooses, else the rule
    that adds it by itself: holiday, peak, late_pickup, over_24h, second_pet (negative: the discount of a shared room).
    """

    class Basis(models.TextChoices):
        FIXED = "fixed"
        MINUTES = "minutes"
        PERCENT = "percent"
        DAY = "day"

    code = models.SlugField(max_length=30)
    name = models.CharField(max_length=60)
    service_kind = models.CharField(max_length=8, choices=Service.Kind, blank=True)
    variant = models.ForeignKey(Variant, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=8, choices=Basis, default=Basis.FIXED)
    amount = models.BigIntegerField(default=0)
    when = models.CharField(max_length=16, blank=True)
    ceiling_fen = models.BigIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "code"], name="surcharge_code")]
        ordering = ["code"]
