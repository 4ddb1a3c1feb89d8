from django.db import migrations

from hub.people.keeping import kept

TABLES = ("improving_decision", "improving_credit", "improving_listing")


class Migration(migrations.Migration):
    dependencies = [("improving", "0001_initial")]

    operations = [migrations.RunPython(kept(*TABLES), migrations.RunPython.noop)]
