"""What came up, as it came: the exact bytes, in order, once."""

from django.db import models


class Log(models.Model):
    """One journal of a station. `seq` and `digest` are its head here: the high-water mark."""

    id = models.UUIDField(primary_key=True)
    device = models.ForeignKey("devices.Device", models.PROTECT)
    parent = models.ForeignKey("self", models.PROTECT, null=True)
    parent_seq = models.BigIntegerField(default=0)
    """A branch holds what follows this event of its parent; what is up to it is the parent's."""
    seq = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)
    durable_seq = models.BigIntegerField(default=0)
    began_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)


class Event(models.Model):
    """`body` are the bytes the station stored, byte for byte; nothing here is ever edited.

    The log's row is held by whoever writes: a constraint would look it up again for every event at
    the commit, which cost a third of the time, and more the more logs there were.
    """

    pk = models.CompositePrimaryKey("log_id", "seq")
    log = models.ForeignKey(Log, models.PROTECT, db_index=False, db_constraint=False)
    seq = models.BigIntegerField()
    body = models.BinaryField()
    received_at = models.DateTimeField()
