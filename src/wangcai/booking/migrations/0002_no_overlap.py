"""Two holds of one resource never overlap: the database itself refuses the second, on both engines (R04).

PostgreSQL: an exclusion constraint over int8range (resource in the high half, minute in the low), no extension needed.
SQLite: a trigger that looks at the nearest hold before; as holds of a resource never overlap, one look is enough.
"""

from django.db import migrations

POSTGRESQL = """
ALTER TABLE booking_hold ADD CONSTRAINT hold_no_overlap EXCLUDE USING gist (
  int8range(resource_id * 4294967296 + begins, resource_id * 4294967296 + ends) WITH &&);
"""
CHECK = """
  SELECT RAISE(ABORT, 'hold_no_overlap') WHERE EXISTS (
    SELECT 1 FROM (SELECT ends FROM booking_hold WHERE resource_id = NEW.resource_id AND begins < NEW.ends
                   AND id IS NOT NEW.id ORDER BY begins DESC LIMIT 1) nearest WHERE nearest.ends > NEW.begins);
"""
SQLITE = [
    f"CREATE TRIGGER hold_no_overlap_insert BEFORE INSERT ON booking_hold BEGIN {CHECK} END",
    f"CREATE TRIGGER hold_no_overlap_update BEFORE UPDATE OF resource_id, begins, ends ON booking_hold BEGIN {CHECK} END",
]


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
    else:
        for statement in SQLITE:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("booking", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
