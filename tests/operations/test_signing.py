"""A badge identifies; it takes a PIN as well to sign."""

from datetime import timedelta

import pytest

from kiosk.operations.signing import (
    TRIES,
    SignatureRefused,
    SigningPaused,
    UnknownBadge,
    authenticate,
    sign_in,
    sign_out,
)
from kiosk.operations.station import Station
from tests.operations.conftest import WANG
from tests.store.fakes import FakeClock


def _kinds(station: Station) -> list[str]:
    return [stored.kind for stored in station.store.tail(0, 100)]


def test_an_unknown_badge_is_refused_in_both_languages(station: Station) -> None:
    with pytest.raises(UnknownBadge) as refused:
        sign_in(station, "B-9999")
    assert "B-9999" in refused.value.text("zh")
    assert "B-9999" in refused.value.text("en")
    assert station.person is None


def test_signing_in_and_out_is_recorded(station: Station) -> None:
    sign_in(station, WANG)
    sign_out(station, "idle")
    assert _kinds(station)[-2:] == ["SignedIn", "SignedOut"]
    assert station.person is None


def test_badge_and_pin_together_authenticate(station: Station) -> None:
    assert authenticate(station, WANG, "284917").id == "E1001"


def test_wrong_pins_are_recorded_and_then_the_right_one_waits_too(station: Station) -> None:
    for _ in range(TRIES):
        with pytest.raises(SignatureRefused):
            authenticate(station, WANG, "000000")
    with pytest.raises(SigningPaused):
        authenticate(station, WANG, "284917")
    assert _kinds(station).count("PinRefused") == TRIES


def test_setting_the_clock_back_does_not_give_new_tries(station: Station, clock: FakeClock) -> None:
    for _ in range(TRIES):
        with pytest.raises(SignatureRefused):
            authenticate(station, WANG, "000000")
    clock.at -= timedelta(hours=1)
    with pytest.raises(SigningPaused):
        authenticate(station, WANG, "284917")


def test_after_the_pause_the_right_pin_signs(station: Station, clock: FakeClock) -> None:
    for _ in range(TRIES):
        with pytest.raises(SignatureRefused):
            authenticate(station, WANG, "000000")
    clock.at += timedelta(seconds=61)
    assert authenticate(station, WANG, "284917").id == "E1001"
