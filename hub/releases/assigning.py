"""Assignments: what each station was told is in force there, signed and only ever counting up."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from hub.devices.models import Device
from hub.releases import waiting
from hub.releases.keyring import held_of
from hub.releases.models import Issued, Placement, Told, Withdrawal
from hub.releases.placing import Place, Site, applies, in_force, starts
from hub.releases.refusals import ReleaseRefused
from hub.releases.trust import document, office
from sop.signing import canonical_bytes, seal
from sop.wire.documents import PAYLOAD_ASSIGNMENT, Assigned, Assignment, Withdrawn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sop.signing import SigningKey

HIGHEST = 1 << 52
"""No hub ever counted to it."""


class _Office:
    """Everything that was decided, read once for however many stations."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.withdrawals = list(
            Withdrawal.objects.select_related("release").order_by("withdrawn_at", "pk")
        )
        self.places = _places({it.pk for it in self.withdrawals})
        self.signers = signers()

    def content(self, site: Site, device: str) -> Assignment:
        """What is in force there, without count and date."""
        return Assignment(
            device=device,
            count=0,
            issued="",
            withdrawals=[_withdrawn(it) for it in self.withdrawals if _concerns(it, site)],
            releases=in_force(self.places, site, self.now),
        )


def renew(devices: Iterable[Device] | None = None, *, resign: bool = False) -> int:
    """Tell these stations (or all) what is in force now; returns for how many that is news.

    `resign`: sign anew even what has not changed, because another key signs from now on.
    """
    with office():
        told = list(devices) if devices is not None else _enrolled()
        changed = _renew(told, resign)
        transaction.on_commit(waiting.wake)
    return changed


def count_for(device: Device, at_least: int = 0) -> int:
    """The count in force at that device; the first time it is told it.

    `at_least`: the highest count it says it accepted. A hub that was restored from a backup goes
    on above it: the station would refuse anything lower. What no hub ever counted to is ignored.
    """
    at_least = at_least if at_least < HIGHEST else 0
    newest = newest_for(device)
    if newest is None or newest.count < at_least or _called(newest) != _called(device):
        with office():
            _renew([device], resign=newest is None or newest.count < at_least, above=at_least)
        newest = newest_for(device)
    return newest.count if newest else 0


def newest_for(device: Device) -> Issued | None:
    return Issued.objects.filter(device=device).order_by("-count").first()


def in_force_anywhere() -> dict[str, int]:
    """The releases in force now at any enrolled station, each with at how many of them."""
    now, devices = timezone.localtime(), _enrolled()
    places = _places(set(Withdrawal.objects.values_list("pk", flat=True)))
    found: Counter[str] = Counter()
    for site in _sites(devices).values():
        assigned = in_force(places, site, now)
        found.update(it.release for it in assigned if starts(it, now) <= now)
    return dict(found)


def was_told(device: Device, release: str) -> bool:
    """Was it ever assigned there? Then it may be fetched there."""
    return Told.objects.filter(device=device, release_id=release).exists()


def _called(it: Issued | Device) -> tuple[str, str | None]:
    return it.station, it.operation


def _renew(devices: list[Device], resign: bool, above: int = 0) -> int:
    now = timezone.localtime()
    decided = _Office(now)
    sites, newest = _sites(devices), _newest(devices)
    issued = []
    for device in devices:
        content = decided.content(sites[device.pk], str(device.pk))
        digest = sha256(msgspec.json.encode(content, order="deterministic")).hexdigest()
        count, known = newest.get(device.pk, (0, ""))
        if resign or digest != known:
            issued.append(_issue(device, content, digest, max(count, above) + 1, decided))
    Issued.objects.bulk_create([row for row, _ in issued], batch_size=200)
    _remember(issued, sites)
    return len(issued)


def _issue(
    device: Device, content: Assignment, digest: str, count: int, decided: _Office
) -> tuple[Issued, Assignment]:
    issued = decided.now.isoformat(timespec="seconds")
    told = msgspec.structs.replace(content, count=count, issued=issued)
    envelope = canonical_bytes(seal(told, PAYLOAD_ASSIGNMENT, *decided.signers))
    row = Issued(
        device=device,
        count=count,
        envelope=envelope,
        content=digest,
        station=device.station,
        operation=device.operation,
        issued_at=decided.now,
    )
    return row, told


def _remember(issued: list[tuple[Issued, Assignment]], sites: dict[object, Site]) -> None:
    told = [
        Told(device=row.device, release_id=it.release)
        for row, assignment in issued
        for it in assignment.releases
        if it.release not in sites[row.device.pk].told
    ]
    Told.objects.bulk_create(told, batch_size=200, ignore_conflicts=True)


def _enrolled() -> list[Device]:
    return list(Device.objects.filter(revoked_at=None).order_by("pk"))


def _sites(devices: list[Device]) -> dict[object, Site]:
    told: dict[object, set[str]] = {device.pk: set() for device in devices}
    rows = Told.objects.all() if len(devices) > 1 else Told.objects.filter(device__in=devices)
    for device, release in rows.values_list("device_id", "release_id"):
        if device in told:
            told[device].add(release)
    return {
        it.pk: Site(station=it.station, operation=it.operation, told=frozenset(told[it.pk]))
        for it in devices
    }


def _newest(devices: list[Device]) -> dict[object, tuple[int, str]]:
    """By device the highest count and what it says."""
    rows = Issued.objects.all() if len(devices) > 1 else Issued.objects.filter(device__in=devices)
    highest = dict(rows.values_list("device").annotate(Max("count")))
    newest = rows.filter(count__in=set(highest.values())).values_list("device", "count", "content")
    return {
        device: (count, content) for device, count, content in newest if highest[device] == count
    }


def _places(withdrawn: set[str]) -> list[Place]:
    """From the newest to the oldest."""
    placements = Placement.objects.select_related("release").order_by("-pk")
    return [_place(it, it.release_id in withdrawn) for it in placements]


def _place(it: Placement, withdrawn: bool) -> Place:
    release = it.release
    return Place(
        assigned=Assigned(
            code=release.code,
            revision=release.revision,
            release=release.digest,
            manifest=release.manifest,
            effective=it.effective,
        ),
        station=it.station,
        percent=it.percent,
        halted=it.halted_at is not None,
        withdrawn=withdrawn,
        stations=release.stations,
        operations=release.operations,
    )


def _concerns(it: Withdrawal, site: Site) -> bool:
    release = it.release
    return release.digest in site.told or applies(release.stations, release.operations, site)


def _withdrawn(it: Withdrawal) -> Withdrawn:
    return Withdrawn(release=it.release_id, severity=it.severity, reason=it.reason)


def signers() -> list[SigningKey]:
    """The keys that sign what stations are told. Raises `ReleaseRefused` when too few are here."""
    role = document().assignment
    found = held_of(role.keys)
    if len(found) < role.threshold:
        raise ReleaseRefused("no_assignment_key")
    return found
