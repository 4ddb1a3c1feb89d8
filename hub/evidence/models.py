"""Photographs that have arrived."""

from django.db import models


class Evidence(models.Model):
    """Verified, durable in the object store, and named by its SHA-256. `size` in bytes."""

    digest = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    received_at = models.DateTimeField()
