"""What an owner signed never changes: the database itself refuses, on both engines (F28). A signed plan may only be replaced."""

from django.db import migrations

FIXED = (
    "chain_id", "booking_id", "number", "content", "items", "cautions", "extras", "minutes", "price_fen", "ceiling_fen",
    "agreement_id", "text", "digest", "read_back_at", "read_back_by", "signed_at", "signer", "way", "signature_id",
)  # fmt: skip
WORDS = "a signed plan never changes"


def _changed(differs: str) -> str:
    return " OR ".join(f"NEW.{name} {differs} OLD.{name}" for name in FIXED)


POSTGRESQL = f"""
CREATE FUNCTION care_plan_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.signed_at IS NOT NULL AND (TG_OP = 'DELETE' OR NEW.state NOT IN ('signed', 'replaced')
     OR {_changed("IS DISTINCT FROM")}) THEN
    RAISE EXCEPTION '{WORDS}';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER care_plan_sealed BEFORE UPDATE OR DELETE ON care_plan FOR EACH ROW EXECUTE FUNCTION care_plan_sealed();
"""
SQLITE = [
    f"""CREATE TRIGGER care_plan_no_update BEFORE UPDATE ON care_plan
    WHEN OLD.signed_at IS NOT NULL AND (NEW.state NOT IN ('signed', 'replaced') OR {_changed("IS NOT")})
    BEGIN SELECT RAISE(ABORT, '{WORDS}'); END""",
    f"""CREATE TRIGGER care_plan_no_delete BEFORE DELETE ON care_plan WHEN OLD.signed_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, '{WORDS}'); END""",
]


def seal(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
    else:
        for statement in SQLITE:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("care", "0001_initial")]
    operations = [migrations.RunPython(seal, migrations.RunPython.noop)]
