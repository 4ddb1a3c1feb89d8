"""Becoming one of a hub's stations: by the QR code it shows, or by a provisioning file."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import msgspec
from msgspec import Struct

from kiosk.errors import KnownError
from kiosk.operations.placing import place_station
from kiosk.operations.roster import ROSTER
from kiosk.operations.station import Change
from kiosk.sync.errors import NotBelieved
from kiosk.sync.link import Link, keep_link
from kiosk.sync.transport import Hub
from sop.signing import SigningKey, Untrusted
from sop.signing.accepting import accept_first_trust
from sop.wire.messages import Enrol, Enrolled

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.operations.station import Station

SCHEME = "sop-hub:enrol"
TRUST = "trust"
"""The setting that holds the newest trust document, as its envelope."""


class Invitation(Struct, frozen=True):
    """What the hub's QR code says. `trust` is the digest of the only trust document to believe."""

    url: str
    code: str
    trust: str


class NoInvitation(KnownError):
    def __init__(self, seen: str) -> None:
        super().__init__(
            "no_invitation",
            "这不是中心服务器的接入码：{seen}",
            "This is no enrolment code of a hub: {seen}",
            seen=seen[:60],
        )


def invitation_in(text: str) -> Invitation:
    """Read from a scanned code, or from the text of a provisioning file. Raises `NoInvitation`."""
    text = text.strip()
    try:
        if text.startswith("{"):
            found = msgspec.json.decode(text, type=Invitation)
        else:
            scheme, _, query = text.partition("?")
            told = parse_qs(query, strict_parsing=True)
            if scheme != SCHEME:
                raise ValueError(scheme)
            found = Invitation(*(told[name][0] for name in ("url", "code", "trust")))
        if urlsplit(found.url).scheme not in ("http", "https") or len(found.trust) != 64:
            raise ValueError(found.url)
    except (ValueError, KeyError, msgspec.MsgspecError) as error:
        raise NoInvitation(text) from error
    return found


def is_invitation(text: str) -> bool:
    return text.startswith(SCHEME)


def invitation_of(file: Path) -> Invitation:
    """Raises `NoInvitation`, or `OSError` when the file cannot be read."""
    return invitation_in(file.read_text(encoding="utf-8-sig", errors="replace"))


def enrol(station: Station, invitation: Invitation) -> Link:
    """Ask the hub, and believe it only if its trust document is the one the code names.

    A code made for a named station gives this one its name and operation. For a thread that may
    wait for the network. Raises `SyncError`; then nothing changed.
    """
    key = SigningKey.make()
    hub = Hub(invitation.url)
    try:
        answer = hub.enrol(
            Enrol(
                code=invitation.code,
                public_key=key.public,
                station=station.name,
                operation=station.operation,
                versions={"kiosk": version("sop-kiosk")},
            )
        )
    finally:
        hub.close()
    _believe(invitation, answer)
    link = Link(url=invitation.url, device=answer.device, hub=answer.hub, key=key.text)
    station.submit(_join, link, answer).result()
    return link


def _believe(invitation: Invitation, answer: Enrolled) -> None:
    try:
        accept_first_trust(invitation.trust, answer.trust, answer.hub)
    except Untrusted as doubt:
        raise NotBelieved(doubt.zh, doubt.en) from doubt


def _join(station: Station, link: Link, answer: Enrolled) -> None:
    """On the writer's thread: all of it or nothing. What another hub assigned is forgotten;
    the people it told of are known as long as it last said."""
    store = station.store
    with store.together():
        keep_link(store, link)
        store.settings.put(TRUST, answer.trust)
        store.settings.remove("assignment")
        store.settings.remove(ROSTER)
    station.note("StationEnrolled", hub=link.hub, device=link.device, url=link.url)
    if answer.station:
        place_station(station, answer.station, answer.operation or station.operation)
    station.tell(Change("enrolled"))
