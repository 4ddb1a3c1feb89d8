"""A code makes one station ours, once, for a short time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import msgspec
import pytest
from django.db import connections
from django.utils import timezone

from hub.devices.enrolling import invitation, invite
from hub.devices.models import Device, EnrolmentCode
from hub.releases import trust
from sop.signing import SigningKey
from sop.signing.accepting import accept_first_trust
from sop.wire.messages import Enrol, Enrolled
from tests.hub.asking import Asking, code
from tests.hub.journals import Journal
from tests.hub.stationed import Stationed

pytestmark = pytest.mark.usefixtures("office")


def enrol(invited: str, key: SigningKey | None = None, **said: Any) -> Any:
    told = Enrol(
        code=invited,
        public_key=(key or SigningKey.make()).public,
        **{"station": "ST-07", "operation": "OP20", "versions": {"kiosk": "0.1.0"}, **said},
    )
    return Asking()("POST", "/enrol", msgspec.json.encode(told), "application/json")


def test_a_good_code_makes_a_device_that_believes_the_pinned_trust() -> None:
    text = invitation("http://hub:8470/", invite())
    told = {name: value for name, (value,) in parse_qs(text.partition("?")[2]).items()}

    answer = enrol(told["code"])

    assert answer.status_code == 201
    enrolled = msgspec.json.decode(answer.content, type=Enrolled)
    assert accept_first_trust(told["trust"], enrolled.trust, enrolled.hub)
    assert told["url"] == "http://hub:8470"
    device = Device.objects.get(pk=enrolled.device)
    assert (device.station, device.operation, device.named) == ("ST-07", "OP20", False)


def test_a_code_is_good_once() -> None:
    invited = invite()
    enrol(invited)

    again = enrol(invited)

    assert (again.status_code, code(again)) == (403, "bad_code")
    assert Device.objects.count() == 1


def test_the_same_station_may_ask_again_when_the_answer_was_lost() -> None:
    invited, key = invite(), SigningKey.make()

    first, again = enrol(invited, key), enrol(invited, key)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert Device.objects.count() == 1


def test_of_several_that_use_one_code_at_once_one_becomes_a_station() -> None:
    invited = invite()

    def ask(_: int) -> int:
        try:
            return int(enrol(invited).status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(5) as pool:
        told = sorted(pool.map(ask, range(5)))

    assert told == [201, 403, 403, 403, 403]
    assert Device.objects.count() == 1


def test_a_code_that_is_over_is_refused() -> None:
    invited = invite(hours=1)
    EnrolmentCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert code(enrol(invited)) == "bad_code"


@pytest.mark.parametrize("seen", ["", "AAAAA-BBBBB-CCCCC-DDDDD", "接入码", "😀" * 2000])
def test_a_code_nobody_made_is_refused(seen: str) -> None:
    assert code(enrol(seen)) == "bad_code"


def test_a_code_may_be_typed_in_small_letters() -> None:
    assert enrol(f" {invite().lower()} ").status_code == 201


def test_only_a_digest_of_the_code_is_kept() -> None:
    invited = invite()

    assert invited not in str(list(EnrolmentCode.objects.values_list()))


def test_a_name_in_the_code_is_the_hubs_and_stays() -> None:
    device = enrol(invite("A-1", "OP10")).json()["device"]
    row = Device.objects.get(pk=device)
    assert (row.station, row.operation) == ("A-1", "OP10")

    asking = Asking(row)
    asking("POST", "/contact", Journal().contact(station="other"), "application/json")

    row.refresh_from_db()
    assert (row.station, row.health["station"]) == ("A-1", "other")


def test_without_one_a_station_is_called_what_it_calls_itself() -> None:
    station = Stationed("A-1")

    station.contact(Journal(), station="A-9", operation="OP30")

    station.device.refresh_from_db()
    assert (station.device.station, station.device.operation) == ("A-9", "OP30")


@pytest.mark.parametrize("key", ["", "AAAA", "not base64!", "A" * 44, "钥匙"])
def test_what_is_no_key_is_refused_and_the_code_stays_good(key: str) -> None:
    invited = invite()
    body = msgspec.json.encode(Enrol(code=invited, public_key=key, station="x"))
    asked = Asking()("POST", "/enrol", body, "application/json")

    assert (asked.status_code, code(asked)) == (422, "bad_key")
    assert enrol(invited).status_code == 201


def test_a_hub_without_trust_uses_up_no_code(office: Path) -> None:
    from hub.releases.models import TrustVersion

    invited = invite()
    kept = list(TrustVersion.objects.all())
    TrustVersion.objects.all().delete()

    assert code(enrol(invited)) == "no_trust"
    TrustVersion.objects.bulk_create(kept)
    assert trust.version() == 1
    assert enrol(invited).status_code == 201


@pytest.mark.parametrize("body", [b"", b"[]", b"<html>", b'{"code":1}', b"\xff\xfe", b'{"code":"'])
def test_what_is_no_request_is_told_as_invalid(body: bytes) -> None:
    answer = Asking()("POST", "/enrol", body, "application/json")

    assert (answer.status_code, code(answer)) == (422, "invalid")


def test_a_text_no_database_keeps_is_told_as_invalid() -> None:
    assert code(enrol(invite(), station="A\x001")) == "invalid"


def test_a_message_without_end_is_refused() -> None:
    assert code(enrol(invite(), station="A" * (1 << 21))) == "too_large"
