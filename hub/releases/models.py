"""Who may sign, what was published, what is wanted where, and what each station was told."""

from django.db import models
from django.db.models import Q


class TrustVersion(models.Model):
    """One version of the trust document, as its signed envelope. Never edited, never left out."""

    version = models.PositiveIntegerField(primary_key=True)
    envelope = models.BinaryField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()


class KeyName(models.Model):
    """Whose key it is, for people. What it may sign stands in the trust document."""

    key = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=100)


class Release(models.Model):
    """A procedure's revision with its manifest, as its signed envelope.

    Document and media lie in the object store. `approved_at`: when it had the signatures it
    needs; until then it waits and nobody is told of it.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    code = models.CharField(max_length=60)
    revision = models.CharField(max_length=20)
    title = models.JSONField(default=dict)
    manifest = models.CharField(max_length=64, unique=True)
    envelope = models.BinaryField()
    effective = models.CharField(max_length=40)
    stations = models.JSONField(default=list)
    operations = models.JSONField(default=list)
    percent = models.PositiveSmallIntegerField(default=100)
    published_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["code", "revision"], name="one_content_a_revision"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.revision}"


class ReleaseFile(models.Model):
    """A file a release shows. `size` in bytes."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["release", "sha256"], name="a_file_once_a_release"),
        )


class Placement(models.Model):
    """Somebody's decision that a release shall be in force; of a code the newest one counts.

    `station`: only there, else wherever the release applies. `percent` of those stations, by
    hash. `halted_at`: stations reported failures; those that were told keep it, no other is told.
    """

    release = models.ForeignKey(Release, models.PROTECT, related_name="placements")
    code = models.CharField(max_length=60, db_index=True)
    station = models.CharField(max_length=100, blank=True)
    percent = models.PositiveSmallIntegerField(default=100)
    effective = models.CharField(max_length=40)
    placed_at = models.DateTimeField()
    halted_at = models.DateTimeField(null=True)
    halted_because = models.CharField(max_length=300, blank=True)


class Withdrawal(models.Model):
    """A release that must not start any more. There is no way back: publish a new revision."""

    release = models.OneToOneField(Release, models.PROTECT, primary_key=True)
    severity = models.CharField(max_length=6)
    reason = models.JSONField(default=dict)
    withdrawn_at = models.DateTimeField()


class Issued(models.Model):
    """An assignment as it was signed for a device. Its highest count is the one in force.

    `content` is the digest of what it says, without count and date: nothing new, no new count.
    `station` and `operation`: what the device was called then.
    """

    device = models.ForeignKey("devices.Device", models.CASCADE)
    count = models.BigIntegerField()
    envelope = models.BinaryField()
    content = models.CharField(max_length=64)
    station = models.CharField(max_length=100)
    operation = models.CharField(max_length=100, null=True, blank=True)
    issued_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["device", "count"], name="a_count_once_a_device"),
            models.CheckConstraint(condition=Q(count__gt=0), name="a_count_is_positive"),
        )


class Told(models.Model):
    """A device was assigned that release once: it may fetch it, then and later."""

    device = models.ForeignKey("devices.Device", models.CASCADE)
    release = models.ForeignKey(Release, models.PROTECT)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["device", "release"], name="told_once"),)
