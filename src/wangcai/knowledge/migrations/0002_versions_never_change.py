"""A published wording never changes: the database itself refuses, on both engines."""

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION knowledge_version_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a published wording never changes'; END $$;
CREATE TRIGGER knowledge_version_sealed BEFORE UPDATE ON knowledge_textversion
FOR EACH ROW EXECUTE FUNCTION knowledge_version_sealed();
"""
SQLITE = """CREATE TRIGGER knowledge_version_sealed BEFORE UPDATE ON knowledge_textversion
BEGIN SELECT RAISE(ABORT, 'a published wording never changes'); END"""


def seal(apps, schema_editor):
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0001_initial")]
    operations = [migrations.RunPython(seal, migrations.RunPython.noop)]
