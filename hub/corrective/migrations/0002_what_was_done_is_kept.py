from django.db import migrations

from hub.people.keeping import kept


class Migration(migrations.Migration):
    dependencies = [("corrective", "0001_initial")]

    operations = [migrations.RunPython(kept("corrective_move"), migrations.RunPython.noop)]
