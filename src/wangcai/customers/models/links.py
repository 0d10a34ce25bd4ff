from django.db import models
from django.db.models.functions import Now

from wangcai.customers.models.customer import Customer
from wangcai.kernel.public import ChainRow


class ShareLink(ChainRow):
    """A signed link that shows one thing to one person without login. Only the token's digest is stored."""

    token_hash = models.CharField(max_length=64, unique=True)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    customer = models.ForeignKey(Customer, null=True, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(db_default=Now())
    made_by = models.CharField(max_length=40)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["chain", "subject_kind", "subject_id"], name="share_link_subject")]
