"""What is removed leaves a row for good, and none is taken before its time is over."""

from django.db import migrations

from hub.people.keeping import kept

SQLITE = """CREATE TRIGGER evidence_removed_only_when_due BEFORE INSERT ON evidence_removed
WHEN NEW.due_at > strftime('%Y-%m-%d %H:%M:%f', 'now')
BEGIN SELECT raise(ABORT, 'its time is not over'); END"""
POSTGRESQL = (
    """CREATE FUNCTION is_due() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF NEW.due_at > now() THEN RAISE EXCEPTION 'its time is not over'; END IF;
    RETURN NEW; END $$""",
    """CREATE TRIGGER evidence_removed_only_when_due BEFORE INSERT ON evidence_removed
    FOR EACH ROW EXECUTE FUNCTION is_due()""",
)


def only_when_due(_apps, editor) -> None:
    statements = POSTGRESQL if editor.connection.vendor == "postgresql" else (SQLITE,)
    for statement in statements:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_retaining")]

    operations = [
        migrations.RunPython(kept("evidence_removed"), migrations.RunPython.noop),
        migrations.RunPython(only_when_due, migrations.RunPython.noop),
    ]
