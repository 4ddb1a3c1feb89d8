"""Rosters: who is known at each station, signed for it alone and only ever counting up.

As assignments are (`hub.releases.assigning`), by the same keys and one decision at a time; only
that each is made when its station asks, for a plant hires more often than it releases.
"""

from __future__ import annotations

import logging
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec
from django.utils import timezone

from hub.devices.models import Device
from hub.people import marking
from hub.people.models import FirstUse, IssuedRoster, LostBadge, Mark, Person, SealedPin
from hub.people.pins import sweep
from hub.releases.assigning import HIGHEST, signers
from hub.releases.refusals import ReleaseRefused
from hub.releases.trust import office
from sop.signing import canonical_bytes, seal
from sop.wire.documents import PAYLOAD_ROSTER, Member, Peer, Roster, Skill

if TYPE_CHECKING:
    from sop.signing import SigningKey

logger = logging.getLogger(__name__)


def standing(device: Device, at_least: int) -> int:
    """The count in force there; 0 while this hub keeps no people and no lines, or cannot sign."""
    try:
        return count_for(device, at_least)
    except ReleaseRefused as refused:
        logger.error("no roster for %s: %s", device.station, refused)
        return 0


def count_for(device: Device, at_least: int = 0) -> int:
    """The count in force at that device, made anew when anything changed that it tells of.

    `at_least`: the highest count it says it accepted; a hub restored from a backup goes on above.
    """
    at_least = at_least if at_least < HIGHEST else 0
    sweep()
    now = marking.mark()
    if now is None:
        return 0
    newest = newest_for(device)
    if newest is None or newest.change != now.change or newest.count < at_least:
        with office():
            newest = _renewed(device, at_least)
    return newest.count


def newest_for(device: Device) -> IssuedRoster | None:
    return IssuedRoster.objects.filter(device=device).order_by("-count").first()


def content(device: Device, now: Mark) -> Roster:
    """What that device is told, without count and date."""
    return Roster(
        device=str(device.pk),
        count=0,
        issued="",
        revoked=_revoked(),
        lost=list(LostBadge.objects.order_by("pk").values_list("pk", flat=True)),
        people=_members(device),
        peers=_peers(),
        lasts_hours=now.lasts_hours,
    )


def _renewed(device: Device, at_least: int) -> IssuedRoster:
    """The mark is read before what it marks: a change in between is found the next time."""
    now = marking.mark()
    assert now is not None
    newest, keys = newest_for(device), signers()
    told = content(device, now)
    digest = _digest(told, keys)
    if newest is None or newest.content != digest or newest.count < at_least:
        count = max(newest.count if newest else 0, at_least) + 1
        return _issue(device, told, digest, count, now.change, keys)
    newest.change = now.change
    newest.save(update_fields=["change"])
    return newest


def _issue(
    device: Device, told: Roster, digest: str, count: int, change: int, keys: list[SigningKey]
) -> IssuedRoster:
    at = timezone.localtime()
    whole = msgspec.structs.replace(told, count=count, issued=at.isoformat(timespec="seconds"))
    return IssuedRoster.objects.create(
        device=device,
        count=count,
        envelope=canonical_bytes(seal(whole, PAYLOAD_ROSTER, *keys)),
        content=digest,
        change=change,
        issued_at=at,
    )


def _digest(told: Roster, keys: list[SigningKey]) -> str:
    """Of what it says and who vouches: another key signs everything anew."""
    said = [msgspec.json.encode(told, order="deterministic"), *(key.id.encode() for key in keys)]
    return sha256(b"\n".join(said)).hexdigest()


def _revoked() -> list[str]:
    gone = Person.objects.exclude(revoked_at=None).order_by("pk")
    return list(gone.values_list("pk", flat=True))


def _members(device: Device) -> list[Member]:
    codes = dict(
        FirstUse.objects.filter(expires_at__gt=timezone.now()).values_list("person", "verifier")
    )
    pins = {it.person_id: it for it in SealedPin.objects.filter(device=device)}
    known = Person.objects.filter(revoked_at=None).order_by("pk").prefetch_related("skills")
    return [_member(it, codes.get(it.pk), pins.get(it.pk)) for it in known]


def _member(it: Person, code: str | None, pin: SealedPin | None) -> Member:
    skills = sorted(it.skills.all(), key=lambda skill: skill.skill)
    good = pin is not None and pin.since == it.pin_since
    return Member(
        id=it.pk,
        names=it.names,
        badge=it.badge,
        roles=tuple(it.roles),
        skills={
            one.skill: Skill(one.level, one.expires.isoformat() if one.expires else None)
            for one in skills
        },
        team=it.team,
        first_use=code,
        pin_since=it.pin_since,
        pins={str(pin.device_id): pin.sealed} if pin is not None and good else {},
    )


def _peers() -> list[Peer]:
    """A key announced for later counts only when it is used."""
    known = Device.objects.filter(revoked_at=None).exclude(public_key="").order_by("pk")
    return [
        Peer(device=str(it.pk), station=it.station, key=it.public_key, line=it.line) for it in known
    ]
