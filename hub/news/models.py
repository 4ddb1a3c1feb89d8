"""What was told to each station, in order."""

from __future__ import annotations

from django.db import models


class Box(models.Model):
    """Of one station: `latest` is the highest number told to it. Its row is held while one more is
    told: numbers become visible in their order, so that a station that asks for what is after one
    misses none."""

    device = models.OneToOneField("devices.Device", models.CASCADE, primary_key=True)
    latest = models.BigIntegerField(default=0)


class Piece(models.Model):
    """One piece of news: `told` is `sop.wire.messages.News` as it goes over the line."""

    pk = models.CompositePrimaryKey("device_id", "number")
    device = models.ForeignKey("devices.Device", models.CASCADE, db_index=False)
    number = models.BigIntegerField()
    told = models.BinaryField()
