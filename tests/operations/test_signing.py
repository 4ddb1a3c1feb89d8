"""A badge identifies; it takes a PIN as well to sign."""

import pytest

from kiosk.operations.signing import (
    UnknownBadge,
    authenticate,
    sign_in,
    sign_out,
)
from kiosk.operations.station import Station
from tests.operations.conftest import WANG


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
