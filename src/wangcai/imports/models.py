from django.db import models
from django.db.models.functions import Now

from wangcai.kernel.public import ChainRow, public_id


class ImportRun(ChainRow):
    """One run of the importer over one file. `digest` of file, kind, store and mapping makes a second run change nothing.

    `position` is the last row that is decided and committed: a run that was killed goes on after it.
    rows_in = rows_stored + rows_known + rows_refused at every commit, counted up to `position`.
    """

    class State(models.TextChoices):
        READY = "ready"
        RUNNING = "running"
        DONE = "done"
        UNDONE = "undone"

    public_id = models.UUIDField(default=public_id, unique=True)
    kind = models.CharField(max_length=20)
    store = models.ForeignKey("shops.Store", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    path = models.CharField(max_length=400)
    digest = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    source = models.CharField(max_length=30)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    rows_total = models.PositiveIntegerField(default=0)
    rows_in = models.PositiveIntegerField(default=0)
    rows_stored = models.PositiveIntegerField(default=0)
    rows_known = models.PositiveIntegerField(default=0)
    rows_refused = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    # What the reader should know beside the counts: {"repeated_lines": 12, "goods_made": 3, …}
    remarks = models.JSONField(default=dict)
    started_by = models.CharField(max_length=40)
    started_at = models.DateTimeField(db_default=Now())
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "digest"], condition=models.Q(state__in=["running", "done"]), name="import_run_once"
            )
        ]


class ImportRow(ChainRow):
    """A row that was refused (with cell and reason) or is doubtful, or what a stored row made (for the undo)."""

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


class ImportMapping(ChainRow):
    """Which column means what, as this chain said it last for files with these headers."""

    kind = models.CharField(max_length=20)
    headers_digest = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "kind", "headers_digest"], name="import_mapping_once")]
