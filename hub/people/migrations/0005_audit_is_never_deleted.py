"""What was written down is not deleted either; an older hub's SQLite allowed it.

SQLite forgets triggers when columns are added, which the migration before this one did.
"""

from django.db import migrations

from hub.people.keeping import kept


def keep(apps, editor) -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER IF EXISTS audit_is_never_edited")
        kept("people_audit")(apps, editor)


class Migration(migrations.Migration):
    dependencies = [("people", "0004_audit_where")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
