"""I13: a device proves itself by its key; a revoked one pushes nothing; nobody is locked out."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any
from uuid import uuid4

import msgspec
import pytest

from hub.access import token_for
from hub.configuration import configuration
from hub.devices import nonces
from hub.devices.enrolling import revoke
from hub.devices.models import SpentNonce
from sop.signing import SigningKey
from sop.wire.messages import Proof, Rotate
from tests.hub.asking import Asking, code
from tests.hub.journals import Journal
from tests.hub.stationed import Stationed, stored


def nonce_of(station: Stationed) -> str:
    return str(Asking()("POST", f"/devices/{station.device.pk}/nonce").json()["nonce"])


def prove(station: Stationed, nonce: str, key: SigningKey | None = None) -> Any:
    signature = (key or station.key).sign(b64decode(nonce))
    proof = Proof(nonce, b64encode(signature).decode("ascii"))
    place = f"/devices/{station.device.pk}/token"
    return Asking()("POST", place, msgspec.json.encode(proof), "application/json")


def with_token(token: str) -> Asking:
    asking = Asking()
    asking._headers = {"Authorization": f"Bearer {token}"}
    return asking


def test_a_signed_nonce_wins_a_token(station: Stationed) -> None:
    answer = prove(station, nonce_of(station))

    assert answer.json()["lasts"] == configuration().token_lasts
    asking = with_token(answer.json()["token"])
    assert asking("POST", "/contact", Journal().contact(), "application/json").status_code == 200


def test_a_nonce_is_32_bytes_and_never_the_same(station: Stationed) -> None:
    seen = {nonce_of(station) for _ in range(50)}

    assert len(seen) == 50
    assert {len(b64decode(it)) for it in seen} == {32}


def test_a_nonce_is_good_once(station: Stationed) -> None:
    nonce = nonce_of(station)
    prove(station, nonce)

    again = prove(station, nonce)

    assert (again.status_code, code(again)) == (401, "unauthenticated")


def test_asking_for_nonces_leaves_nothing_behind(station: Stationed) -> None:
    for _ in range(20):
        nonce_of(station)

    assert SpentNonce.objects.count() == 0


@pytest.mark.parametrize("minutes", [-3, 3])
def test_a_nonce_that_is_over_is_refused(
    station: Stationed, monkeypatch: pytest.MonkeyPatch, minutes: int
) -> None:
    nonce = nonce_of(station)
    now = nonces._now() + minutes * 60
    monkeypatch.setattr(nonces, "_now", lambda: now)

    assert code(prove(station, nonce)) == "unauthenticated"


def test_a_nonce_of_another_device_or_another_hub_is_refused(station: Stationed) -> None:
    foreign = [nonces.make_nonce(uuid4()), b64encode(bytes(32)).decode(), b64encode(b"").decode()]

    assert {code(prove(station, it)) for it in foreign} == {"unauthenticated"}


def test_another_key_wins_nothing(station: Stationed) -> None:
    assert code(prove(station, nonce_of(station), SigningKey.make())) == "unauthenticated"


def test_a_device_nobody_enrolled_gets_a_nonce_and_no_token(station: Stationed) -> None:
    """So that nobody learns which ids exist."""
    stranger = Stationed("x")
    stranger.device.delete()
    stranger.device.pk = uuid4()

    assert code(prove(stranger, nonce_of(stranger))) == "unauthenticated"


@pytest.mark.parametrize("proof", [("", ""), ("!", "!"), ("QUJD", "QUJD"), ("A" * 44, "ü")])
def test_what_is_no_proof_is_refused(station: Stationed, proof: tuple[str, str]) -> None:
    body = msgspec.json.encode(Proof(*proof))
    place = f"/devices/{station.device.pk}/token"

    answer = Asking()("POST", place, body, "application/json")

    assert (answer.status_code, code(answer)) == (401, "unauthenticated")


# --- revocation ---


def test_a_revoked_device_is_refused_at_once_with_a_token_that_still_lasts(
    station: Stationed, journal: Journal
) -> None:
    assert revoke(station.device.station) == 1

    told = [
        station.send(journal.log, journal.lines),
        station.contact(journal),
        station.get(f"/logs/{journal.log}/digests?seq=1"),
        station.get("/assignment"),
        prove(station, nonce_of(station)),
    ]

    assert [(it.status_code, code(it)) for it in told] == [(403, "revoked")] * 5
    assert stored(journal.log) == []


def test_revoking_by_id_shuts_out_that_one_alone(station: Stationed, journal: Journal) -> None:
    twin = Stationed(station.device.station)

    assert revoke(str(twin.device.pk)) == 1
    assert revoke(str(twin.device.pk)) == 0

    assert code(twin.contact(Journal())) == "revoked"
    assert station.send(journal.log, journal.lines).status_code == 200


def test_that_a_device_is_revoked_is_told_only_to_who_has_its_key(station: Stationed) -> None:
    revoke(station.device.station)

    assert code(prove(station, nonce_of(station), SigningKey.make())) == "unauthenticated"


# --- tokens ---


@pytest.mark.parametrize("change", ["", "cut", "other", "none", "swapped"])
def test_a_token_that_was_not_given_here_is_none(station: Stationed, change: str) -> None:
    token = token_for(station.device)
    bad = {
        "": "",
        "cut": token[:-1],
        "other": token[:10] + ("A" if token[10] != "A" else "B") + token[11:],
        "none": "none",
        "swapped": ":".join(reversed(token.split(":"))),
    }[change]
    asking = with_token(bad)

    answer = asking("POST", "/contact", Journal().contact(), "application/json")

    assert (answer.status_code, code(answer)) == (401, "unauthenticated")


def test_a_token_is_over_after_a_while(station: Stationed, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    later = time.time() + configuration().token_lasts + 1
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)

    answer = station.contact(Journal())

    assert (answer.status_code, code(answer)) == (401, "unauthenticated")


# --- another key ---


def rotate(station: Stationed, key: SigningKey) -> Any:
    place = f"/devices/{station.device.pk}/key"
    return station("POST", place, msgspec.json.encode(Rotate(key.public)), "application/json")


def test_both_keys_hold_until_the_new_one_is_used(station: Stationed) -> None:
    """The answer to the announcement may be lost: either key still opens."""
    new = SigningKey.make()
    assert rotate(station, new).status_code == 204
    assert rotate(station, new).status_code == 204

    assert prove(station, nonce_of(station)).status_code == 200
    assert prove(station, nonce_of(station), new).status_code == 200
    assert code(prove(station, nonce_of(station))) == "unauthenticated"
    assert prove(station, nonce_of(station), new).status_code == 200


def test_the_answer_to_the_first_use_may_be_lost_too(station: Stationed) -> None:
    new = SigningKey.make()
    rotate(station, new)
    prove(station, nonce_of(station), new)

    assert rotate(station, new).status_code == 204
    station.device.refresh_from_db()
    assert (station.device.public_key, station.device.pending_key) == (new.public, "")


def test_a_key_announced_later_takes_the_place_of_one_never_used(station: Stationed) -> None:
    first, second = SigningKey.make(), SigningKey.make()
    rotate(station, first)
    rotate(station, second)

    assert code(prove(station, nonce_of(station), first)) == "unauthenticated"
    assert prove(station, nonce_of(station), second).status_code == 200


def test_a_failed_proof_ends_no_key(station: Stationed) -> None:
    new = SigningKey.make()
    rotate(station, new)
    prove(station, b64encode(bytes(32)).decode(), new)

    assert prove(station, nonce_of(station)).status_code == 200


def test_nobody_changes_another_devices_key(station: Stationed) -> None:
    other = Stationed("B-1")
    place = f"/devices/{station.device.pk}/key"
    body = msgspec.json.encode(Rotate(SigningKey.make().public))

    answer = other("POST", place, body, "application/json")

    assert (answer.status_code, code(answer)) == (403, "other_device")


def test_what_is_no_key_is_not_announced(station: Stationed) -> None:
    place = f"/devices/{station.device.pk}/key"

    answer = station("POST", place, msgspec.json.encode(Rotate("x")), "application/json")

    assert code(answer) == "bad_key"
