"""What a station believes of a roster: only its own, only signed, and never an older one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop.signing import SigningKey, Untrusted, canonical_bytes, seal
from sop.signing.rosters import accept_roster, names_anybody, wearing
from sop.wire.documents import (
    PAYLOAD_ASSIGNMENT,
    PAYLOAD_ROSTER,
    Member,
    Peer,
    Roster,
    Skill,
)
from tests.sop.signing import documents as made

LI = Member(id="p-1", badge="B-1", names={"zh": "李娜"}, skills={"torque": Skill(3, "2027-01-31")})
WANG = Member(id="p-2", badge="B-2", names={"zh": "王芳"})


def roster(count: int = 1, **changes: Any) -> Roster:
    told: dict[str, Any] = {
        "device": made.DEVICE,
        "count": count,
        "issued": "2026-11-23T08:00:00+08:00",
        "people": [LI, WANG],
        "peers": [Peer(device="d-1", station="A-1", key=made.LI.public, line="L1")],
    }
    return Roster(**(told | changes))


def sealed(told: Roster, *signers: SigningKey, payload: str = PAYLOAD_ROSTER) -> bytes:
    return canonical_bytes(seal(told, payload, *(signers or (made.ISSUER,))))


def refusal(told: Roster, highest: int = 0, *signers: SigningKey, accepted: str = "") -> str:
    with pytest.raises(Untrusted) as doubt:
        accept_roster(made.trust(), made.DEVICE, highest, sealed(told, *signers), accepted)
    assert doubt.value.zh != doubt.value.en
    return doubt.value.code


@given(highest=st.integers(0, 99), found=st.integers(1, 99))
def test_a_roster_never_goes_back(highest: int, found: int) -> None:
    told = roster(found)
    if found > highest:
        opened = accept_roster(made.trust(), made.DEVICE, highest, sealed(told))
        assert opened.document == told
    else:
        expected = "roster_differs" if found == highest else "roster_rollback"
        assert refusal(told, highest) == expected


def test_the_same_roster_may_come_again_by_another_way() -> None:
    envelope = sealed(roster(3))
    first = accept_roster(made.trust(), made.DEVICE, 2, envelope)
    again = accept_roster(made.trust(), made.DEVICE, 3, envelope, first.digest)
    assert again == first
    assert refusal(roster(3, people=[LI]), 3, accepted=first.digest) == "roster_differs"


def test_another_stations_roster_is_refused() -> None:
    assert refusal(roster(device="another")) == "roster_elsewhere"


@pytest.mark.parametrize("signer", [made.ROOT, made.LI, made.STRANGER])
def test_only_the_assignment_role_may_say_who_works_here(signer: SigningKey) -> None:
    assert refusal(roster(), 0, signer) == "too_few_signatures"


def test_an_assignment_is_no_roster() -> None:
    envelope = sealed(roster(), payload=PAYLOAD_ASSIGNMENT)
    with pytest.raises(Untrusted) as doubt:
        accept_roster(made.trust(), made.DEVICE, 0, envelope)
    assert doubt.value.code == "other_type"


@pytest.mark.parametrize(
    "changes",
    [
        {"count": 0},
        {"count": 1 << 54},
        {"lasts_hours": 0},
        {"lasts_hours": 1 << 40},
        {"issued": "2026-11-23T08:00:00"},
        {"people": [LI, LI]},
        {"people": [LI, Member(id="p-3", badge="B-1", names={"en": "X"})]},
        {"people": [Member(id="", names={"en": "X"})]},
        {"people": [Member(id="p", names={})]},
        {"people": [Member(id="p", names={"en": "X"}, badge=" ")]},
        {"people": [Member(id="p", names={"en": "X"}, pin_since=-1)]},
        {"people": [Member(id="p", names={"en": "X"}, pins={"d": "%%"})]},
        {"people": [Member(id="p", names={"en": "X"}, skills={"s": Skill(5)})]},
        {"people": [Member(id="p", names={"en": "X"}, skills={"s": Skill(1, "soon")})]},
        {"peers": [Peer(device="d", station="A", key="no key")]},
    ],
)
def test_a_roster_that_makes_no_sense_is_refused_though_signed(changes: Any) -> None:
    assert refusal(roster(**({"count": 5} | changes)), -9) == "malformed"


def test_every_flipped_byte_of_a_roster_is_noticed() -> None:
    envelope = sealed(roster(2))
    for place in range(len(envelope)):
        altered = envelope[:place] + bytes([envelope[place] ^ 1]) + envelope[place + 1 :]
        with pytest.raises(Untrusted):
            accept_roster(made.trust(), made.DEVICE, 1, altered)


def test_a_lost_badge_is_nobodys_and_who_is_revoked_wears_none() -> None:
    assert wearing(roster()) == {"B-1": "p-1", "B-2": "p-2"}
    assert wearing(roster(lost=["B-1"])) == {"B-2": "p-2"}
    assert wearing(roster(revoked=["p-2"])) == {"B-1": "p-1"}


def test_a_roster_that_names_nobody_tells_of_stations_only() -> None:
    assert names_anybody(roster())
    assert names_anybody(roster(people=[], revoked=["p-9"]))
    assert not names_anybody(roster(people=[]))
