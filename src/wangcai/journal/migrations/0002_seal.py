"""Seal the diary: the database itself refuses to change or delete an entry, on both engines."""

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION journal_entry_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'journal entries are never changed or deleted'; END $$;
CREATE TRIGGER journal_entry_sealed BEFORE UPDATE OR DELETE ON journal_entry
FOR EACH ROW EXECUTE FUNCTION journal_entry_sealed();
CREATE TRIGGER journal_entry_not_emptied BEFORE TRUNCATE ON journal_entry
FOR EACH STATEMENT EXECUTE FUNCTION journal_entry_sealed();
ALTER TABLE journal_entry ALTER COLUMN xact SET DEFAULT pg_current_xact_id()::text::bigint;
"""
SQLITE = [
    """CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry
    BEGIN SELECT RAISE(ABORT, 'journal entries are never changed or deleted'); END""",
    """CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON journal_entry
    BEGIN SELECT RAISE(ABORT, 'journal entries are never changed or deleted'); END""",
]


def seal(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
    else:
        for statement in SQLITE:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(seal, migrations.RunPython.noop)]
