"""I14: an old kiosk with a new hub, and the reverse. The bytes are those of `tests/data/wire`."""

from __future__ import annotations

import uuid
from base64 import b64encode
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from kiosk.sync.errors import Refused
from kiosk.sync.transport import Hub
from sop.journal import EMPTY, Head, decode, digest_of, encode, verify_chain
from sop.signing import SigningKey, open_sealed
from sop.signing.accepting import accept_assignment, accept_first_trust, accept_manifest
from sop.signing.envelopes import payload_of, seal
from sop.wire import documents, messages
from sop.wire.limits import COMPRESSION, EVENTS_TYPE
from tests.hub.conftest import hub, schema  # noqa: F401  (fixtures)

WIRE = Path(__file__).parents[1] / "data" / "wire"
VERSIONS = ["v1", "newer"]
LOG = "0192f3a0-0000-4000-8000-00000000000a"
DEVICE = "0192f3a0-0000-4000-8000-0000000000d1"
LAST = "0decb79966985abc40253e7a3c8f8f3c2a5f9f09d19775b7635115a7b51bdaba"
MESSAGES: dict[str, type[msgspec.Struct]] = {
    "contact": messages.Contact, "welcome": messages.Welcome, "received": messages.Received,
    "digests_at": messages.DigestsAt, "evidence_query": messages.EvidenceQuery,
    "evidence_missing": messages.EvidenceMissing, "enrol": messages.Enrol,
    "enrolled": messages.Enrolled, "nonce": messages.Nonce, "proof": messages.Proof,
    "token": messages.Token, "rotate": messages.Rotate, "problem": messages.Problem,
}  # fmt: skip
DOCUMENTS: dict[str, tuple[type[msgspec.Struct], str, int]] = {
    "trust": (documents.Trust, documents.PAYLOAD_TRUST, 1),
    "manifest": (documents.Manifest, documents.PAYLOAD_RELEASE, 2),
    "assignment": (documents.Assignment, documents.PAYLOAD_ASSIGNMENT, 3),
    "carried": (documents.Carried, documents.PAYLOAD_CARRIED, 4),
    "receipt": (documents.Receipt, documents.PAYLOAD_RECEIPT, 3),
}


def key(number: int) -> SigningKey:
    return SigningKey.of(b64encode(bytes([number]) * 32).decode("ascii"))


def written(version: str, name: str) -> bytes:
    return (WIRE / version / name).read_bytes()


def lines(version: str = "v1") -> list[bytes]:
    return written(version, "events.ndjson").splitlines()


def says_all_of(now: Any, then: Any) -> bool:
    """Everything `then` said is said, under the same names and in the same form."""
    if isinstance(then, dict):
        return isinstance(now, dict) and all(
            name in now and says_all_of(now[name], it) for name, it in then.items()
        )
    return type(now) is type(then)


# --- the bytes themselves ---


def test_I14_an_event_is_written_as_the_first_version_wrote_it() -> None:
    assert [encode(decode(line)) for line in lines()] == lines()
    assert digest_of(lines()[-1]) == LAST
    assert list(verify_chain(lines(), EMPTY, Head(5, LAST))) == []


@pytest.mark.parametrize("name", MESSAGES)
def test_I14_a_message_is_written_as_the_first_version_wrote_it(name: str) -> None:
    then = written("v1", f"{name}.json")
    now = msgspec.json.encode(msgspec.json.decode(then, type=MESSAGES[name]))
    assert says_all_of(msgspec.json.decode(now), msgspec.json.decode(then))


@pytest.mark.parametrize("name", MESSAGES)
def test_I14_unheard_fields_of_a_message_change_nothing(name: str) -> None:
    read = [msgspec.json.decode(written(it, f"{name}.json"), type=MESSAGES[name])
            for it in VERSIONS]  # fmt: skip
    if name == "enrolled":  # its envelope is as it was signed
        assert read[0].device == read[1].device  # type: ignore[attr-defined]
    else:
        assert read[0] == read[1]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_I14_a_document_is_signed_as_the_first_version_signed_it(name: str) -> None:
    kind, payload_type, signer = DOCUMENTS[name]
    then = written("v1", f"{name}.dsse.json")
    document = opened(name, "v1")
    assert says_all_of(msgspec.to_builtins(document), msgspec.json.decode(payload_of(then)))
    again = seal(document, payload_type, key(signer))
    assert msgspec.json.decode(payload_of(again), type=kind) == document


@pytest.mark.parametrize("name", DOCUMENTS)
def test_I14_unheard_fields_of_a_document_are_signed_and_change_nothing(name: str) -> None:
    assert payload_of(written("newer", f"{name}.dsse.json")) != payload_of(
        written("v1", f"{name}.dsse.json")
    )
    assert opened(name, "newer") == opened(name, "v1")


def opened(name: str, version: str) -> Any:
    kind, payload_type, signer = DOCUMENTS[name]
    keys = {key(signer).id: key(signer).public}
    role = documents.Role([key(signer).id])
    envelope = written(version, f"{name}.dsse.json")
    return open_sealed(envelope, payload_type, kind, keys, role).document


