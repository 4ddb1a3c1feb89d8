"""The beginning of a session: a log is met, or met again, and the station told where we stand."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import msgspec
from django.db import transaction
from django.utils import timezone

from hub.devices.identity import identity
from hub.ingest.models import Event, Log
from hub.problems import HubProblem
from sop.journal import EMPTY, Head, digest_of
from sop.wire.messages import Branch, Contact, Welcome

if TYPE_CHECKING:
    from hub.devices.models import Device


def welcome(device: Device, contact: Contact) -> Welcome:
    """Raises `HubProblem` for a log of another device."""
    log = _met(device, contact)
    _remember(device, contact)
    from hub.releases.rollout import standing

    newest = standing(device, contact.health)
    hub = identity()
    return Welcome(
        hub=str(hub.pk),
        epoch=str(hub.epoch),
        log=str(log.pk),
        have=Head(log.seq, log.digest),
        durable_seq=log.durable_seq,
        trust=newest.trust,
        assignment=newest.assignment,
        at=timezone.now().isoformat(timespec="milliseconds"),
    )


def log_of(device: Device, name: UUID) -> Log:
    """That log, if it is this device's. Raises `HubProblem`."""
    log = Log.objects.filter(pk=name).first()
    if log is None:
        raise unknown_log()
    if log.device_id != device.pk:
        raise other_device()
    return log


def digests_at(device: Device, name: UUID, seqs: list[int]) -> dict[int, str]:
    """Of a branch also those of its parents, up to where it branched off."""
    found: dict[int, str] = {0: EMPTY.digest} if 0 in seqs else {}
    log: Log | None = log_of(device, name)
    wanted = {seq for seq in seqs if 0 < seq <= (log.seq if log else 0)}
    while log is not None and wanted:
        here = [seq for seq in wanted if seq > log.parent_seq]
        rows = Event.objects.filter(log=log, seq__in=here).values_list("seq", "body")
        found |= {seq: digest_of(bytes(body)) for seq, body in rows}
        wanted = {seq for seq in wanted if seq <= log.parent_seq}
        log = log.parent
    return found


def unknown_log() -> HubProblem:
    return HubProblem(
        404, "unknown_log", "未登记的账本，请先联系", "That log was never announced by /contact"
    )


def other_device() -> HubProblem:
    return HubProblem(403, "other_device", "该账本属于另一台终端", "That log is another device's")


def _met(device: Device, contact: Contact) -> Log:
    try:
        name = UUID(contact.log)
    except ValueError as error:
        raise HubProblem(422, "invalid", "账本编号无效", "That is no log id") from error
    log = Log.objects.filter(pk=name).first()
    if log is None:
        log = _begin(device, name, contact.parent)
    if log.device_id != device.pk:
        raise other_device()
    return log


def _begin(device: Device, name: UUID, parent: Branch | None) -> Log:
    """A branch of a log that is not held here, or not so far, holds everything itself."""
    log = Log(pk=name, device=device, began_at=timezone.now())
    if parent is not None and (held := _held_parent(device, parent)) is not None:
        log.parent, log.parent_seq = held, parent.head.seq
        log.seq, log.digest = parent.head.seq, parent.head.digest
    with transaction.atomic():
        return Log.objects.get_or_create(
            pk=name,
            defaults={
                "device": device,
                "parent": log.parent,
                "parent_seq": log.parent_seq,
                "seq": log.seq,
                "digest": log.digest,
                "began_at": log.began_at,
            },
        )[0]


def _held_parent(device: Device, parent: Branch) -> Log | None:
    try:
        name = UUID(parent.log)
        held = digests_at(device, name, [parent.head.seq])
    except (ValueError, HubProblem):
        return None
    if held.get(parent.head.seq) != parent.head.digest:
        return None
    return Log.objects.get(pk=name)


def _remember(device: Device, contact: Contact) -> None:
    """The roster: when the station was last heard of, and what it said of itself."""
    health = contact.health
    device.last_contact = timezone.now()
    device.health = msgspec.to_builtins(health)
    device.station = health.station[:100] or device.station
    device.operation = health.operation[:100] if health.operation else None
    device.save(update_fields=["last_contact", "health", "station", "operation"])
