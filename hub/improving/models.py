"""Suggestions and who has read what, read from the journals; what people decided, for good."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class NeverChanged(Exception):
    """What somebody decided was to be rewritten: a fault of the program, told to nobody else."""


class Suggestion(models.Model):
    """What somebody proposed. A row made from its event: read again, it is the same row.

    `received_at`: when the event came up. The photographs are those its event names.
    """

    id = models.CharField(max_length=64, primary_key=True)
    log = models.ForeignKey("ingest.Log", models.CASCADE, db_index=False)
    seq = models.BigIntegerField()
    person = models.CharField(max_length=100, db_index=True)
    name = models.CharField(max_length=200)
    release = models.CharField(max_length=64)
    code = models.CharField(max_length=100, db_index=True)
    revision = models.CharField(max_length=50)
    step = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    execution = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    received_at = models.DateTimeField(db_index=True)


class _FromFact(models.Model):
    """Of one person and release, as a station told it. Read again, it is the same row."""

    log = models.ForeignKey("ingest.Log", models.CASCADE, db_index=False)
    seq = models.BigIntegerField()
    person = models.CharField(max_length=100)
    release = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Acknowledgement(_FromFact):
    """Somebody was shown every change of that revision, and said so."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=["log", "seq"], name="acknowledgement_once"),)


class QuizAnswer(_FromFact):
    """An answer to question `question` (from 0); `attempt` counts from 1."""

    question = models.PositiveSmallIntegerField()
    correct = models.BooleanField()
    attempt = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["log", "seq"], name="quiz_answer_once"),)


class QuizPass(_FromFact):
    """All `questions` asked were answered, `first_right` of them at the first try."""

    questions = models.PositiveSmallIntegerField()
    first_right = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["log", "seq"], name="quiz_pass_once"),)


class Case(models.Model):
    """Where a suggestion stands, from its first answer on; its decisions say how it came to that.
    Its row is held while somebody answers. Names the suggestion, whose row can be made again."""

    suggestion = models.CharField(max_length=64, primary_key=True)
    status = models.CharField(max_length=20, blank=True)
    due = models.DateTimeField(null=True)
    release = models.CharField(max_length=64, blank=True)
    revision = models.CharField(max_length=50, blank=True)
    decisions = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField(null=True)
    in_time = models.BooleanField(default=False)


class _Kept(models.QuerySet):
    def update(self, **_: Any) -> NoReturn:
        raise NeverChanged("what was decided is never changed")

    def delete(self) -> NoReturn:
        raise NeverChanged("what was decided is never deleted")


class _Decided(models.Model):
    """Only ever added: who, when and why."""

    who = models.CharField(max_length=150)
    why = models.TextField(blank=True)
    at = models.DateTimeField()

    objects = _Kept.as_manager()

    class Meta:
        abstract = True

    def save(self, *_: Any, **__: Any) -> None:
        if self.pk is not None:
            raise NeverChanged("what was decided is never changed")
        super().save(force_insert=True)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise NeverChanged("what was decided is never deleted")


class Decision(_Decided):
    """An answer to a suggestion, or the correction of one: from `old` to `new`.

    `old` and `new`: `{"status", "due", "revision", "release"}`, `old` empty at first.
    """

    suggestion = models.CharField(max_length=64, db_index=True)
    number = models.PositiveIntegerField()
    old = models.JSONField()
    new = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["suggestion", "number"], name="a_decision_a_number"),
        )


class Credit(_Decided):
    """Points given for a suggestion, or withdrawn (below 0). `month`: the first day of the month
    they count in; what is withdrawn, in the month it was given. `team`: as it was then."""

    suggestion = models.CharField(max_length=64, db_index=True)
    decision = models.ForeignKey(Decision, models.PROTECT)
    person = models.CharField(max_length=100)
    team = models.CharField(max_length=100, blank=True)
    points = models.IntegerField()
    month = models.DateField(db_index=True)


class Listing(_Decided):
    """Whether a person may stand on the leaderboard; the latest word counts."""

    person = models.CharField(max_length=100, db_index=True)
    listed = models.BooleanField()
