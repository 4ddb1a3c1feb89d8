"""What stations told of exceptions, the work order each opened, and every step of the work."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class NeverChanged(Exception):
    """What somebody did was to be rewritten: a fault of the program, told to nobody else."""


class Told(models.Model):
    """One event about an exception, from any station's journal. Read again, it is the same row;
    in whatever order they come up, together they tell one story."""

    pk = models.CompositePrimaryKey("log_id", "seq")
    log = models.ForeignKey("ingest.Log", models.CASCADE, db_index=False)
    seq = models.BigIntegerField()
    exception = models.CharField(max_length=64, db_index=True)
    execution = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    body = models.BinaryField()


class Order(models.Model):
    """The work order of one exception, and where it stands; its moves say how it came to that.

    `status`: open, taken, done or closed. `answer_due`: when the procedure's owner promised an
    answer; `first_at` when somebody gave one, `in_time` whether by then. `due`: when the work is
    done at the latest. `check`: what is looked at before it is closed. `escalated`: how often it
    went on because it was overdue. Its row is held while somebody moves it.
    """

    exception = models.CharField(max_length=64, primary_key=True)
    device = models.ForeignKey("devices.Device", models.PROTECT, related_name="+")
    station = models.CharField(max_length=100, db_index=True)
    execution = models.CharField(max_length=64, blank=True, db_index=True)
    release = models.CharField(max_length=64, blank=True)
    code = models.CharField(max_length=100, blank=True, db_index=True)
    revision = models.CharField(max_length=50, blank=True)
    step = models.CharField(max_length=100, blank=True)
    category = models.CharField(max_length=20)
    severity = models.CharField(max_length=20)
    note = models.TextField(blank=True)
    raised_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    owner = models.CharField(max_length=200, blank=True)
    assignee = models.CharField(max_length=150, blank=True)
    answer_due = models.DateTimeField()
    first_at = models.DateTimeField(null=True)
    in_time = models.BooleanField(default=False)
    due = models.DateTimeField()
    check_asked = models.TextField(blank=True)
    status = models.CharField(max_length=10, default="open")
    escalated = models.PositiveSmallIntegerField(default=0)
    moves = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["status", "due"], name="order_status_due"),)


class _Kept(models.QuerySet):
    def update(self, **_: Any) -> NoReturn:
        raise NeverChanged("what was done about an exception is never changed")

    def delete(self) -> NoReturn:
        raise NeverChanged("what was done about an exception is never deleted")


class Move(models.Model):
    """One step of the work: who, what, from which state to which, why, and the evidence (SHA-256).
    Only ever added. `what`: opened, taken, assigned, done, closed, reopened or escalated."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="story")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=20)
    who = models.CharField(max_length=150)
    why = models.TextField(blank=True)
    at = models.DateTimeField()
    old = models.JSONField()
    new = models.JSONField()
    evidence = models.JSONField(default=list)

    objects = _Kept.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["order", "number"], name="a_move_a_number"),)

    def save(self, *_: Any, **__: Any) -> None:
        if self.pk is not None:
            raise NeverChanged("what was done about an exception is never changed")
        super().save(force_insert=True)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise NeverChanged("what was done about an exception is never deleted")
