"""Where each call stands, made from the journals."""

from __future__ import annotations

from django.db import models


class Call(models.Model):
    """An exception from its call to its end; made again from the journals at any time.

    `raised_at` is None while only another station's answer has come up: nothing is shown of it yet.
    `effect`: what it does to the run. `called`: the roles it went on to, in their order. `answers`:
    who comes, as {"name", "station", "at"}. `waits`: nobody comes, or it went on since. `held`: a
    team lead left it standing, knowingly. `over`: disposed of. Seconds from the call to the first
    answer, and to its end, by the station's own clock. Its row is held while it is written.
    """

    exception = models.CharField(max_length=64, primary_key=True)
    device = models.ForeignKey("devices.Device", models.CASCADE, null=True, related_name="+")
    station = models.CharField(max_length=100, blank=True)
    execution = models.CharField(max_length=64, blank=True)
    release = models.CharField(max_length=64, blank=True)
    code = models.CharField(max_length=100, blank=True)
    revision = models.CharField(max_length=50, blank=True)
    unit = models.CharField(max_length=200, blank=True)
    step = models.CharField(max_length=100, blank=True)
    category = models.CharField(max_length=20, blank=True)
    severity = models.CharField(max_length=20, blank=True)
    effect = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)
    automatic = models.BooleanField(default=False)
    by = models.CharField(max_length=100, blank=True)
    raised_at = models.DateTimeField(null=True)
    called = models.JSONField(default=list)
    answers = models.JSONField(default=list)
    waits = models.BooleanField(default=True)
    held = models.BooleanField(default=False)
    over = models.BooleanField(default=False)
    disposition = models.CharField(max_length=20, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    respond_s = models.FloatField(null=True)
    resolve_s = models.FloatField(null=True)

    class Meta:
        indexes = (models.Index(fields=["over", "-raised_at"], name="call_over"),)
