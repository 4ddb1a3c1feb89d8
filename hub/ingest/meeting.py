"""The beginning of a session: a log is met, or met again, and the station told where we stand."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec
from django.db import IntegrityError, transaction
from django.utils import timezone

from hub.devices.identity import identity
from hub.devices.models import Device
from hub.ingest.holding import digests
from hub.ingest.models import Log
from hub.news.telling import latest
from hub.people.marking import touch
from hub.people.telling import standing as people
from hub.problems import HubProblem
from sop.journal import EMPTY, Head
from sop.wire.messages import Branch, Contact, Welcome

if TYPE_CHECKING:
    from sop.wire.messages import Health

logger = logging.getLogger(__name__)


def welcome(device: Device, contact: Contact) -> Welcome:
    """Raises `HubProblem` for a log of another device."""
    log = _met(device, contact)
    _remember(device, contact.health, log)
    hub = identity()
    trust, assignment = _standing(device, contact.health)
    roster = people(device, contact.health.roster)
    return Welcome(
        hub=str(hub.pk),
        epoch=str(hub.epoch),
        log=contact.log,
        have=Head(log.seq, log.digest),
        durable_seq=log.durable_seq,
        trust=trust,
        assignment=assignment,
        roster=roster,
        news=latest(device),
        at=timezone.now().isoformat(timespec="milliseconds"),
    )


def digests_at(device: Device, name: UUID, seqs: list[int]) -> dict[int, str]:
    """Of a branch also those of its parents, up to where it branched off."""
    log = Log.objects.filter(pk=name).first()
    if log is None:
        raise unknown_log()
    if log.device_id != device.pk:
        raise other_device()
    return digests(name, seqs)


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
    log = Log.objects.filter(pk=name).first() or _begin(device, name, contact.parent)
    if log.device_id != device.pk:
        raise other_device()
    return log


def _begin(device: Device, name: UUID, parent: Branch | None) -> Log:
    held = _held(parent) if parent is not None else None
    head = parent.head if parent is not None and held is not None else EMPTY
    new = Log(
        pk=name,
        device=device,
        parent=held,
        parent_seq=head.seq,
        seq=head.seq,
        digest=head.digest,
        began_at=timezone.now(),
    )
    try:
        with transaction.atomic():
            new.save(force_insert=True)
    except IntegrityError:  # announced twice at once
        return Log.objects.get(pk=name)
    return new


def _held(parent: Branch) -> Log | None:
    """The log that is branched off, if it is held here as far as that event.

    A branch of what is not held here (this hub was restored, or is another one) begins at
    nothing and gets everything: twice is told once, by event id. Who can name an event's digest
    has the journal, so that it may be another device's: a station that was enrolled anew.
    """
    try:
        log = Log.objects.filter(pk=UUID(parent.log)).first()
    except ValueError:
        return None
    seq = parent.head.seq
    if log is None or digests(log.pk, [seq]).get(seq) != parent.head.digest:
        return None
    return log


def _remember(device: Device, health: Health, log: Log) -> None:
    """The roster: when the station was last heard of, what it said of itself, and how much of its
    log was here then: what comes in after that is no longer unsent."""
    device.last_contact = timezone.now()
    device.health = {**msgspec.to_builtins(health), "log": str(log.pk), "held": log.seq}
    known = device.station
    if not device.named:
        device.station = health.station[:100] or device.station
        device.operation = health.operation[:100] if health.operation else None
    device.save(update_fields=["last_contact", "health", "station", "operation"])
    if device.station != known:
        touch()


def _standing(device: Device, health: Health) -> tuple[int, int]:
    """The counts of trust and assignment. Whatever ails the release office, records come up:
    0 tells a station nothing new."""
    from hub.releases.rollout import standing

    try:
        now = standing(device, health)
    except HubProblem as problem:
        logger.warning("no assignment for %s: %s", device.station, problem)
        return 0, 0
    return now.trust, now.assignment
