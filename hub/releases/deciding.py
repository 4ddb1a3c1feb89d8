"""Decisions about what is out: placing it elsewhere or anew, withdrawing it."""

from __future__ import annotations

from typing import Literal

from django.utils import timezone

from hub.devices.models import Device
from hub.people.auditing import note
from hub.releases.assigning import renew
from hub.releases.models import Placement, Release, Withdrawal
from hub.releases.publishing import moment
from hub.releases.refusals import ReleaseRefused
from hub.releases.trust import office


def assign(
    release: Release, station: str = "", percent: int = 100, effective: str = ""
) -> Placement:
    """Put a release in force, at one station or wherever it applies: an earlier one again, a
    staged one for more stations, a halted one on. Raises `ReleaseRefused`."""
    with office():
        _require_assignable(release, station, percent)
        if effective and moment(effective) < moment(release.effective):
            raise ReleaseRefused(
                "bad_terms",
                422,
                reason_zh=f"生效时间不得早于 {release.effective}",
                reason_en=f"It cannot be in force before {release.effective}",
            )
        placement = Placement.objects.create(
            release=release,
            code=release.code,
            station=station,
            percent=percent,
            effective=effective or release.effective,
            placed_at=timezone.now(),
        )
        told = {"station": station, "percent": percent, "effective": placement.effective}
        note("assigned", release.digest, None, {"release": str(release), **told})
        renew()
    return placement


def withdraw(
    release: Release, severity: Literal["finish", "stop"], reason: dict[str, str]
) -> Withdrawal:
    """It must not start any more; with `stop` running executions halt at their next step.

    Once more can only make it graver. Raises `ReleaseRefused`.
    """
    with office():
        known = Withdrawal.objects.filter(release=release).first()
        if known is not None and (known.severity == "stop" or severity == "finish"):
            raise ReleaseRefused("already_withdrawn", code=release.code, revision=release.revision)
        told, _ = Withdrawal.objects.update_or_create(
            release=release,
            defaults={"severity": severity, "reason": reason, "withdrawn_at": timezone.now()},
        )
        old = known.severity if known else None
        note("withdrawn", release.digest, old, {"release": str(release), "severity": severity},
             reason.get("zh") or reason.get("en") or "")  # fmt: skip
        renew()
    return told


def _require_assignable(release: Release, station: str, percent: int) -> None:
    named = {"code": release.code, "revision": release.revision}
    if release.approved_at is None:
        raise ReleaseRefused("not_approved", **named)
    if Withdrawal.objects.filter(release=release).exists():
        raise ReleaseRefused("withdrawn", **named)
    if station and not Device.objects.filter(station=station, revoked_at=None).exists():
        raise ReleaseRefused("no_station", 404, station=station)
    if not 0 < percent <= 100:
        raise ReleaseRefused(
            "bad_terms",
            422,
            reason_zh="比例须在 1 至 100 之间",
            reason_en="The percentage must lie between 1 and 100",
        )
