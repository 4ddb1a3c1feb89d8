"""What a station takes home: a receipt, its roster and assignment, and every release it lacks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from hub.objects import objects
from hub.people.telling import newest_for as told_people
from hub.releases import trust
from hub.releases.assigning import newest_for
from hub.releases.keyring import held_of
from hub.releases.models import Release
from sop.signing import payload_of, seal
from sop.wire import stick as places
from sop.wire.documents import PAYLOAD_RECEIPT, Assignment, Receipt

if TYPE_CHECKING:
    from pathlib import Path

    from hub.carrying.taking import Taken


def give(stick: Path, taken: Taken) -> int:
    """Returns how many releases were put there. The receipt comes last: with it all is there."""
    folder = places.down(stick, str(taken.device.pk))
    (folder / places.RECEIPT).unlink(missing_ok=True)
    for version in range(1, trust.version() + 1):
        _write(folder / "trust" / f"{version}.json", trust.envelope_of(version) or b"")
    _put_roster(folder, taken)
    releases = _put_assignment(folder, taken)
    receipt = Receipt(device=str(taken.device.pk), welcome=taken.welcome)
    signers = held_of(trust.document().assignment.keys)
    envelope = seal(receipt, PAYLOAD_RECEIPT, *signers)
    _write(folder / places.RECEIPT, msgspec.json.encode(envelope))
    return releases


def _put_roster(folder: Path, taken: Taken) -> None:
    issued = told_people(taken.device)
    if issued is not None:
        _write(folder / places.ROSTER, bytes(issued.envelope))


def _put_assignment(folder: Path, taken: Taken) -> int:
    issued = newest_for(taken.device)
    if issued is None:
        return 0
    envelope = bytes(issued.envelope)
    _write(folder / places.ASSIGNMENT, envelope)
    assignment = msgspec.json.decode(payload_of(envelope), type=Assignment)
    held = set(taken.device.health.get("releases", []))
    wanted = [it.release for it in assignment.releases if it.release not in held]
    named = [it.release for it in assignment.releases]
    for release in Release.objects.filter(digest__in=named).prefetch_related("files"):
        _write(folder / "manifests" / release.manifest, bytes(release.envelope))
        if release.digest in wanted:
            _put_release(folder, release)
    return len(wanted)


def _put_release(folder: Path, release: Release) -> None:
    _write(folder / "documents" / release.digest, objects().read(release.digest))
    for file in release.files.all():
        target = folder / "files" / file.sha256
        if not target.is_file() or target.stat().st_size != file.size:
            _write(target, objects().read(file.sha256))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
