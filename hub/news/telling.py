"""Telling a station something, once and in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from django.db import transaction
from django.utils import timezone

from hub.news.models import Box, Piece
from sop.wire.messages import News, NewsList

if TYPE_CHECKING:
    from hub.devices.models import Device

PAGE = 200


def tell(device: Device, kind: str, about: str, **more: Any) -> News:
    """One more piece of news for that station, in the caller's transaction if there is one.

    `more` are the other fields of `News`. Numbers go by the clock as well as upwards: a hub
    restored from a backup goes on above what it told before.
    """
    now = timezone.now()
    with transaction.atomic():
        Box.objects.get_or_create(device=device)
        box = Box.objects.select_for_update().get(device=device)
        box.latest = max(box.latest + 1, int(now.timestamp() * 1000))
        at = timezone.localtime(now).isoformat(timespec="seconds")
        news = News(number=box.latest, kind=kind, about=about, at=at, **more)
        told = msgspec.json.encode(news)
        Piece.objects.create(device=device, number=news.number, told=told)
        box.save(update_fields=["latest"])
    return news


def latest(device: Device) -> int:
    """The number of the newest piece for that station; 0 before there is one."""
    return Box.objects.filter(device=device).values_list("latest", flat=True).first() or 0


def after(device: Device, number: int) -> NewsList:
    """What follows that number, at most `PAGE`."""
    rows = Piece.objects.filter(device=device, number__gt=number).order_by("number")
    told = rows.values_list("told", flat=True)[:PAGE]
    return NewsList([msgspec.json.decode(bytes(it), type=News) for it in told])
