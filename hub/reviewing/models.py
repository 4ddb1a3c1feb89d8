"""What is to be looked at, made from the journals; and who looked at it, which stays for good."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

OPEN, CHANGED, REVIEWED = "open", "changed", "reviewed"


class Mark(models.Model):
    """How far a log has been looked through."""

    log = models.OneToOneField(
        "ingest.Log", models.CASCADE, primary_key=True, related_name="reviewing"
    )
    seq = models.BigIntegerField(default=0)


class Case(models.Model):
    """A run, or one fact of a station outside any run, with something in it to be looked at.

    `subject`: the run's id, or `log.number` of the fact. `state`: open, reviewed, or changed since
    it was reviewed. Made again from the journals and the reviews at any time.
    """

    subject = models.CharField(max_length=120, primary_key=True)
    execution = models.CharField(max_length=64, blank=True)
    log = models.ForeignKey("ingest.Log", models.CASCADE, related_name="+")
    station = models.CharField(max_length=100, db_index=True)
    code = models.CharField(max_length=100, blank=True, db_index=True)
    revision = models.CharField(max_length=50, blank=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, default=OPEN)

    class Meta:
        indexes = (models.Index(fields=["state", "-at"], name="case_state"),)


class Matter(models.Model):
    """One thing in a case. `key` says which, and is the same however often it is found; `facts` are
    what it rests on. `is_signal`: not recorded as such, but computed from what was."""

    key = models.CharField(max_length=300, unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="matters")
    kind = models.CharField(max_length=40, db_index=True)
    is_signal = models.BooleanField(default=False)
    at = models.DateTimeField()
    person = models.CharField(max_length=100, blank=True, db_index=True)
    step = models.CharField(max_length=100, blank=True)
    facts = models.JSONField(default=dict)


class Judged(models.Model):
    """A run that has ended and was compared with others: each once."""

    execution = models.CharField(max_length=64, primary_key=True)


class History(models.Model):
    """What a step took (`check_id` empty, in ms) or what a check read at a station, the latest
    last. Of the step, never of a person."""

    code = models.CharField(max_length=100)
    step = models.CharField(max_length=100)
    check_id = models.CharField(max_length=100, blank=True)
    station = models.CharField(max_length=100)
    values = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["code", "step", "check_id", "station"], name="a_history_once"
            ),
        )


class Presence(models.Model):
    """Somebody at work at a station without a longer break: the times of what they recorded, in ms
    by that station's clock."""

    execution = models.CharField(max_length=64, db_index=True)
    device = models.CharField(max_length=36)
    station = models.CharField(max_length=100)
    person = models.CharField(max_length=100)
    began = models.BigIntegerField()
    ended = models.BigIntegerField()
    acts = models.JSONField(default=list)

    class Meta:
        indexes = (
            models.Index(fields=["person", "began"], name="presence_of_person"),
            models.Index(fields=["ended"], name="presence_past"),
        )


class Never(Exception):
    """What must never be done to a row was tried."""


class _Kept(models.QuerySet):
    def update(self, **_: Any) -> NoReturn:
        raise Never("a review is never changed")

    def delete(self) -> NoReturn:
        raise Never("a review is never deleted")


class Review(models.Model):
    """Somebody looked at a case and signed: with their sign-in and, at that moment, their password.

    `record` is the digest of the run's events (`sop.journal.record_digest`), or of the one fact;
    `matters` that of the list of what was in it. `digest` is over all of this and `prev`, the
    review before it: one chain, never changed, nothing taken out.
    """

    subject = models.CharField(max_length=120, db_index=True)
    record = models.CharField(max_length=64)
    matters = models.CharField(max_length=64)
    events = models.BigIntegerField()
    user = models.CharField(max_length=150)
    name = models.CharField(max_length=200)
    person = models.CharField(max_length=100, blank=True)
    meaning = models.CharField(max_length=20, default=REVIEWED)
    comment = models.TextField(blank=True)
    at = models.CharField(max_length=40)
    prev = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)

    objects = _Kept.as_manager()

    def save(self, *_: Any, **__: Any) -> None:
        if self.pk is not None:
            raise Never("a review is never changed")
        super().save(force_insert=True)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise Never("a review is never deleted")
