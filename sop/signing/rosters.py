"""A station's judge of rosters: who works here, as the hub signed it for this device alone.

Pure, like `sop.signing.accepting`: everything raises `Untrusted`, and what was accepted before
then stays in force.
"""

from __future__ import annotations

from base64 import b64decode
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sop.signing.doubts import Untrusted
from sop.signing.envelopes import Opened, open_sealed
from sop.signing.keys import PublicKey
from sop.wire.documents import PAYLOAD_ROSTER, Member, Peer, Roster, Skill, Trust

if TYPE_CHECKING:
    from collections.abc import Mapping

_HIGHEST = 1 << 53
_LONGEST_HOURS = 24 * 366 * 10
_LEVELS = range(1, 5)


def accept_roster(
    trust: Trust,
    device: str,
    highest: int,
    envelope: bytes | Mapping[str, Any],
    accepted: str = "",
) -> Opened[Roster]:
    """Who is known at `device`, signed by the assignment role. `highest` is the count accepted
    last (0 for none) and `accepted` the digest of that roster: the very same may come again."""
    opened = open_sealed(envelope, PAYLOAD_ROSTER, Roster, trust.keys, trust.assignment)
    told = opened.document
    if told.device != device:
        raise Untrusted("roster_elsewhere", found=told.device)
    if told.count < highest:
        raise Untrusted("roster_rollback", found=told.count, known=highest)
    if told.count == highest and opened.digest != accepted:
        raise Untrusted("roster_differs", found=told.count)
    _require_sound(told)
    return opened


def names_anybody(roster: Roster) -> bool:
    """Whether it says who works here. One that names nobody, not even who was revoked, only says
    which stations there are: its hub keeps no people."""
    return bool(roster.people or roster.revoked)


def wearing(roster: Roster) -> dict[str, str]:
    """By badge the id of who wears it: lost badges are nobody's, and who is revoked wears none."""
    nobody, lost = set(roster.revoked), set(roster.lost)
    return {
        it.badge: it.id
        for it in roster.people
        if it.badge and it.badge not in lost and it.id not in nobody
    }


def _require_sound(told: Roster) -> None:
    _require(1 <= told.count <= _HIGHEST, "count")
    _require(1 <= told.lasts_hours <= _LONGEST_HOURS, "lasts_hours")
    _require(_is_moment(told.issued), "issued")
    _require(len({it.id for it in told.people}) == len(told.people), "one person named twice")
    worn = [it.badge for it in told.people if it.badge is not None]
    _require(len(set(worn)) == len(worn), "one badge given twice")
    for member in told.people:
        _require_sound_member(member)
    for peer in told.peers:
        _require(_is_sound_peer(peer), "peer")


def _require_sound_member(told: Member) -> None:
    _require(bool(told.id) and bool(told.names), "a person without id or name")
    _require(told.badge is None or bool(told.badge.strip()), "badge")
    _require(0 <= told.pin_since <= _HIGHEST, "pin_since")
    _require(all(map(_is_sound_skill, told.skills.values())), "skill")
    _require(all(map(_is_base64, told.pins.values())), "pins")


def _is_sound_skill(told: Skill) -> bool:
    try:
        date.fromisoformat(told.expires or "2000-01-01")
    except ValueError:
        return False
    return told.level in _LEVELS


def _is_sound_peer(told: Peer) -> bool:
    try:
        PublicKey(told.key)
    except ValueError:
        return False
    return bool(told.device)


def _is_base64(told: str) -> bool:
    try:
        return bool(b64decode(told, validate=True))
    except ValueError:
        return False


def _is_moment(written: str) -> bool:
    try:
        return datetime.fromisoformat(written).tzinfo is not None
    except ValueError:
        return False


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise Untrusted("malformed", reason=what)
