from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Coalesce, Now

from wangcai.kernel.public import ChainRow
from wangcai.shops import roles


class Chain(models.Model):
    """The tenant: one brand with its stores. One box of one shop has one chain and never notices."""

    class Profile(models.TextChoices):
        MICRO = "micro"
        SHOP = "shop"
        CHAIN = "chain"
        HOSTED = "hosted"

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=80)
    currency = models.CharField(max_length=3, default="CNY")
    profile = models.CharField(max_length=10, choices=Profile, default=Profile.SHOP)
    settings = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name


class Store(ChainRow):
    """One shop with an address, opening hours and a colour of its own on every page."""

    code = models.SlugField(max_length=20)
    name = models.CharField(max_length=80)
    colour = models.CharField(max_length=7, default="#c25608")
    timezone = models.CharField(max_length=40, default="Asia/Shanghai")
    phone = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    settings = models.JSONField(default=dict)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "code"], name="store_code")]
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Accounts(BaseUserManager["Account"]):
    def create_account(self, *, login: str, name: str, password: str | None, chain: Chain, **more: Any) -> "Account":
        account = self.model(login=login.lower(), name=name, chain=chain, **more)
        account.set_password(password)
        account.save()
        return account


class Account(AbstractBaseUser):
    """A member of staff who can sign in. What he or she may do stands in Post rows."""

    login = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="+")
    phone = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    pin = models.CharField(max_length=128, blank=True)
    pin_failures = models.PositiveSmallIntegerField(default=0)
    pin_locked_until = models.DateTimeField(null=True)
    sign_in_failures = models.PositiveSmallIntegerField(default=0)
    sign_in_locked_until = models.DateTimeField(null=True)
    is_active = models.BooleanField(default=True)
    home_store = models.ForeignKey(Store, null=True, on_delete=models.SET_NULL, related_name="+")
    preferences = models.JSONField(default=dict)

    USERNAME_FIELD = "login"
    objects = Accounts()

    def __str__(self) -> str:
        return self.name


class Post(ChainRow):
    """A role held in one store, or in every store of the chain (store empty)."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="posts")
    store = models.ForeignKey(Store, null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=roles.LABELS)
    since = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "chain",
                "account",
                Coalesce("store", 0),
                "role",
                condition=models.Q(ended_at__isnull=True),
                name="post_once",
            )
        ]


class Duty(ChainRow):
    """A member of staff at work in a store: from coming on duty to leaving."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "account"], condition=models.Q(ended_at__isnull=True), name="duty_one_place"
            )
        ]


class OpeningPeriod(ChainRow):
    """One stretch of opening on a weekday (0 = Monday); a day may have several."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="opening_periods")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()


class SpecialDay(ChainRow):
    """A holiday (closed), or a make-up workday that follows another weekday's hours. Editable: next year's notice is always late."""

    store = models.ForeignKey(Store, null=True, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    closed = models.BooleanField(default=True)
    like_weekday = models.PositiveSmallIntegerField(null=True)
    name = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("chain", Coalesce("store", 0), "day", name="special_day_once")]


class NumberPad(ChainRow):
    """A pad of running numbers of a store, one per kind and period; tearing off one is a guarded update."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    period = models.CharField(max_length=10, blank=True)
    last = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "store", "kind", "period"], name="number_pad_once")]


class Device(ChainRow):
    """A counter, tablet or phone the shop trusts: staff may switch on it by PIN."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    trusted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    trusted_at = models.DateTimeField(db_default=Now())
    revoked_at = models.DateTimeField(null=True)


class Token(ChainRow):
    """A key of a program. Only its digest is stored; scopes are permissions; it acts in one store or in all."""

    name = models.CharField(max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    store = models.ForeignKey(Store, null=True, on_delete=models.CASCADE, related_name="+")
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
