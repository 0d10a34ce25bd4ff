from django.db import models
from django.db.models.functions import Now

from wangcai.kernel.public import ChainRow, public_id


class StoredFile(ChainRow):
    """A picture as it was kept: re-encoded, without metadata, named by a random id under the media folder."""

    public_id = models.UUIDField(default=public_id, unique=True)
    store = models.ForeignKey("shops.Store", null=True, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20)
    path = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, default="image/jpeg")
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveIntegerField()
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    kept_by = models.CharField(max_length=40)
    kept_at = models.DateTimeField(db_default=Now())
