from django.db import models

from wangcai.kernel.public import ChainRow


class Task(ChainRow):
    """Something a person has to do about a subject. At most one open task of a kind per subject."""

    class State(models.TextChoices):
        OPEN = "open"
        DONE = "done"
        DROPPED = "dropped"

    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    title = models.CharField(max_length=120)
    permission = models.CharField(max_length=40)
    owner = models.ForeignKey("shops.Account", null=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    due_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=40, blank=True)
    escalated_at = models.DateTimeField(null=True)
    escalated_to = models.ForeignKey("shops.Account", null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "kind", "subject_kind", "subject_id"],
                condition=models.Q(state="open"),
                name="task_one_open",
            )
        ]
        indexes = [
            models.Index(fields=["chain", "owner", "due_at"], condition=models.Q(state="open"), name="task_mine"),
            models.Index(fields=["chain", "store", "due_at"], condition=models.Q(state="open"), name="task_store"),
        ]
