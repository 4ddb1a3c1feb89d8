"""What was written down about people is not edited by any program: the database refuses it.

Deleting is refused by PostgreSQL too; SQLite has no other way of emptying a table, which only
tests do.
"""

from django.db import migrations

SQLITE = """CREATE TRIGGER audit_is_never_edited BEFORE UPDATE ON people_audit
BEGIN SELECT raise(ABORT, 'what was written down about people is never edited'); END"""
POSTGRESQL = (
    """CREATE FUNCTION people_audit_is_kept() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'what was written down about people is never edited'; END $$""",
    """CREATE TRIGGER audit_is_never_edited BEFORE UPDATE OR DELETE ON people_audit
    FOR EACH ROW EXECUTE FUNCTION people_audit_is_kept()""",
)


def keep(_apps, editor) -> None:
    statements = POSTGRESQL if editor.connection.vendor == "postgresql" else (SQLITE,)
    for statement in statements:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