@pytest.mark.parametrize("version", VERSIONS)
def test_I14_a_station_accepts_what_the_hub_of_that_version_signed(version: str) -> None:
    first = written(version, "trust.dsse.json")
    hub_id = "0192f3a0-0000-4000-8000-0000000000ab"
    trust = accept_first_trust(
        digest_of(payload_of(first)), msgspec.json.decode(first), hub_id
    ).document
    told = accept_assignment(trust, DEVICE, 2, written(version, "assignment.dsse.json")).document
    manifest = written(version, "manifest.dsse.json")
    assigned = msgspec.structs.replace(told.releases[0], manifest=digest_of(payload_of(manifest)))
    assert accept_manifest(trust, assigned, manifest).document.code == "FLG-M12-080"


# --- an old or a newer kiosk, this hub ---


@pytest.fixture
def asking(hub: Path) -> Any:  # noqa: F811
    from django.utils import timezone

    from hub.devices.identity import begin
    from hub.devices.models import Device
    from hub.releases import trust
    from tests.hub.asking import Asking

    trust.begin(str(begin().pk))
    device = Device.objects.create(
        id=uuid.UUID(DEVICE), station="A-07", public_key=key(4).public, enrolled_at=timezone.now()
    )
    return Asking(device)


@pytest.mark.parametrize("version", VERSIONS)
def test_I14_this_hub_understands_a_kiosk_of_that_version(asking: Any, version: str) -> None:
    from tests.hub.stationed import stored

    met = asking("POST", "/contact", written(version, "contact.json"), "application/json")
    sent = asking(
        "POST", f"/logs/{LOG}/events", written(version, "batch.zst"), EVENTS_TYPE,
        Content_Encoding=COMPRESSION,
    )  # fmt: skip
    asked = asking(
        "POST", "/evidence/missing", written(version, "evidence_query.json"), "application/json"
    )
    assert (met.status_code, sent.status_code, asked.status_code) == (200, 200, 200)
    assert stored(LOG) == lines(version)
    for answer, name in ((met, "welcome"), (sent, "received"), (asked, "evidence_missing")):
        assert says_all_of(answer.json(), msgspec.json.decode(written("v1", f"{name}.json")))


@pytest.mark.parametrize("version", VERSIONS)
def test_I14_events_of_that_version_are_read_or_flagged_and_block_none(
    asking: Any, version: str
) -> None:
    from hub.records.models import Cursor
    from hub.records.projecting import catch_up

    asking("POST", "/contact", written(version, "contact.json"), "application/json")
    asking(
        "POST", f"/logs/{LOG}/events", written(version, "batch.zst"), EVENTS_TYPE,
        Content_Encoding=COMPRESSION,
    )  # fmt: skip
    catch_up()
    assert Cursor.objects.get(log_id=LOG).seq == 5


@pytest.mark.parametrize("version", VERSIONS)
def test_I14_a_kiosk_of_that_version_is_enrolled(asking: Any, version: str) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from hub.devices.enrolling import _digest
    from hub.devices.models import EnrolmentCode

    EnrolmentCode.objects.create(
        digest=_digest("ABCDE-FGHJK-MNPQR-STVWX"),
        expires_at=timezone.now() + timedelta(hours=1),
    )
    answer = asking("POST", "/enrol", written(version, "enrol.json"), "application/json")
    assert answer.status_code == 201
    assert says_all_of(
        {**answer.json(), "trust": {}},
        {**msgspec.json.decode(written("v1", "enrolled.json")), "trust": {}},
    )


# --- an old or a newer hub, this kiosk ---


def hub_of(version: str) -> Hub:
    """Answers with that version's bytes."""
    answers = {
        "/nonce": "nonce", "/token": "token", "/contact": "welcome", "/events": "received",
        "/digests": "digests_at", "/missing": "evidence_missing", "/enrol": "enrolled",
    }  # fmt: skip

    def answer(request: httpx.Request) -> httpx.Response:
        place = request.url.path
        if place.endswith("/logs/refused/events"):
            return httpx.Response(
                409, content=written(version, "problem.json"),
                headers={"Content-Type": "application/problem+json"},
            )  # fmt: skip
        name = next(it for end, it in answers.items() if place.endswith(end))
        return httpx.Response(
            200, content=written(version, f"{name}.json"),
            headers={"Content-Type": "application/json"},
        )  # fmt: skip

    return Hub("http://hub", DEVICE, key(4), httpx.MockTransport(answer))


@pytest.mark.parametrize("version", VERSIONS)
def test_I14_this_kiosk_understands_a_hub_of_that_version(version: str) -> None:
    told = hub_of(version)
    contact = msgspec.json.decode(written("v1", "contact.json"), type=messages.Contact)
    assert told.contact(contact).have.seq == 2
    assert told.send(LOG, lines()).have == Head(5, LAST)
    assert told.digests(LOG, [1, 5])[5] == LAST
    assert len(told.missing(["0" * 64])) == 1
    asked = msgspec.json.decode(written("v1", "enrol.json"), type=messages.Enrol)
    assert told.enrol(asked).device == DEVICE
    with pytest.raises(Refused) as refused:
        told.send("refused", lines())
    assert refused.value.problem.code == "gap"
    assert refused.value.problem.have is not None
