from django.db import models

from wangcai.kernel.public import ChainRow


class Skill(ChainRow):
    """What a person can do (code as a service needs it), at a level, until a date."""

    account = models.ForeignKey("shops.Account", on_delete=models.CASCADE, related_name="+")
    code = models.SlugField(max_length=30)
    level = models.PositiveSmallIntegerField(default=1)
    expires_on = models.DateField(null=True)
    granted_at = models.DateTimeField()
    granted_by = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "account", "code"], name="skill_once")]


class Shift(ChainRow):
    """A stretch of planned work of one person in one store; a day may have several. Duty is who really came."""

    store = models.ForeignKey("shops.Store", on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey("shops.Account", on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    planned_by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="shift_forward"),
            models.UniqueConstraint(fields=["chain", "account", "starts_at"], name="shift_once"),
        ]
        indexes = [models.Index(fields=["chain", "store", "starts_at"], name="shift_store")]
        ordering = ["starts_at", "id"]


class Leave(ChainRow):
    """Time off: asked for, then approved or refused. Only approved leave takes a person out of the calendar."""

    class State(models.TextChoices):
        ASKED = "asked"
        APPROVED = "approved"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    account = models.ForeignKey("shops.Account", on_delete=models.CASCADE, related_name="+")
    store = models.ForeignKey("shops.Store", on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=40)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="leave_forward")
        ]
        indexes = [
            models.Index(fields=["chain", "ends_at"], name="leave_ends"),
            models.Index(fields=["chain", "store", "ends_at"], name="leave_store"),
        ]


class ShiftSwap(ChainRow):
    """One person gives a shift to another: asked, agreed by the other, approved by a manager."""

    class State(models.TextChoices):
        ASKED = "asked"
        AGREED = "agreed"
        APPROVED = "approved"
        REFUSED = "refused"

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="swaps")
    to = models.ForeignKey("shops.Account", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=40)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "shift"],
                condition=models.Q(state__in=["asked", "agreed"]),
                name="shift_swap_one_open",
            )
        ]


class Cover(ChainRow):
    """The least number of people a store wants at a time of the week (0 = Monday), of any skill or of one."""

    store = models.ForeignKey("shops.Store", on_delete=models.CASCADE, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()
    skill = models.SlugField(max_length=30, blank=True)
    people = models.PositiveSmallIntegerField()
