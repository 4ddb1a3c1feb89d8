"""Releases come down: trust, then the assignment, then what it names, each proved before use.

Withdrawals count as soon as the assignment is believed. A release becomes visible in one row,
after its document and every file of it are here and are what was signed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from kiosk.operations.governing import accept_assignment, assignment_of, confirm_assignment
from kiosk.operations.installing import install_release
from kiosk.sync.enrolment import TRUST
from kiosk.sync.errors import NotBelieved
from kiosk.sync.fetching import Downloads
from kiosk.sync.link import link_of
from sop.release import ReleaseError, decode_release
from sop.signing import Untrusted, open_sealed, peek
from sop.signing.accepting import accept_assignment as believe_assignment
from sop.signing.accepting import accept_manifest, accept_trust
from sop.wire.documents import PAYLOAD_TRUST, Assigned, Manifest, Trust

if TYPE_CHECKING:
    from kiosk.operations.station import Station
    from kiosk.sync.transport import Source
    from sop.release import Release
    from sop.wire.messages import Welcome


class ReleaseDownlink:
    """What comes down to one station. For the sync's thread."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._store = station.store
        self._downloads = Downloads(station.store)

    def run(self, hub: Source, welcome: Welcome) -> None:
        """Bring everything up to date. Raises a `SyncError`; what was in force stays in force."""
        try:
            trust = self.renew_trust(hub, welcome.trust)
            self._renew_assignment(hub, trust, welcome)
            self._fetch_releases(hub, trust)
        except Untrusted as doubt:
            raise NotBelieved(doubt.zh, doubt.en) from doubt

    def renew_trust(self, hub: Source, newest: int) -> Trust:
        """Version by version, each vouched for by the one before it."""
        trust = self._trust()
        while trust.version < newest:
            envelope = hub.trust(trust.version + 1)
            trust = accept_trust(trust, envelope).document
            self._store.settings.put(TRUST, msgspec.json.decode(envelope))
        return trust

    def _trust(self) -> Trust:
        """As it was accepted, and still signed by its own root: a database can be tampered with."""
        envelope: dict[str, Any] = self._store.settings.get(TRUST)
        told = peek(envelope, PAYLOAD_TRUST, Trust)
        return open_sealed(envelope, PAYLOAD_TRUST, Trust, told.keys, told.root).document

    def _renew_assignment(self, hub: Source, trust: Trust, welcome: Welcome) -> None:
        known = assignment_of(self._station)
        highest = known.count if known else 0
        if welcome.assignment > highest:
            envelope = hub.assignment(after=highest)
            if envelope is not None:
                link = link_of(self._store)
                assert link is not None
                opened = believe_assignment(trust, link.device, highest, envelope)
                self._station.submit(accept_assignment, opened.document).result()
                highest = opened.document.count
        if welcome.assignment <= highest:
            self._station.submit(confirm_assignment, welcome.at).result()

    def _fetch_releases(self, hub: Source, trust: Trust) -> None:
        """Those of the assignment that are not here yet. One that fails keeps no other waiting."""
        assignment = assignment_of(self._station)
        failed: Exception | None = None
        for assigned in assignment.releases if assignment else []:
            if self._store.releases.get(assigned.release) is None:
                try:
                    self._fetch(hub, trust, assigned)
                except (Untrusted, NotBelieved) as doubt:
                    failed = doubt
        if failed is not None:
            raise failed

    def _fetch(self, hub: Source, trust: Trust, assigned: Assigned) -> None:
        manifest = accept_manifest(trust, assigned, hub.manifest(assigned.manifest)).document
        release = _read(hub.document(manifest.release), manifest)
        for file in manifest.files:
            self._downloads.fetch(hub, file.sha256, file.size)
        self._station.submit(install_release, release, assigned.effective).result()


def _read(canonical: bytes, manifest: Manifest) -> Release:
    """The document, when it is the one that was signed and shows no file that was not."""
    from hashlib import sha256

    if len(canonical) != manifest.size or sha256(canonical).hexdigest() != manifest.release:
        raise NotBelieved("文件与签名不符", "the document is not the one that was signed")
    try:
        release = decode_release(canonical)
    except ReleaseError as error:
        raise NotBelieved(
            "本终端版本过旧，无法读取该文件", f"this version cannot read it: {error}"
        ) from error
    signed = {(it.sha256, it.size) for it in manifest.files}
    if {(it.sha256, it.size) for it in release.media.values()} != signed:
        raise NotBelieved("附件清单与签名不符", "its files are not those that were signed")
    return release
