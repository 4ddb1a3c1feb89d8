"""The trust document: whose signature is worth what. A new version for every change.

Each version is signed by the root of the one before it and by its own, and judged here exactly
as a station will judge it, before it is kept.
"""

from __future__ import annotations

from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec
from django.db import transaction
from django.utils import timezone

from hub.people.auditing import note
from hub.releases.keyring import ENDING, held_of, keys_folder, make_key, read_key
from hub.releases.models import KeyName, TrustVersion
from hub.releases.refusals import ReleaseRefused
from sop.signing import PublicKey, Untrusted, canonical_bytes, payload_of, peek, seal
from sop.signing.accepting import accept_first_trust, accept_trust
from sop.wire.documents import PAYLOAD_TRUST, Role, Trust

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sop.signing import Opened, SigningKey

ROLES = ("root", "release", "assignment")


def begin(hub: str) -> str:
    """Make the first trust of this hub with a key for each role in its folder; returns its
    digest. Once more changes nothing."""
    with transaction.atomic():
        if not TrustVersion.objects.exists():
            keys = {role: _own(keys_folder() / f"{role}{ENDING}") for role in ROLES}
            _keep(_first(hub, keys), keys["root"])
    return digest()


def current() -> dict[str, Any]:
    """The newest version, as its DSSE envelope."""
    told: dict[str, Any] = msgspec.json.decode(bytes(_newest().envelope))
    return told


def digest() -> str:
    """SHA-256 of the newest version's payload: what an enrolment code names."""
    return _newest().digest


def version() -> int:
    """0 before there is one."""
    newest = TrustVersion.objects.order_by("-version").first()
    return newest.version if newest else 0


def document() -> Trust:
    """The newest version, open."""
    return peek(bytes(_newest().envelope), PAYLOAD_TRUST, Trust)


def envelope_of(version: int) -> bytes | None:
    """A version as it was signed; None when there is none."""
    row = TrustVersion.objects.filter(version=version).first()
    return bytes(row.envelope) if row else None


@contextmanager
def office() -> Iterator[None]:
    """One decision at a time about trust, releases and assignments; all of it or nothing."""
    with transaction.atomic():
        if TrustVersion.objects.select_for_update().filter(version=1).first() is None:
            raise ReleaseRefused("no_trust")
        yield


def add_key(role: str, public: str, name: str = "", *signers: SigningKey) -> Trust:
    """Let another key sign for `role`. `public` is its public half, base64."""
    try:
        key = PublicKey(public.strip()).id
    except ValueError as error:
        raise ReleaseRefused("no_key", path=public[:60]) from error

    def edit(told: Trust) -> Trust:
        names = dict.fromkeys([*_role(told, role).keys, key])
        return _with(
            told, role, Role(list(names), _role(told, role).threshold), {key: public.strip()}
        )

    with office():
        if name:
            KeyName.objects.update_or_create(key=key, defaults={"name": name})
            note("key_named", key, None, name)
        return revise(edit, *signers)


def remove_key(role: str, key: str, *signers: SigningKey) -> Trust:
    """A key signs for `role` no longer. `key` is its id."""

    def edit(told: Trust) -> Trust:
        before = _role(told, role)
        if key not in before.keys:
            raise ReleaseRefused("unknown_key", role=role, key=key)
        return _with(told, role, Role([it for it in before.keys if it != key], before.threshold))

    return revise(edit, *signers)


def set_threshold(role: str, threshold: int, *signers: SigningKey) -> Trust:
    """How many must sign for `role`: two approvers, for instance."""
    return revise(lambda told: _with(told, role, Role(_role(told, role).keys, threshold)), *signers)


def revise(edit: Callable[[Trust], Trust], *signers: SigningKey) -> Trust:
    """The next version. `signers` are root keys that do not live on this hub.

    Raises `ReleaseRefused` when a station would refuse it. When assignments are signed otherwise
    from now on, every one is signed anew.
    """
    from hub.people.marking import touch
    from hub.releases.assigning import renew

    with office():
        before = document()
        after = msgspec.structs.replace(edit(before), version=before.version + 1)
        roots = [*before.root.keys, *after.root.keys]
        _keep(after, *held_of(roots, *signers), before=before)
        if after.assignment != before.assignment:
            renew(resign=True)
            touch()
    return after


def _own(path: Path) -> SigningKey:
    """One that is left of an init that was cut short is taken."""
    return read_key(path) if path.exists() else make_key(path)


def _first(hub: str, keys: dict[str, SigningKey]) -> Trust:
    return Trust(
        version=1,
        hub=hub,
        keys={key.id: key.public for key in keys.values()},
        **{role: Role([key.id]) for role, key in keys.items()},
    )


def _keep(told: Trust, *signers: SigningKey, before: Trust | None = None) -> None:
    envelope = canonical_bytes(seal(told, PAYLOAD_TRUST, *signers))
    opened = _judged(envelope, before)
    TrustVersion.objects.create(
        version=told.version, envelope=envelope, digest=opened.digest, made_at=timezone.now()
    )
    note("trust", opened.digest, _who_signs(before), _who_signs(told))


def _who_signs(told: Trust | None) -> dict[str, Any] | None:
    if told is None:
        return None
    roles = {role: _role(told, role) for role in ROLES}
    return {name: {"keys": it.keys, "threshold": it.threshold} for name, it in roles.items()}


def _judged(envelope: bytes, before: Trust | None) -> Opened[Trust]:
    """As a station judges it."""
    try:
        if before is None:
            return accept_first_trust(sha256(payload_of(envelope)).hexdigest(), envelope)
        return accept_trust(before, envelope)
    except Untrusted as doubt:
        code = "root_signature_missing" if doubt.code == "too_few_signatures" else "bad_terms"
        told = {"reason": doubt.en, "reason_zh": doubt.zh, "reason_en": doubt.en}
        raise ReleaseRefused(code, **told) from doubt


def _newest() -> TrustVersion:
    row = TrustVersion.objects.order_by("-version").first()
    if row is None:
        raise ReleaseRefused("no_trust")
    return row


def _role(told: Trust, role: str) -> Role:
    found: Role = getattr(told, role)
    return found


def _with(told: Trust, role: str, changed: Role, keys: dict[str, str] | None = None) -> Trust:
    """Keys that sign for nothing any more are left out."""
    after = msgspec.structs.replace(told, keys=told.keys | (keys or {}), **{role: changed})
    used = {name for it in ROLES for name in _role(after, it).keys}
    return msgspec.structs.replace(
        after, keys={name: key for name, key in after.keys.items() if name in used}
    )
