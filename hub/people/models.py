"""People, what they may and can do, and every change of it. Rows of people are never deleted."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q


class Never(Exception):
    """What must never be done to a row was tried: a fault of the program, told to nobody else."""


class Person(models.Model):
    """Somebody of the plant. `id` is never used again: who left stays here, revoked.

    `pin_since`: PINs chosen under a lower one are not good any more. `names` by language.
    """

    id = models.CharField(max_length=100, primary_key=True)
    names = models.JSONField()
    badge = models.CharField(max_length=200, null=True, unique=True)
    roles = models.JSONField(default=list)
    team = models.CharField(max_length=100, blank=True)
    pin_since = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=150, blank=True)
    revoked_because = models.CharField(max_length=300, blank=True)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise Never(f"person {self.pk} must not be deleted: the id would be free again")


class Skill(models.Model):
    """Level 1 knows … 4 teaches; good to the end of the day `expires`, or for ever."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="skills")
    skill = models.CharField(max_length=100)
    level = models.PositiveSmallIntegerField()
    expires = models.DateField(null=True)
    granted_by = models.CharField(max_length=150)
    granted_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "skill"], name="a_skill_once_a_person"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=4), name="levels_1_to_4"),
        )


class LostBadge(models.Model):
    """A badge that is nobody's for ever."""

    badge = models.CharField(max_length=200, primary_key=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="lost")
    lost_at = models.DateTimeField()
    told_by = models.CharField(max_length=150)
    because = models.CharField(max_length=300)


class FirstUse(models.Model):
    """The code with which a person chooses a PIN, good once: Argon2id, the code itself is told
    once and kept nowhere."""

    person = models.OneToOneField(
        Person, models.PROTECT, primary_key=True, related_name="first_use"
    )
    verifier = models.CharField(max_length=200)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()


class SealedPin(models.Model):
    """A PIN chosen at one station, for another: only that device can open it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="pins")
    device = models.ForeignKey("devices.Device", models.CASCADE)
    since = models.BigIntegerField()
    sealed = models.CharField(max_length=400)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "device"], name="a_pin_once_a_device"),
        )


class Lock(models.Model):
    """A station locked a person's PIN: read from its journal, and made again from that."""

    log = models.ForeignKey("ingest.Log", models.CASCADE, db_index=False)
    seq = models.BigIntegerField()
    person = models.CharField(max_length=100, db_index=True)
    tries = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["log", "seq"], name="lock_once"),)


class _Kept(models.QuerySet):
    def update(self, **_: Any) -> NoReturn:
        raise Never("what was written down about people is never changed")

    def delete(self) -> NoReturn:
        raise Never("what was written down about people is never deleted")


class Audit(models.Model):
    """Who changed what of whom, from what to what, why, when, and at which machine. Written with
    the change itself, in one transaction; there is no way to change one without it, and no way to
    change it. `at` is UTC, `offset` what the clocks there added to it, in minutes."""

    who = models.CharField(max_length=150)
    what = models.CharField(max_length=40)
    about = models.CharField(max_length=100, db_index=True)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(db_index=True)
    offset = models.SmallIntegerField(default=0)
    device = models.CharField(max_length=200, blank=True)

    objects = _Kept.as_manager()

    def save(self, *_: Any, **__: Any) -> None:
        if self.pk is not None:
            raise Never("what was written down about people is never changed")
        super().save(force_insert=True)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise Never("what was written down about people is never deleted")


class Mark(models.Model):
    """One row, from the first person or line on: `change` counts up with everything a roster may
    say. `lasts_hours`: how long a station knows people without hearing of the hub."""

    change = models.BigIntegerField(default=1)
    lasts_hours = models.PositiveIntegerField(default=72)


class IssuedRoster(models.Model):
    """A roster as it was signed for a device; its highest count is the one in force.

    `content` is the digest of what it says and of who signed, `change` the mark it was made at.
    """

    device = models.ForeignKey("devices.Device", models.CASCADE)
    count = models.BigIntegerField()
    envelope = models.BinaryField()
    content = models.CharField(max_length=64)
    change = models.BigIntegerField()
    issued_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["device", "count"], name="a_roster_count_once"),
            models.CheckConstraint(condition=Q(count__gt=0), name="a_roster_count_is_positive"),
        )


class Linked(models.Model):
    """Which person of the plant a user of the console is: nobody judges their own work."""

    user = models.OneToOneField("auth.User", models.PROTECT, primary_key=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
