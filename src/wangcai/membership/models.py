from django.db import models

from wangcai.kernel.public import ChainRow


class Tier(ChainRow):
    """A level of membership. `goods_off` and `services_off` are ten-thousandths taken off the price."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=40)
    goods_off = models.PositiveIntegerField(default=0)
    services_off = models.PositiveIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "code"], name="tier_code"),
            models.CheckConstraint(
                condition=models.Q(goods_off__lte=10_000, services_off__lte=10_000), name="tier_off_at_most_all"
            ),
        ]
        ordering = ["position"]


class Membership(ChainRow):
    """A customer's tier. One at a time; earlier ones are ended."""

    customer = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="+")
    tier = models.ForeignKey(Tier, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "customer"], condition=models.Q(ended_at__isnull=True), name="membership_one"
            )
        ]
