from django.db import models
from django.db.models.functions import Now

from wangcai.customers.models.customer import Customer, Household
from wangcai.kernel.public import ChainRow, public_id


class Species(models.TextChoices):
    CAT = "cat"
    DOG = "dog"
    RABBIT = "rabbit"
    BIRD = "bird"
    OTHER = "other"


class Coat(models.TextChoices):
    """What grooming time depends on."""

    SMOOTH = "smooth"
    SHORT = "short"
    DOUBLE = "double"
    LONG = "long"
    CURLY = "curly"
    WIRE = "wire"
    HAIRLESS = "hairless"


class Breed(ChainRow):
    """A breed as this chain spells it; `aliases` are other spellings, in folded form, that mean the same."""

    class Size(models.TextChoices):
        TOY = "toy"
        SMALL = "small"
        MEDIUM = "medium"
        LARGE = "large"
        GIANT = "giant"

    species = models.CharField(max_length=10, choices=Species)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    aliases = models.JSONField(default=list)
    size = models.CharField(max_length=10, choices=Size, blank=True)
    short_nosed = models.BooleanField(default=False)
    coat = models.CharField(max_length=10, choices=Coat, blank=True)
    weight_from_g = models.PositiveIntegerField(null=True)
    weight_to_g = models.PositiveIntegerField(null=True)
    height_to_cm = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "species", "name"], name="breed_once")]


class Pet(ChainRow):
    """The animal. It belongs to a household (PetMove keeps where it was before); people care for it as Carers."""

    class Sex(models.TextChoices):
        UNKNOWN = ""
        FEMALE = "f"
        MALE = "m"

    public_id = models.UUIDField(default=public_id, unique=True)
    code = models.CharField(max_length=20)
    household = models.ForeignKey(Household, null=True, on_delete=models.PROTECT, related_name="pets")
    name = models.CharField(max_length=60, blank=True)
    species = models.CharField(max_length=10, choices=Species)
    breed = models.ForeignKey(Breed, null=True, on_delete=models.PROTECT, related_name="+")
    breed_text = models.CharField(max_length=120, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    neutered = models.BooleanField(null=True)
    born_on = models.DateField(null=True)
    born_estimated = models.BooleanField(default=False)
    adopted_on = models.DateField(null=True)
    coat = models.CharField(max_length=60, blank=True)
    coat_kind = models.CharField(max_length=10, choices=Coat, blank=True)
    height_cm = models.PositiveSmallIntegerField(null=True)
    temperament = models.CharField(max_length=200, blank=True)
    health = models.TextField(blank=True)
    allergies = models.CharField(max_length=300, blank=True)
    diet = models.CharField(max_length=300, blank=True)
    vet = models.CharField(max_length=120, blank=True)
    chip = models.CharField(max_length=30, blank=True)
    licence = models.CharField(max_length=30, blank=True)
    note = models.TextField(blank=True)
    photo = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=30, blank=True)
    external_ref = models.CharField(max_length=60, blank=True)
    died_on = models.DateField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "code"], name="pet_code"),
            models.UniqueConstraint(
                fields=["chain", "source", "external_ref"],
                condition=~models.Q(external_ref=""),
                name="pet_external",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.code


class PetMove(ChainRow):
    """A pet lived in a household from a moment to a moment; the old family sees nothing that came after."""

    pet = models.ForeignKey(Pet, on_delete=models.CASCADE, related_name="moves")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True)


class Carer(ChainRow):
    """A person's part in a pet's life: owner, may collect, pays."""

    pet = models.ForeignKey(Pet, on_delete=models.CASCADE, related_name="carers")
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="cares")
    owner = models.BooleanField(default=False)
    may_collect = models.BooleanField(default=False)
    pays = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "pet", "customer"], name="carer_once")]


class Flag(ChainRow):
    """A safety warning on a pet (bites, allergy, easily stressed…); ended, never deleted."""

    pet = models.ForeignKey(Pet, on_delete=models.CASCADE, related_name="flags")
    kind = models.CharField(max_length=20)
    note = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField()
    by = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "pet", "kind"], condition=models.Q(ended_at__isnull=True), name="flag_once"
            )
        ]


class Weight(ChainRow):
    """One weighing, in grams."""

    pet = models.ForeignKey(Pet, on_delete=models.CASCADE, related_name="weights")
    grams = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        ordering = ["-at"]
