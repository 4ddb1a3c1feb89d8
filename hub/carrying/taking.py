"""What a station put on a stick is taken in by the very rules of the network: the same bytes,
the same chain, the same refusals. The signature of its device stands for the token."""

from __future__ import annotations

from hashlib import file_digest
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from msgspec import Struct

from hub.access import revoked
from hub.devices.models import Device
from hub.evidence.holding import keep, lacking
from hub.ingest import meeting
from hub.ingest.accepting import accept
from hub.ingest.chained import chained
from hub.ingest.unpacking import lines_in
from hub.problems import HubProblem
from sop.signing import Untrusted, key_id, open_sealed
from sop.wire import stick as places
from sop.wire.documents import PAYLOAD_CARRIED, Carried, CarriedFile, Role
from sop.wire.limits import BATCH_BYTES, COMPRESSION, EVENT_BYTES, EVIDENCE_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from sop.wire.messages import Welcome


class Taken(Struct, frozen=True):
    """One station's visit. `have` is the event the hub now holds it up to."""

    device: Device
    station: str
    have: int
    photographs: int
    welcome: Welcome


def stations_on(stick: Path) -> list[str]:
    """Devices that left something there."""
    root = stick / places.FOLDER / "up"
    return sorted(it.parent.name for it in root.glob(f"*/{places.CARRIED}"))


def take(stick: Path, name: str) -> Taken:
    """Everything that station put there. Twice is once. Raises `HubProblem`; batches before the
    one refused are in."""
    folder = places.up(stick, name)
    device = _device(name)
    carried = _opened(folder, device)
    contact = carried.contact
    meeting.welcome(device, contact)
    for batch in carried.batches:
        body = _content(folder, batch, BATCH_BYTES + EVENT_BYTES)
        accept(device.pk, UUID(contact.log), chained(lines_in(body, COMPRESSION)))
    photographs = _take_photographs(folder, carried)
    welcome = meeting.welcome(device, contact)
    return Taken(device, contact.health.station, welcome.have.seq, photographs, welcome)


def _device(name: str) -> Device:
    try:
        device = Device.objects.filter(pk=UUID(name)).first()
    except ValueError:
        device = None
    if device is None:
        raise HubProblem(404, "unknown_device", f"未登记的终端 {name}", f"No such device: {name}")
    if device.revoked_at is not None:
        raise revoked()
    return device


def _opened(folder: Path, device: Device) -> Carried:
    """Signed with the key the device has, or with the one it announced."""
    keys = {key_id(key): key for key in (device.public_key, device.pending_key) if key}
    path = folder / places.CARRIED
    try:
        envelope = path.read_bytes() if path.stat().st_size < 64 << 20 else b""
        told = open_sealed(envelope, PAYLOAD_CARRIED, Carried, keys, Role(keys=list(keys)))
    except (Untrusted, OSError) as doubt:
        raise HubProblem(
            403, "not_its_word", "U 盘内容的签名无效", "What is on the stick is not soundly signed",
            str(doubt),
        ) from doubt  # fmt: skip
    if told.document.device != str(device.pk):
        raise HubProblem(403, "other_device", "U 盘内容属于另一台终端", "It is another device's")
    return told.document


def _content(folder: Path, told: CarriedFile, most: int) -> bytes:
    path = _path(folder, told)
    if not path.is_file() or told.size > most or path.stat().st_size != told.size:
        raise _damaged(told.path)
    with path.open("rb") as file:
        if file_digest(file, "sha256").hexdigest() != told.sha256:
            raise _damaged(told.path)
        file.seek(0)
        return file.read()


def _path(folder: Path, told: CarriedFile) -> Path:
    """Below the station's folder and nowhere else."""
    path = (folder / told.path).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise _damaged(told.path)
    return path


def _take_photographs(folder: Path, carried: Carried) -> int:
    wanted = lacking({it.sha256 for it in carried.photographs})
    for told in carried.photographs:
        if told.sha256 in wanted:
            content = _content(folder, told, EVIDENCE_BYTES)
            with transaction.atomic():
                keep(told.sha256, content, told.size)
    return len(wanted)


def _damaged(what: str) -> HubProblem:
    return HubProblem(
        422, "damaged", "U 盘上的文件缺失或损坏", "A file on the stick is missing or damaged", what
    )
