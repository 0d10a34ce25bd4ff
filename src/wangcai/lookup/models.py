from typing import Any

from django.db import models

from wangcai.kernel.public import ChainRow


class Kind(models.TextChoices):
    """What can be found, in the order in which equal hits are shown."""

    PET = "pet"
    CUSTOMER = "customer"
    ORDER = "order"
    GOODS = "goods"


class WordsField(models.Field):
    """A set of index words: `text[]` on PostgreSQL (a GIN index reads it), blank-separated text on SQLite (FTS5 does)."""

    def db_type(self, connection: Any) -> str:
        return "text[]" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return words_for(connection.vendor, value or [])

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> list[str]:
        return value.split() if isinstance(value, str) else list(value or [])


def words_for(vendor: str, words: list[str]) -> str:
    """Index words as the engine reads them. They are letters and digits only, so an array needs no quoting."""
    return "{" + ",".join(words) + "}" if vendor == "postgresql" else " ".join(words)


class Document(ChainRow):
    """What is known of one subject for finding it. Derived data: `rebuild` makes it anew from the subjects.

    A subject that is indexed again gets a new row, so the highest id is the one touched last.
    """

    store_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=10, choices=Kind)
    target_id = models.BigIntegerField()
    title = models.CharField(max_length=120)
    detail = models.CharField(max_length=200, blank=True)
    words = WordsField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "kind", "target_id"], name="document_once")]
