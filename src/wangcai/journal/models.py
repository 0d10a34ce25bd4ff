from django.db import models
from django.db.models.functions import Now


class Entry(models.Model):
    """One thing that happened. Chain, store and the rest are plain ids: the diary lies below every other stage."""

    chain_id = models.BigIntegerField()
    store_id = models.BigIntegerField(null=True)
    what = models.CharField(max_length=60)
    stage = models.CharField(max_length=12, default="")
    subject_kind = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    customer_id = models.BigIntegerField(null=True)
    pet_id = models.BigIntegerField(null=True)
    facts = models.JSONField(default=dict)
    actor = models.CharField(max_length=40)
    cause_id = models.BigIntegerField(null=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    # PostgreSQL fills it with the writing transaction, so that a reader never passes over a late commit.
    xact = models.BigIntegerField(db_default=0)

    class Meta:
        indexes = [
            models.Index(fields=["chain_id", "subject_kind", "subject_id", "id"], name="entry_subject"),
            models.Index(
                fields=["chain_id", "customer_id", "happened_at", "id"],
                condition=models.Q(customer_id__isnull=False),
                name="entry_customer",
            ),
            models.Index(
                fields=["chain_id", "pet_id", "happened_at", "id"],
                condition=models.Q(pet_id__isnull=False),
                name="entry_pet",
            ),
            models.Index(fields=["xact", "id"], name="entry_order"),
        ]


class Answer(models.Model):
    """The first answer to a request key; a retry gets it again. Tied to chain, actor and route."""

    chain_id = models.BigIntegerField()
    actor = models.CharField(max_length=40)
    route = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    body_hash = models.CharField(max_length=64)
    # JSON as text: a retry gets the first answer byte for byte, and jsonb would put the keys in another order.
    answer = models.TextField(default="null")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain_id", "actor", "route", "key"], name="answer_once")]


class Reader(models.Model):
    """How far a reader of the journal has come."""

    name = models.CharField(max_length=40, unique=True)
    xact = models.BigIntegerField(default=0)
    entry_id = models.BigIntegerField(default=0)


class Setback(models.Model):
    """A reaction that failed: tried again with growing pauses, shown to the doctor, never lost."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    reaction = models.CharField(max_length=120)
    attempts = models.PositiveIntegerField(default=1)
    next_at = models.DateTimeField()
    error = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "reaction"], name="setback_once")]
