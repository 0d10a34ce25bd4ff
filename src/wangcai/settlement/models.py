from django.db import models

from wangcai.kernel.public import ChainRow
from wangcai.orders.public import Order


class Account(ChainRow):
    """What was paid and given back on an order: the guarded row; payments are the truth it must agree with."""

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="+")
    paid_fen = models.BigIntegerField(default=0)
    refunded_fen = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(paid_fen__gte=0), name="account_paid_not_negative"),
            models.CheckConstraint(
                condition=models.Q(refunded_fen__gte=0, refunded_fen__lte=models.F("paid_fen")),
                name="account_refund_within_paid",
            ),
        ]


class Payment(ChainRow):
    """Append-only: money that came (or, as a refund, went). WeChat and Alipay recorded by hand are unproven."""

    class Kind(models.TextChoices):
        PAYMENT = "payment"
        REFUND = "refund"

    class Tender(models.TextChoices):
        CASH = "cash"
        WECHAT = "wechat"
        ALIPAY = "alipay"
        CARD = "card"

    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PAYMENT)
    refund_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="refunds")
    tender = models.CharField(max_length=10, choices=Tender)
    amount_fen = models.BigIntegerField()
    given_fen = models.BigIntegerField(default=0)
    change_fen = models.BigIntegerField(default=0)
    proven = models.BooleanField(default=False)
    reference = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="payment_positive")]
        indexes = [
            models.Index(fields=["chain", "order"], name="payment_order"),
            models.Index(fields=["chain", "store", "at"], name="payment_day"),
        ]
