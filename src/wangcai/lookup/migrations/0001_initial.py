"""Documents, and what makes them quick to find: FTS5 over our own words on SQLite, a GIN index on PostgreSQL."""

import django.db.models.deletion
from django.db import migrations, models

import wangcai.lookup.models

SQLITE = [
    # The words are our own and already folded; which column and where in it they stand nobody asks.
    """CREATE VIRTUAL TABLE lookup_words USING fts5(
        words, content='lookup_document', content_rowid='id', detail='none', columnsize=0, tokenize='ascii')""",
    """CREATE TRIGGER lookup_document_added AFTER INSERT ON lookup_document BEGIN
        INSERT INTO lookup_words(rowid, words) VALUES (new.id, new.words); END""",
    """CREATE TRIGGER lookup_document_gone AFTER DELETE ON lookup_document BEGIN
        INSERT INTO lookup_words(lookup_words, rowid, words) VALUES ('delete', old.id, old.words); END""",
    """CREATE TRIGGER lookup_document_changed AFTER UPDATE OF words ON lookup_document BEGIN
        INSERT INTO lookup_words(lookup_words, rowid, words) VALUES ('delete', old.id, old.words);
        INSERT INTO lookup_words(rowid, words) VALUES (new.id, new.words); END""",
]
POSTGRESQL = [
    # Without the pending list a search never pays for somebody else's writes.
    "CREATE INDEX lookup_document_words ON lookup_document USING gin (words) WITH (fastupdate = off)",
    # The index answers; the words themselves are never read again. Kept apart, fifty rows fit on a page instead of eight
    # (200 k pets, a name borne by 3,000 of them: 12 ms became 4).
    "ALTER TABLE lookup_document SET (toast_tuple_target = 128)",
    "ALTER TABLE lookup_document ALTER COLUMN words SET STORAGE EXTERNAL",
]


def make_index(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True
    dependencies = [("shops", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("store_id", models.BigIntegerField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("pet", "Pet"), ("customer", "Customer"), ("order", "Order"), ("goods", "Goods")],
                        max_length=10,
                    ),
                ),
                ("target_id", models.BigIntegerField()),
                ("title", models.CharField(max_length=120)),
                ("detail", models.CharField(blank=True, max_length=200)),
                ("words", wangcai.lookup.models.WordsField()),
                (
                    "chain",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="shops.chain"),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("chain", "kind", "target_id"), name="document_once")]
            },
        ),
        migrations.RunPython(make_index, migrations.RunPython.noop),
    ]
