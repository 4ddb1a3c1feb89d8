"""What a device may fetch: what it is assigned, or was. Anything else is not there for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.problems import HubProblem
from hub.releases.models import Release, ReleaseFile

if TYPE_CHECKING:
    from hub.devices.models import Device


class NotHere(HubProblem):
    """The same whether it does not exist or is another station's: nobody learns by asking."""

    def __init__(self) -> None:
        super().__init__(404, "not_found", "没有这个文件", "There is no such file here")


def manifest_for(device: Device, digest: str) -> bytes:
    """The envelope of the manifest with that digest. Raises `NotHere`."""
    found = Release.objects.filter(manifest=digest, told__device=device).first()
    if found is None:
        raise NotHere
    return bytes(found.envelope)


def require_document(device: Device, digest: str) -> None:
    if not Release.objects.filter(digest=digest, told__device=device).exists():
        raise NotHere


def require_file(device: Device, digest: str) -> None:
    if not ReleaseFile.objects.filter(sha256=digest, release__told__device=device).exists():
        raise NotHere
