"""Who works here from a file: for a station that seldom or never sees its hub.

The file is what `sop-hub person roster` writes: every version of the trust document and the
roster, each as its signed envelope. An enrolled station proves it by the trust it has; another
one believes the trust whose digest somebody typed in, once, and is the roster's device from then
on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from kiosk.operations.roster import (
    accept_roster,
    accepted_digest,
    highest_count,
    passed_since,
)
from kiosk.sync.downlink import ReleaseDownlink
from kiosk.sync.enrolment import TRUST
from kiosk.sync.errors import NotBelieved
from kiosk.sync.link import link_of
from sop.signing import Untrusted, peek
from sop.signing.accepting import accept_first_trust
from sop.signing.rosters import accept_roster as believe_roster
from sop.wire.documents import PAYLOAD_ROSTER, Roster

if TYPE_CHECKING:
    from kiosk.operations.station import Station

DEVICE = "provisioned_device"
"""The setting that holds which device a station is that was never enrolled."""


class Provision(Struct, frozen=True):
    """`trust`: every version, the first first."""

    trust: list[dict[str, Any]]
    roster: dict[str, Any]


class _Versions:
    """Versions of the trust document, asked for as a hub is."""

    def __init__(self, envelopes: list[dict[str, Any]]) -> None:
        self._envelopes = envelopes

    def trust(self, version: int) -> bytes:
        return msgspec.json.encode(self._envelopes[version - 1])


def provision(station: Station, content: bytes, pinned: str = "") -> tuple[Roster, bool]:
    """The roster of the file, and whether it was news. `pinned`: the digest of the trust document
    to believe, for a station that has none. Raises `NotBelieved`; then nothing changed."""
    told = _read(content)
    try:
        return _accept(station, told, pinned)
    except Untrusted as doubt:
        raise NotBelieved(doubt.zh, doubt.en) from doubt


def _accept(station: Station, told: Provision, pinned: str) -> tuple[Roster, bool]:
    store = station.store
    if store.settings.get(TRUST) is None:
        _believe_first(station, told, pinned)
    trust = ReleaseDownlink(station).renew_trust(_Versions(told.trust), len(told.trust))
    device = _device(station, told)
    highest, accepted = highest_count(station, device), accepted_digest(station)
    opened = believe_roster(trust, device, highest, _sealed(told), accepted)
    roster = opened.document
    if link_of(store) is None:
        store.settings.put(DEVICE, device)
    used = passed_since(station, roster.issued)
    return roster, station.submit(accept_roster, roster, opened.digest, "", used).result()


def _believe_first(station: Station, told: Provision, pinned: str) -> None:
    if not pinned or not told.trust:
        raise NotBelieved(
            "本工位尚无信任文件：请用 --trust 给出其摘要（sop-hub person roster 会显示）",
            "this station trusts nobody yet: give the digest that sop-hub person roster shows "
            "with --trust",
        )
    accept_first_trust(pinned.strip().lower(), msgspec.json.encode(told.trust[-1]))
    station.store.settings.put(TRUST, told.trust[-1])


def _device(station: Station, told: Provision) -> str:
    link = link_of(station.store)
    if link is not None:
        return link.device
    known = station.store.settings.get(DEVICE)
    return str(known) if known else peek(_sealed(told), PAYLOAD_ROSTER, Roster).device


def _sealed(told: Provision) -> bytes:
    return msgspec.json.encode(told.roster)


def _read(content: bytes) -> Provision:
    try:
        told = msgspec.json.decode(content)
        if isinstance(told, dict) and "payload" in told:
            return Provision([], told)
        return msgspec.convert(told, Provision)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise NotBelieved("这不是人员名单文件", "this is no file with a roster") from error
