from django.db import models

from wangcai.booking.public import Booking, Resource
from wangcai.kernel.public import ChainRow


class Camera(ChainRow):
    """A camera looks into one room. `address` (rtsp://… or test:) stays on the server; no page ever shows it (F32)."""

    room = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="+")
    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=300)
    opens = models.TimeField(default="08:00")
    closes = models.TimeField(default="21:00")
    minutes_a_day = models.PositiveSmallIntegerField(default=60)
    seen_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "room"], condition=models.Q(ended_at__isnull=True), name="camera_one_per_room"
            )
        ]


class ViewGrant(ChainRow):
    """The owner may watch this room during this stay, in these hours, so many minutes a day, at most two people (F32).

    Only the token's digest is kept. `ended_at` ends it within seconds: every playlist and segment asks.
    """

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="+")
    camera = models.ForeignKey(Camera, on_delete=models.PROTECT, related_name="grants")
    token_hash = models.CharField(max_length=64, unique=True)
    opens = models.TimeField()
    closes = models.TimeField()
    minutes_a_day = models.PositiveSmallIntegerField()
    most_viewers = models.PositiveSmallIntegerField(default=2)
    starts_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=20, blank=True)
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "booking"], condition=models.Q(ended_at__isnull=True), name="view_grant_one_open"
            )
        ]


class Viewing(ChainRow):
    """Somebody watched: from, last seen, seconds of that day. Counts viewers at once and minutes a day."""

    grant = models.ForeignKey(ViewGrant, on_delete=models.PROTECT, related_name="viewings")
    viewer = models.CharField(max_length=64)
    day = models.DateField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    seconds = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "grant", "viewer", "day"], name="viewing_once")]
