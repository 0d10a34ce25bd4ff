from django.db import models
from django.db.models.functions import Now

from wangcai.customers.models.pet import Pet
from wangcai.kernel.public import ChainRow


class HealthRecord(ChainRow):
    """A vaccination, deworming or other dated care of a pet. Counts as valid only when somebody verified the proof (F15)."""

    class Kind(models.TextChoices):
        VACCINE = "vaccine"
        DEWORMING = "deworming"
        SURGERY = "surgery"
        ILLNESS = "illness"

    pet = models.ForeignKey(Pet, on_delete=models.CASCADE, related_name="health_records")
    kind = models.CharField(max_length=10, choices=Kind)
    code = models.SlugField(max_length=30)
    product = models.CharField(max_length=80, blank=True)
    maker = models.CharField(max_length=80, blank=True)
    batch = models.CharField(max_length=40, blank=True)
    given_on = models.DateField()
    due_on = models.DateField(null=True)
    proof = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    verified_at = models.DateTimeField(null=True)
    verified_by = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=200, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["chain", "pet", "code"], name="health_pet"),
            models.Index(fields=["chain", "due_on"], name="health_due"),
        ]
        ordering = ["-given_on", "-id"]


class VaccinePlan(ChainRow):
    """What a species should have and how long it holds: the chain's own table, shipped with the usual ones."""

    species = models.CharField(max_length=10)
    kind = models.CharField(max_length=10, choices=HealthRecord.Kind, default=HealthRecord.Kind.VACCINE)
    code = models.SlugField(max_length=30)
    name = models.CharField(max_length=60)
    months = models.PositiveSmallIntegerField()
    required = models.BooleanField(default=False)
    source = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "species", "code"], name="vaccine_plan_once")]


class IncompatiblePair(ChainRow):
    """相克: two pets that must not share a room, be neighbours or play together. Lower id first; ended, never deleted."""

    one = models.ForeignKey(Pet, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Pet, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=200)
    since = models.DateTimeField()
    by = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="pair_lower_first"),
            models.UniqueConstraint(
                fields=["chain", "one", "other"], condition=models.Q(ended_at__isnull=True), name="pair_once"
            ),
        ]
        indexes = [models.Index(fields=["chain", "other"], name="pair_other")]


class PetCard(ChainRow):
    """A pet's identity card with its QR code. Only the code's digest is kept; a new card ends the old code (F13)."""

    pet = models.ForeignKey(Pet, on_delete=models.CASCADE, related_name="cards")
    number = models.CharField(max_length=20)
    token_hash = models.CharField(max_length=64, unique=True)
    template = models.CharField(max_length=20, default="classic")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "pet"], condition=models.Q(ended_at__isnull=True), name="pet_card_one"
            )
        ]


class FoundNotice(ChainRow):
    """A stranger scanned a pet's card and left word; the shop passes it on. No phone of the owner is ever shown."""

    pet = models.ForeignKey(Pet, on_delete=models.CASCADE, related_name="+")
    card = models.ForeignKey(PetCard, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    finder_phone = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(db_default=Now())
    passed_on_at = models.DateTimeField(null=True)
    passed_on_by = models.CharField(max_length=40, blank=True)


class Remark(ChainRow):
    """Something to remember of a pet or its owner: "ear was red – ask", "likes chicken", "no chat, WeChat only" (F14).

    `private` ones are the manager's and never in the recall strip; `until` is the retention rule's last day.
    """

    class Kind(models.TextChoices):
        HEALTH = "health"
        LIKES = "likes"
        STYLE = "style"
        LAST = "last"

    pet = models.ForeignKey(Pet, null=True, on_delete=models.CASCADE, related_name="remarks")
    customer = models.ForeignKey("customers.Customer", null=True, on_delete=models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=200)
    private = models.BooleanField(default=False)
    until = models.DateField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    mentioned_at = models.DateTimeField(null=True)
    mentioned_by = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["chain", "pet", "-at"], name="remark_pet"),
            models.Index(fields=["chain", "customer", "-at"], name="remark_customer"),
        ]


class PortalCode(ChainRow):
    """A code sent to a phone that opens the owner's portal for a short time. Only its digest is kept."""

    number = models.CharField(max_length=20)
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["chain", "number", "-made_at"], name="portal_code_number")]
