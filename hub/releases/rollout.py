"""Staged roll-outs watch themselves: when stations fail to take a release, it goes no further."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.utils import timezone
from msgspec import Struct

from hub.devices.models import Device
from hub.people.auditing import write
from hub.releases import trust
from hub.releases.assigning import count_for, newest_for, renew
from hub.releases.models import Placement, Told
from hub.releases.refusals import ReleaseRefused
from sop.wire.failures import failed_release

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sop.wire.messages import Health

_LOG = logging.getLogger(__name__)
FAILING = 0.05
"""The part of the told stations that may fail before it is halted; the first one always halts a
roll-out to so few."""


class Standing(Struct, frozen=True):
    """The newest trust version, and the count in force at the device that asked."""

    trust: int
    assignment: int


def standing(device: Device, health: Health) -> Standing:
    """A station made contact: hear what it could not take, and say which counts are valid.

    A hub that can sign nothing (its key is gone) still takes records in: nothing is raised.
    """
    try:
        hear(device, health)
        return Standing(trust.version(), count_for(device, at_least=health.assignment))
    except ReleaseRefused as refused:
        _LOG.error("no assignment for %s: %s", device.station, refused)
        known = newest_for(device)
        return Standing(trust.version(), known.count if known else 0)


def hear(device: Device, health: Health) -> None:
    failed = _failed(health.problems)
    if not failed:
        return
    staged = Placement.objects.filter(release__in=failed, percent__lt=100, halted_at=None)
    for release in set(staged.values_list("release_id", flat=True)):
        failing = _failing(release) | {device.pk}
        told = max(1, Told.objects.filter(release_id=release).count())
        if len(failing) / told >= FAILING:
            _halt(release, f"{len(failing)} / {told}: {', '.join(health.problems)}")


def _halt(release: str, because: str) -> None:
    with trust.office():
        open_ = Placement.objects.filter(release=release, percent__lt=100, halted_at=None)
        open_.update(halted_at=timezone.now(), halted_because=because[:300])
        write("hub", "halted_rollout", release, None, None, because)
        renew()


def _failing(release: str) -> set[object]:
    """The stations it was told to that said so last time."""
    told = Device.objects.filter(told__release_id=release)
    rows = told.values_list("pk", "health")
    return {pk for pk, health in rows if release in _failed((health or {}).get("problems", []))}


def _failed(problems: Iterable[str]) -> set[str]:
    return {release for it in problems if (release := failed_release(it)) is not None}
