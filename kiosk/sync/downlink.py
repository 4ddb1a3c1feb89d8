"""What comes down: trust, then who works here, then the assignment, then what it names, each
proved before use.

People come first, because revocations do; a roster that is not believed keeps no release waiting.
Withdrawals count as soon as the assignment is believed. A release becomes visible in one row,
after its document and every file of it are here and are what was signed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from kiosk.errors import KnownError
from kiosk.operations import taking
from kiosk.operations.governing import (
    accept_assignment,
    accepted_digest,
    assignment_of,
    confirm_assignment,
    tell_releases,
)
from kiosk.operations.installing import install_release
from kiosk.store import DiskFull
from kiosk.sync.enrolment import TRUST
from kiosk.sync.errors import NotBelieved
from kiosk.sync.fetching import Downloads
from kiosk.sync.link import link_of
from kiosk.sync.people import renew_roster
from sop.release import ReleaseError, decode_release
from sop.signing import Untrusted, open_sealed, peek
from sop.signing.accepting import accept_assignment as believe_assignment
from sop.signing.accepting import accept_manifest, accept_trust
from sop.wire.documents import PAYLOAD_TRUST, Assigned, Manifest, Trust

if TYPE_CHECKING:
    from kiosk.operations.station import Station
    from kiosk.sync.transport import Source, Vouching
    from sop.release import Release
    from sop.wire.messages import Welcome


class ReleaseDownlink:
    """What comes down to one station. For the sync's thread."""

    def __init__(self, station: Station) -> None:
        self._station = station
        self._store = station.store
        self._downloads = Downloads(station.store)

    def run(self, hub: Source, welcome: Welcome, *, is_new: bool = True) -> None:
        """Bring everything up to date. Raises a `SyncError`; what was in force stays in force.
        `is_new`: the hub said it just now, and not some time ago, on a stick."""
        try:
            trust = self.renew_trust(hub, welcome.trust)
            doubt = self._renew_roster(hub, trust, welcome, is_new)
            self._renew_assignment(hub, trust, welcome)
            self._fetch_releases(hub, trust)
            if doubt is not None:
                raise doubt
        except Untrusted as doubt:
            raise NotBelieved(doubt.zh, doubt.en) from doubt

    def renew_trust(self, hub: Vouching, newest: int) -> Trust:
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

    def _renew_roster(
        self, hub: Source, trust: Trust, welcome: Welcome, is_new: bool
    ) -> Untrusted | None:
        """What to raise when releases are up to date."""
        try:
            renew_roster(self._station, hub, trust, welcome, is_new)
        except Untrusted as doubt:
            return doubt
        return None

    def _renew_assignment(self, hub: Source, trust: Trust, welcome: Welcome) -> None:
        known = assignment_of(self._station)
        highest = known.count if known else 0
        if welcome.assignment > highest:
            envelope = hub.assignment(after=highest)
            if envelope is not None:
                link = link_of(self._store)
                assert link is not None
                accepted = accepted_digest(self._station)
                opened = believe_assignment(trust, link.device, highest, envelope, accepted)
                self._station.submit(accept_assignment, opened.document, opened.digest).result()
                highest = opened.document.count
        if welcome.assignment <= highest:
            self._station.submit(confirm_assignment, welcome.at).result()

    def _fetch_releases(self, hub: Source, trust: Trust) -> None:
        """Those of the assignment that are not here yet. One that fails keeps no other waiting,
        and is told the hub at the next contact; raises what the last one failed with."""
        assignment = assignment_of(self._station)
        failures: dict[str, str] = {}
        doubt: Exception | None = None
        for assigned in assignment.releases if assignment else []:
            try:
                self._take(hub, trust, assigned)
            except (Untrusted, NotBelieved, DiskFull, _TooOld) as error:
                failures[assigned.release] = _code(error)
                doubt = doubt if isinstance(error, _TooOld) else error
        self._station.submit(_remember, failures).result()
        if doubt is not None:
            raise doubt

    def _take(self, hub: Source, trust: Trust, assigned: Assigned) -> None:
        """Its manifest first: it says whether this program can run the release at all."""
        installed = self._store.releases.get(assigned.release) is not None
        if not installed or not taking.has_manifest(
            self._station, assigned.release, assigned.manifest
        ):
            manifest = accept_manifest(trust, assigned, hub.manifest(assigned.manifest)).document
            self._station.submit(_keep, assigned.manifest, manifest).result()
            if not installed and taking.can_run_here(manifest):
                self._fetch(hub, manifest, assigned)
        if not taking.may_run(self._station, assigned.release):
            raise _TooOld

    def _fetch(self, hub: Source, manifest: Manifest, assigned: Assigned) -> None:
        release = _read(hub.document(manifest.release), manifest)
        for file in manifest.files:
            self._downloads.fetch(hub, file.sha256, file.size)
        self._station.submit(install_release, release, assigned.effective).result()


class _TooOld(Exception):
    """No doubt about the release: the program has to be renewed first. The old one goes on."""

    code = taking.TOO_OLD


def _code(error: Untrusted | NotBelieved | DiskFull | _TooOld) -> str:
    return error.key if isinstance(error, KnownError) else error.code


def _keep(station: Station, digest: str, manifest: Manifest) -> None:
    taking.keep_manifest(station, digest, manifest)
    tell_releases(station)


def _remember(station: Station, failures: dict[str, str]) -> None:
    if taking.put_failures(station, failures):
        tell_releases(station)


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
