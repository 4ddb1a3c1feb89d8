"""What came up is neither changed nor deleted: the database refuses it."""

from django.db import migrations

from hub.people.keeping import kept


class Migration(migrations.Migration):
    dependencies = [("ingest", "0002_unchecked_log")]

    operations = [migrations.RunPython(kept("ingest_event"), migrations.RunPython.noop)]
