"""Codes and sealed PINs: nobody at the hub learns one, and a reset ends every one before it."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta

import msgspec
import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from django.utils import timezone

from hub.devices.enrolling import revoke as shut_out
from hub.people import rules
from hub.people.models import Audit, FirstUse, SealedPin
from hub.people.pins import make_code, unlock
from hub.people.refusals import PeopleRefused
from hub.people.telling import count_for
from sop.wire.messages import ChosenPin
from tests.hub.people.conftest import WHO, member
from tests.hub.stationed import Stationed

SEALED = b64encode(b"only that device can open it").decode()


def choose(one: Stationed, person: str = "E1001", since: int = 0, *others: Stationed) -> int:
    sealed = {str(it.device.pk): SEALED for it in others}
    chosen = ChosenPin(person=person, since=since, sealed=sealed)
    body = msgspec.json.encode(chosen)
    return int(one("POST", "/pins", body, "application/json").status_code)


def test_a_code_is_told_once_and_kept_only_as_a_verifier(plant) -> None:
    code = make_code(WHO, "E1001")
    verifier = member(plant[0]).first_use
    assert verifier is not None
    assert verifier.startswith("$argon2id$")
    assert PasswordHasher().verify(verifier, code)
    kept = [*FirstUse.objects.values_list("verifier", flat=True), *Audit.objects.values_list()]
    assert code not in repr(kept)


def test_a_newer_code_ends_the_one_before(plant) -> None:
    first = make_code(WHO, "E1001")
    make_code(WHO, "E1001")
    with pytest.raises(VerifyMismatchError):
        PasswordHasher().verify(member(plant[0]).first_use, first)


def test_a_code_that_is_over_leaves_the_roster(plant) -> None:
    a, _ = plant
    make_code(WHO, "E1001", hours=1)
    before = count_for(a.device)
    FirstUse.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert count_for(a.device) == before + 1
    assert member(a).first_use is None


@pytest.mark.parametrize("hours", [0, -1, 24 * 15, float("nan")])
def test_a_code_is_good_for_a_short_time(plant, hours: float) -> None:
    with pytest.raises(PeopleRefused):
        make_code(WHO, "E1001", hours)


def test_a_chosen_pin_reaches_each_device_sealed_for_it_and_uses_the_code_up(plant) -> None:
    a, b = plant
    make_code(WHO, "E1001")
    assert choose(a, "E1001", 0, b) == 204
    assert member(b).pins == {str(b.device.pk): SEALED}
    assert (member(a).pins, member(a).first_use) == ({}, None)
    assert choose(a, "E1001", 0, b) == 204
    assert SealedPin.objects.count() == 1


def test_only_devices_that_are_here_are_sealed_for(plant) -> None:
    a, b = plant
    shut_out("A-2")
    ghost = Stationed("ghost")
    ghost.device.delete()
    ghost.device.pk = "0198c0de-0000-7000-8000-000000000009"
    assert choose(a, "E1001", 0, b, ghost) == 204
    assert not SealedPin.objects.exists()


@pytest.mark.parametrize("sealed", ["", "%%%", "A" * 404])
def test_what_is_no_sealed_box_is_not_passed_on(plant, sealed: str) -> None:
    a, b = plant
    chosen = ChosenPin(person="E1001", since=0, sealed={str(b.device.pk): sealed})
    answer = a("POST", "/pins", msgspec.json.encode(chosen), "application/json")
    assert answer.status_code == 204
    assert not SealedPin.objects.exists()


def test_a_reset_ends_every_pin_before_it_and_gives_another_code(plant) -> None:
    a, b = plant
    choose(a, "E1001", 0, b)
    code = unlock(WHO, "E1001", "locked out")
    found = member(b)
    assert found.pin_since > 0
    assert (found.pins, PasswordHasher().verify(found.first_use, code)) == ({}, True)
    assert choose(a, "E1001", 0, b) == 409
    assert choose(a, "E1001", found.pin_since + 1, b) == 409
    assert choose(a, "E1001", found.pin_since, b) == 204
    again = unlock(WHO, "E1001", "once more")
    assert again != code
    assert member(b).pin_since > found.pin_since


def test_nobody_resets_without_saying_why(plant) -> None:
    with pytest.raises(PeopleRefused):
        unlock(WHO, "E1001", "  ")


def test_a_pin_of_who_is_nobody_is_not_taken(plant) -> None:
    a, _ = plant
    rules.revoke(WHO, "E1001", "left")
    assert choose(a) == 409
    assert choose(a, "E9") == 404


def test_a_station_that_was_shut_out_chooses_nothing(plant) -> None:
    a, b = plant
    shut_out("A-1")
    assert choose(a, "E1001", 0, b) == 403
