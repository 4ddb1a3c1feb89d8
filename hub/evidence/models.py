"""Photographs that have arrived."""

from django.db import models


class Evidence(models.Model):
    """Verified, durable in the object store, and named by its SHA-256. `size` in bytes."""

    digest = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    received_at = models.DateTimeField()


class Removed(models.Model):
    """A photograph that was removed when its time was over: what stays of it. Never changed; the
    database takes no row whose time is not over."""

    digest = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    removed_at = models.DateTimeField()
    because = models.CharField(max_length=300)


class Hold(models.Model):
    """Nothing of that run is removed until it is freed, however old it gets."""

    execution = models.CharField(max_length=64, db_index=True)
    because = models.CharField(max_length=300)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
