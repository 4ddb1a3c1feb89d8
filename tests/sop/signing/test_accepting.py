"""What a station believes of a hub, and every attack on it that we know of."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop.signing import Untrusted, canonical_bytes, seal
from sop.signing.accepting import (
    accept_assignment,
    accept_first_trust,
    accept_manifest,
    accept_trust,
    can_run,
    is_old,
)
from sop.wire.documents import PAYLOAD_TRUST, ManifestFile, Role
from sop.wire.limits import DOCUMENT_BYTES, FILE_BYTES, RELEASE_FILES
from tests.sop.signing import documents as made

NOW = datetime(2026, 3, 10, tzinfo=UTC)


def refusal(judge: Callable[..., object], *given: Any) -> str:
    with pytest.raises(Untrusted) as told:
        judge(*given)
    doubt = told.value
    assert doubt.text("zh") != doubt.text("en") == str(doubt)
    return doubt.code


# --- trust ---


def test_the_next_trust_signed_by_the_old_and_the_new_root_is_believed() -> None:
    keys = {key.id: key.public for key in (made.OTHER_ROOT, made.LI, made.WANG, made.ISSUER)}
    new = made.trust(2, keys=keys, root=made.role(made.OTHER_ROOT))
    envelope = made.sealed_trust(new, made.ROOT, made.OTHER_ROOT)

    assert accept_trust(made.trust(1), envelope).document == new


def test_a_new_root_alone_is_not_enough() -> None:
    keys = {**made.trust().keys, made.OTHER_ROOT.id: made.OTHER_ROOT.public}
    new = made.trust(2, keys=keys, root=made.role(made.OTHER_ROOT))

    only_new = made.sealed_trust(new, made.OTHER_ROOT)
    only_old = made.sealed_trust(new, made.ROOT)

    assert refusal(accept_trust, made.trust(1), only_new) == "too_few_signatures"
    assert refusal(accept_trust, made.trust(1), only_old) == "too_few_signatures"


@given(known=st.integers(1, 50), found=st.integers(1, 50))
def test_trust_counts_up_by_one_and_never_down(known: int, found: int) -> None:
    envelope = made.sealed_trust(made.trust(found))

    if found == known + 1:
        assert accept_trust(made.trust(known), envelope).document.version == found
    else:
        expected = "trust_rollback" if found <= known else "trust_skipped"
        assert refusal(accept_trust, made.trust(known), envelope) == expected


def test_another_hubs_trust_is_refused() -> None:
    envelope = made.sealed_trust(made.trust(2, hub="hub-2"))

    assert refusal(accept_trust, made.trust(1), envelope) == "other_hub"


@pytest.mark.parametrize("role", ["root", "release", "assignment"])
@pytest.mark.parametrize("threshold", [0, -1, 3, 1 << 40])
def test_a_trust_nobody_could_sign_under_is_refused(role: str, threshold: int) -> None:
    told = made.trust(2, **{role: made.role(made.ROOT, threshold=threshold)})

    assert refusal(accept_trust, made.trust(1), made.sealed_trust(told)) == "trust_unusable"


@pytest.mark.parametrize("public", ["", "%%%", "AAAA", "A" * 44, "é"])
def test_a_key_that_is_none_counts_for_nothing(public: str) -> None:
    told = made.trust(2, keys={**made.trust().keys, made.LI.id: public})

    assert refusal(accept_trust, made.trust(1), made.sealed_trust(told)) == "trust_unusable"


def test_the_first_trust_is_the_one_the_enrolment_code_names() -> None:
    envelope = made.sealed_trust(made.trust())
    digest = made.name_of(msgspec.json.encode(made.trust(), order="deterministic").decode())

    assert accept_first_trust(digest, envelope, made.HUB).document == made.trust()
    assert refusal(accept_first_trust, "0" * 64, envelope) == "not_pinned"
    assert refusal(accept_first_trust, digest, envelope, "hub-2") == "other_hub"


def test_a_first_trust_that_did_not_sign_itself_is_refused() -> None:
    envelope = made.sealed_trust(made.trust(), made.STRANGER)

    assert refusal(accept_first_trust, "0" * 64, envelope) == "too_few_signatures"


# --- assignment ---


def test_a_higher_count_is_believed() -> None:
    told = made.assignment(8)

    opened = accept_assignment(made.trust(), made.DEVICE, 7, made.sealed_assignment(told))

    assert opened.document == told


@given(highest=st.integers(0, 99), found=st.integers(1, 99))
def test_an_assignment_never_goes_back(highest: int, found: int) -> None:
    envelope = made.sealed_assignment(made.assignment(found))
    asked = (made.trust(), made.DEVICE, highest, envelope)

    if found > highest:
        assert accept_assignment(*asked).document.count == found
    else:
        expected = "assignment_differs" if found == highest else "assignment_rollback"
        assert refusal(accept_assignment, *asked) == expected


def test_the_same_assignment_may_come_again_but_no_other_of_its_count() -> None:
    first = made.sealed_assignment(made.assignment(3))
    other = made.sealed_assignment(made.assignment(3, withdrawals=[]))
    accepted = accept_assignment(made.trust(), made.DEVICE, 0, first)

    again = accept_assignment(made.trust(), made.DEVICE, 3, first, accepted.digest)

    assert again.document == accepted.document
    asked = (made.trust(), made.DEVICE, 3, other, accepted.digest)
    assert refusal(accept_assignment, *asked) == "assignment_differs"


def test_another_stations_assignment_is_refused() -> None:
    envelope = made.sealed_assignment(made.assignment(device="another"))

    assert refusal(accept_assignment, made.trust(), made.DEVICE, 0, envelope) == "other_device"


def test_an_old_assignment_is_believed_and_its_age_told() -> None:
    ancient = made.assignment(1, issued="2020-01-01T00:00:00+00:00")
    opened = accept_assignment(made.trust(), made.DEVICE, 0, made.sealed_assignment(ancient))

    assert is_old(opened.document, "", NOW)
    assert is_old(opened.document, (NOW - timedelta(hours=73)).isoformat(), NOW)
    assert not is_old(opened.document, (NOW - timedelta(hours=71)).isoformat(), NOW)


@pytest.mark.parametrize(
    "changes",
    [
        {"count": 0},
        {"count": -5},
        {"count": 1 << 54},
        {"issued": "yesterday"},
        {"issued": "2026-03-01T08:00:00"},
        {"stale_after_hours": 0},
        {"stale_after_hours": 1 << 60},
        {"releases": [made.assigned(made.manifest(), effective="soon")]},
        {"releases": [made.assigned(made.manifest(), manifest="../../etc/passwd")]},
        {"releases": [made.assigned(made.manifest(), release="A" * 64)]},
    ],
)
def test_an_assignment_that_makes_no_sense_is_refused_though_signed(changes: Any) -> None:
    envelope = made.sealed_assignment(made.assignment(**({"count": 5} | changes)))

    found = refusal(accept_assignment, made.trust(), made.DEVICE, -9, envelope)

    assert found == "malformed"


# --- manifest ---


def test_the_assigned_manifest_with_two_approvers_is_believed() -> None:
    told = made.manifest()

    opened = accept_manifest(made.trust(), made.assigned(told), made.sealed_manifest(told))

    assert opened.document == told


def test_a_manifest_of_another_release_is_no_replacement() -> None:
    """Mix and match: everything is properly signed, only not for one another."""
    older, newer = made.manifest("A"), made.manifest("B")
    asked = (made.trust(), made.assigned(newer), made.sealed_manifest(older))

    assert refusal(accept_manifest, *asked) == "not_assigned"


@pytest.mark.parametrize("field", ["code", "revision", "release"])
def test_an_assignment_that_says_otherwise_than_its_manifest_is_refused(field: str) -> None:
    told = made.manifest()
    lying = made.assigned(told, **{field: made.name_of("another")})
    asked = (made.trust(), lying, made.sealed_manifest(told))

    assert refusal(accept_manifest, *asked) == "manifest_contradicts"


@pytest.mark.parametrize(
    "changes",
    [
        {"size": 0},
        {"size": DOCUMENT_BYTES + 1},
        {"files": [ManifestFile(made.name_of("a"), FILE_BYTES + 1)]},
        {"files": [ManifestFile(made.name_of("a"), -1)]},
        {"files": [ManifestFile("../" + "a" * 61, 1)]},
        {"files": [ManifestFile(made.name_of("a"), 1), ManifestFile(made.name_of("a"), 2)]},
        {"files": [ManifestFile(made.name_of(str(n)), FILE_BYTES) for n in range(5)]},
        {"files": [ManifestFile(made.name_of(str(n)), 1) for n in range(RELEASE_FILES + 1)]},
        {"effective": "2026-03-01T08:00"},
        {"min_kiosk": "newest"},
    ],
)
def test_data_without_end_is_refused_before_it_is_fetched(changes: Any) -> None:
    told = made.manifest(**changes)
    asked = (made.trust(), made.assigned(told), made.sealed_manifest(told))

    assert refusal(accept_manifest, *asked) == "malformed"


@pytest.mark.parametrize(
    ("kiosk", "needs", "runs"),
    [
        ("0.1.0", "0.1.0", True),
        ("0.1", "0.1.0", True),
        ("0.10.0", "0.9.9", True),
        ("0.9.9", "0.10", False),
        ("1.0.0rc1", "1.0.0", True),
        ("unknown", "0.1.0", False),
    ],
)
def test_a_release_tells_the_oldest_kiosk_that_can_run_it(
    kiosk: str, needs: str, runs: bool
) -> None:
    assert can_run(made.manifest(min_kiosk=needs), kiosk) is runs


# --- signatures, of any document ---


def judged(envelope: bytes) -> object:
    told = made.manifest()
    return accept_manifest(made.trust(), made.assigned(told), envelope)


def test_one_approver_is_not_two() -> None:
    envelope = made.sealed_manifest(made.manifest(), made.LI)

    assert refusal(judged, envelope) == "too_few_signatures"


def test_a_key_of_another_role_does_not_count() -> None:
    for other in (made.ROOT, made.ISSUER, made.STRANGER):
        envelope = made.sealed_manifest(made.manifest(), made.LI, other)
        assert refusal(judged, envelope) == "too_few_signatures"


def test_one_key_under_two_names_is_one_key() -> None:
    alias = made.name_of("alias")
    trust = made.trust(
        keys={**made.trust().keys, alias: made.LI.public},
        release=Role([made.LI.id, alias], 2),
    )
    told = made.manifest()
    envelope = msgspec.json.decode(made.sealed_manifest(told, made.LI))
    (signature,) = envelope["signatures"]
    envelope["signatures"] = [signature, {**signature, "keyid": alias}]
    asked = (trust, made.assigned(told), canonical_bytes(envelope))

    assert refusal(accept_manifest, *asked) == "too_few_signatures"


def test_one_signature_twice_is_no_signed_document() -> None:
    envelope = msgspec.json.decode(made.sealed_manifest(made.manifest(), made.LI))
    envelope["signatures"] *= 2

    assert refusal(judged, canonical_bytes(envelope)) == "not_sealed"


def test_a_signature_of_one_kind_of_document_does_not_serve_for_another() -> None:
    """The same bytes, signed as trust, shown as a manifest."""
    told = made.manifest()
    envelope = seal(told, PAYLOAD_TRUST, made.LI, made.WANG)
    renamed = {**envelope, "payloadType": "application/vnd.sop.release+json"}

    assert refusal(judged, canonical_bytes(envelope)) == "other_type"
    assert refusal(judged, canonical_bytes(renamed)) == "too_few_signatures"


def test_a_document_without_end_is_refused_unread() -> None:
    envelope = made.sealed_manifest(made.manifest())

    assert refusal(judged, envelope + b" " * DOCUMENT_BYTES) == "too_large"


@pytest.mark.parametrize(
    "envelope",
    [
        b"",
        b"null",
        b"[]",
        b"<html>please log in</html>",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"payload":1,"payloadType":2,"signatures":3}',
        b'{"payload":"","payloadType":"","signatures":[null]}',
    ],
)
def test_what_is_no_envelope_is_refused(envelope: bytes) -> None:
    assert refusal(judged, envelope) == "not_sealed"


@given(st.binary(max_size=200))
def test_random_bytes_are_refused(envelope: bytes) -> None:
    assert refusal(judged, envelope) == "not_sealed"


def test_any_other_way_of_writing_the_same_is_refused() -> None:
    """What could be changed without being noticed could be used."""
    told = made.sealed_manifest(made.manifest())
    spare = msgspec.json.decode(told)
    spare["payload"] = b64encode(b64decode(spare["payload"])).decode().rstrip("=") + "==="

    for other in (told + b"\n", told.replace(b":", b": ", 1), canonical_bytes(spare)):
        assert refusal(judged, other) == "not_sealed"


def _flipped(envelope: bytes, place: int, bit: int) -> bytes:
    return envelope[:place] + bytes([envelope[place] ^ 1 << bit]) + envelope[place + 1 :]


SEALED = {
    "trust": (
        made.sealed_trust(made.trust(2)),
        lambda it: accept_trust(made.trust(1), it),
    ),
    "assignment": (
        made.sealed_assignment(made.assignment(3)),
        lambda it: accept_assignment(made.trust(), made.DEVICE, 2, it),
    ),
    "manifest": (made.sealed_manifest(made.manifest()), judged),
}


@pytest.mark.parametrize("kind", SEALED)
def test_every_single_flipped_byte_is_noticed(kind: str) -> None:
    envelope, judge = SEALED[kind]
    judge(envelope)

    flips = [(place, (place * 7 + turn) % 8) for place in range(len(envelope)) for turn in (0, 3)]
    assert len(flips) > 1000
    for place, bit in flips:
        assert refusal(judge, _flipped(envelope, place, bit)) != ""


@pytest.mark.parametrize("kind", SEALED)
def test_every_truncation_is_noticed(kind: str) -> None:
    envelope, judge = SEALED[kind]

    for length in range(0, len(envelope), 3):
        assert refusal(judge, envelope[:length]) == "not_sealed"
