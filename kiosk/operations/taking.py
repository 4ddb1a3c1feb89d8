"""Taking releases in: what their manifests said of them, and which could not be taken.

A manifest is kept without its list of files: those were proved when they arrived.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from kiosk.version import version
from sop.wire.documents import Manifest
from sop.wire.failures import release_failed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.operations.station import Station

FAILURES = "release_failures"
TOO_OLD = "kiosk_too_old"


def keep_manifest(station: Station, digest: str, manifest: Manifest) -> None:
    """Remember what the signed manifest of that digest says about its release."""
    told = msgspec.to_builtins(msgspec.structs.replace(manifest, files=[]))
    station.store.settings.put(_key(manifest.release), {"digest": digest, "manifest": told})


def manifest_of(station: Station, release: str) -> Manifest | None:
    """Without its files; None for a release that was installed by hand."""
    kept = station.store.settings.get(_key(release))
    return None if kept is None else msgspec.convert(kept["manifest"], Manifest)


def has_manifest(station: Station, release: str, digest: str) -> bool:
    """Whether that very manifest is known here."""
    kept = station.store.settings.get(_key(release))
    return kept is not None and kept["digest"] == digest


def running_of(station: Station, release: str) -> Literal["finish", "restart"]:
    """What the release asks of executions begun under an earlier revision."""
    manifest = manifest_of(station, release)
    return "finish" if manifest is None else manifest.running


def may_run(station: Station, release: str) -> bool:
    """Whether this program is new enough for it."""
    manifest = manifest_of(station, release)
    return manifest is None or can_run_here(manifest)


def can_run_here(manifest: Manifest) -> bool:
    """A program that does not know its own version is taken to be a developer's newest."""
    from sop.signing.accepting import can_run

    return version().startswith("0+") or can_run(manifest, version())


def failures_of(station: Station) -> dict[str, str]:
    """By the digest of each assigned release that could not be taken: what went wrong."""
    return dict(station.store.settings.get(FAILURES, {}))


def put_failures(station: Station, failures: dict[str, str]) -> bool:
    """Whether that is any news."""
    if failures == failures_of(station):
        return False
    station.store.settings.put(FAILURES, failures)
    return True


def problems_of(station: Station) -> Iterable[str]:
    """The same, as the hub is told it."""
    return [release_failed(release, code) for release, code in failures_of(station).items()]


def _key(release: str) -> str:
    return f"manifest:{release}"
