from django.db import migrations

from hub.people.keeping import kept


class Migration(migrations.Migration):
    dependencies = [("reviewing", "0001_initial")]

    operations = [migrations.RunPython(kept("reviewing_review"), migrations.RunPython.noop)]
