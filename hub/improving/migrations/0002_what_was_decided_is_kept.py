"""What was decided is not edited by any program: the database refuses it.

Deleting is refused by PostgreSQL too; SQLite has no other way of emptying a table, which only
tests do.
"""

from django.db import migrations

TABLES = ("improving_decision", "improving_credit", "improving_listing")
SQLITE = """CREATE TRIGGER {table}_is_never_edited BEFORE UPDATE ON {table}
BEGIN SELECT raise(ABORT, 'what was decided is never edited'); END"""
FUNCTION = """CREATE FUNCTION improving_is_kept() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'what was decided is never edited'; END $$"""
POSTGRESQL = """CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION improving_is_kept()"""


def keep(_apps, editor) -> None:
    is_postgresql = editor.connection.vendor == "postgresql"
    if is_postgresql:
        editor.execute(FUNCTION)
    for table in TABLES:
        editor.execute((POSTGRESQL if is_postgresql else SQLITE).format(table=table))


class Migration(migrations.Migration):
    dependencies = [("improving", "0001_initial")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
