from django.db import models
from django.db.models.functions import Now

from wangcai.kernel.public import ChainRow, public_id


class Household(ChainRow):
    """A family that shares pets and one bill."""

    name = models.CharField(max_length=60, blank=True)


class Customer(ChainRow):
    """The person who owns, brings or pays. A merged file points to the one that lives on."""

    class Channel(models.TextChoices):
        ANY = ""
        SMS = "sms"
        MAIL = "mail"
        WECHAT = "wechat"
        PHONE = "phone"

    public_id = models.UUIDField(default=public_id, unique=True)
    code = models.CharField(max_length=20)
    household = models.ForeignKey(Household, null=True, on_delete=models.PROTECT, related_name="customers")
    name = models.CharField(max_length=80, blank=True)
    salutation = models.CharField(max_length=20, blank=True)
    wechat = models.CharField(max_length=60, blank=True)
    mail = models.CharField(max_length=120, blank=True)
    birthday = models.DateField(null=True)
    preferred_channel = models.CharField(max_length=10, choices=Channel, blank=True)
    contact_hours = models.CharField(max_length=60, blank=True)
    style = models.CharField(max_length=200, blank=True)
    family = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    home_store = models.ForeignKey("shops.Store", null=True, on_delete=models.SET_NULL, related_name="+")
    source = models.CharField(max_length=30, blank=True)
    external_ref = models.CharField(max_length=60, blank=True)
    blocked_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "code"], name="customer_code"),
            models.UniqueConstraint(
                fields=["chain", "source", "external_ref"],
                condition=~models.Q(external_ref=""),
                name="customer_external",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.code


class CodePad(ChainRow):
    """The last running number given to a file of a kind, for the whole chain."""

    kind = models.CharField(max_length=10)
    last = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "kind"], name="code_pad_once")]


class Phone(ChainRow):
    """A telephone number of a customer, digits only. One number may belong to two files until they are merged."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="phones")
    number = models.CharField(max_length=20)
    label = models.CharField(max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "customer", "number"], name="phone_once")]
        indexes = [models.Index(fields=["chain", "number"], name="phone_number")]
        ordering = ["position", "id"]


class Address(ChainRow):
    """A delivery address."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="addresses")
    label = models.CharField(max_length=20, blank=True)
    text = models.CharField(max_length=200)
    district = models.CharField(max_length=60, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    position = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "id"]


class Consent(ChainRow):
    """Yes or no to one purpose on one channel, with when, how and to which text. The newest row counts."""

    class Purpose(models.TextChoices):
        SERVICE = "service"
        MARKETING = "marketing"
        PHOTOS = "photos"
        DATA = "data"

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=12, choices=Purpose)
    channel = models.CharField(max_length=10, blank=True)
    given = models.BooleanField()
    source = models.CharField(max_length=30)
    text_version = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
