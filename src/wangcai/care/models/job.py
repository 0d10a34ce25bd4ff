from django.db import models

from wangcai.booking.public import Booking
from wangcai.kernel.public import ChainRow


class Job(ChainRow):
    """服务单: the work on one pet by one SOP version. `worked_s` counts running time only; a pause stops it."""

    class State(models.TextChoices):
        OPEN = "open"
        RUNNING = "running"
        PAUSED = "paused"
        DONE = "done"
        STOPPED = "stopped"

    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="+")
    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=30)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    worker = models.ForeignKey("shops.Account", null=True, on_delete=models.PROTECT, related_name="+")
    sop = models.ForeignKey("knowledge.TextVersion", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    running_since = models.DateTimeField(null=True)
    worked_s = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    finished_by = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "store", "number"], name="job_number")]
        indexes = [
            models.Index(
                fields=["chain", "worker"], condition=models.Q(state__in=["open", "running", "paused"]), name="job_mine"
            )
        ]


class JobStep(ChainRow):
    """One line of a job card. `need` is the proof it wants; done, or skipped with a reason."""

    class Need(models.TextChoices):
        TICK = ""
        PHOTO = "photo"
        VALUE = "value"
        SECOND = "second"
        TIMER = "timer"
        LOT = "lot"

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    text = models.CharField(max_length=200)
    from_plan = models.BooleanField(default=False)
    need = models.CharField(max_length=8, choices=Need, blank=True)
    unit = models.CharField(max_length=12, blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    required = models.BooleanField(default=True)
    timer_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=40, blank=True)
    second_by = models.CharField(max_length=40, blank=True)
    value = models.CharField(max_length=60, blank=True)
    lot = models.ForeignKey("stock.Lot", null=True, on_delete=models.PROTECT, related_name="+")
    photo = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    skipped_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "job", "position"], name="job_step_position")]
        ordering = ["position"]


class Observation(ChainRow):
    """One look at the pet: breathing and temperature as numbers (temperature in tenths of a degree), the rest 0–4.

    `low`/`high` are the normal range at that moment; outside it `red` is set and never cleared. `client_key` makes one
    that was queued offline appear once.
    """

    class Kind(models.TextChoices):
        BREATHING = "breathing"
        TEMPERATURE = "temperature"
        MOOD = "mood"
        APPETITE = "appetite"
        STOOL = "stool"

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="+")
    pet = models.ForeignKey("customers.Pet", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    value = models.IntegerField()
    low = models.IntegerField(null=True)
    high = models.IntegerField(null=True)
    red = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)
    client_key = models.UUIDField(null=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "client_key"], condition=models.Q(client_key__isnull=False), name="observation_once"
            )
        ]
        indexes = [models.Index(fields=["chain", "booking", "-at"], name="observation_booking")]


class JobPause(ChainRow):
    """暂停服务: the work stands still until the owner has decided (F30). One open pause per job."""

    class Decision(models.TextChoices):
        OPEN = ""
        CONTINUE = "continue"
        STOP = "stop"
        VET = "vet"

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="pauses")
    observation = models.ForeignKey(Observation, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    paused_at = models.DateTimeField()
    paused_by = models.CharField(max_length=40)
    decision = models.CharField(max_length=8, choices=Decision, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=40, blank=True)
    decider = models.CharField(max_length=60, blank=True)
    channel = models.CharField(max_length=10, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "job"], condition=models.Q(decided_at__isnull=True), name="job_pause_one_open"
            )
        ]


class ContactAttempt(ChainRow):
    """We tried to reach the owner of a stopped job: how, reached or not, what was said."""

    pause = models.ForeignKey(JobPause, on_delete=models.CASCADE, related_name="attempts")
    way = models.CharField(max_length=10)
    reached = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)


class Incident(ChainRow):
    """事故: bite, cut, escape, illness, death, damage – who, when, first aid, vet, cost in fen, when the owner was told (F35)."""

    class Kind(models.TextChoices):
        BITE = "bite"
        CUT = "cut"
        ESCAPE = "escape"
        ILLNESS = "illness"
        DEATH = "death"
        DAMAGE = "damage"

    store = models.ForeignKey("shops.Store", on_delete=models.PROTECT, related_name="+")
    booking = models.ForeignKey(Booking, null=True, on_delete=models.PROTECT, related_name="+")
    pet = models.ForeignKey("customers.Pet", null=True, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey("customers.Customer", null=True, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey("shops.Account", null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    happened_at = models.DateTimeField()
    place = models.CharField(max_length=80, blank=True)
    what = models.TextField()
    photos = models.JSONField(default=list)
    first_aid = models.TextField(blank=True)
    vet = models.CharField(max_length=120, blank=True)
    cost_fen = models.BigIntegerField(default=0)
    owner_told_at = models.DateTimeField(null=True)
    owner_told_by = models.CharField(max_length=40, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=40, blank=True)
    outcome = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["chain", "store", "-happened_at"], name="incident_store")]
