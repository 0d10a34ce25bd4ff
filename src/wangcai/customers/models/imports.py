from django.db import models
from django.db.models.functions import Now

from wangcai.kernel.public import ChainRow


class ImportRun(ChainRow):
    """One run of the importer over one file. `digest` of file and mapping makes a second run change nothing."""

    class State(models.TextChoices):
        DRY = "dry"
        RUNNING = "running"
        DONE = "done"
        UNDONE = "undone"
        FAILED = "failed"

    kind = models.CharField(max_length=20)
    store = models.ForeignKey("shops.Store", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    rows_in = models.PositiveIntegerField(default=0)
    rows_stored = models.PositiveIntegerField(default=0)
    rows_known = models.PositiveIntegerField(default=0)
    rows_refused = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    started_by = models.CharField(max_length=40)
    started_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)


class ImportRow(ChainRow):
    """A row that was refused (with cell and reason), or what a stored row made (for the undo)."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    row = models.PositiveIntegerField()
    cell = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    raw = models.JSONField(default=dict)
    made_kind = models.CharField(max_length=20, blank=True)
    made_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["run", "row"], name="import_row")]
