"""Stations as the hub knows them."""

from django.db import models


class Identity(models.Model):
    """This hub, one row. `epoch` is made anew by a restore: stations then ask where it stands."""

    id = models.UUIDField(primary_key=True)
    epoch = models.UUIDField()
    name = models.CharField(max_length=100)
    made_at = models.DateTimeField()


class Device(models.Model):
    """An enrolled station. `pending_key` holds beside `public_key` until it is first used.

    `named`: the hub gave it its name and operation; else it is called what it calls itself.
    `line`: the stations of one line show one another's calls.
    """

    id = models.UUIDField(primary_key=True)
    station = models.CharField(max_length=100)
    operation = models.CharField(max_length=100, null=True, blank=True)
    named = models.BooleanField(default=False)
    line = models.CharField(max_length=100, blank=True)
    public_key = models.CharField(max_length=64)
    pending_key = models.CharField(max_length=64, blank=True)
    enrolled_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_contact = models.DateTimeField(null=True)
    health = models.JSONField(default=dict)
    """The last `sop.wire.messages.Health` it told, of which `log`, and how many events of that were
    `held` here at that moment."""


class EnrolmentCode(models.Model):
    """Good once, for a short time. Only its SHA-256 is kept. `device`: the one that used it."""

    digest = models.CharField(max_length=64, primary_key=True)
    station = models.CharField(max_length=100, blank=True)
    operation = models.CharField(max_length=100, null=True, blank=True)
    line = models.CharField(max_length=100, blank=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    device = models.ForeignKey(Device, models.CASCADE, null=True)


class SpentNonce(models.Model):
    """A nonce that won a token; it wins no other. Kept until it would be over anyway."""

    value = models.CharField(max_length=64, primary_key=True)
    expires_at = models.DateTimeField()
