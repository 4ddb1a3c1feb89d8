"""Going back, withdrawing, staging and halting: each a higher count at the stations it concerns."""

from __future__ import annotations

from hashlib import sha256
from uuid import uuid4

import pytest
from django.utils import timezone

from hub.devices.models import Device
from hub.releases import assigning, deciding, rollout
from hub.releases.models import Issued, Placement
from hub.releases.placing import share
from hub.releases.refusals import ReleaseRefused
from sop.wire.failures import failed_release, release_failed
from sop.wire.messages import Health
from tests.hub.releases.conftest import revisions, station, told

REASON = {"zh": "扭矩写错", "en": "the torque is wrong"}


def refusal(call, *given, **named) -> str:
    with pytest.raises(ReleaseRefused) as refused:
        call(*given, **named)
    return refused.value.code


def counts(stations) -> list[int]:
    return [told(it).count for it in stations]


def test_every_decision_counts_up_by_one_where_it_changes_anything(publish, stations) -> None:
    publish("A")
    publish("A", code="ONLY-B", extra="applies_to: {stations: [B-1]}\n")

    assert counts(stations) == [1, 1, 2]


def test_deciding_the_same_again_is_no_news(publish, stations) -> None:
    release = publish("A")
    deciding.assign(release)
    assigning.renew()

    assert counts(stations) == [1, 1, 1]


def test_going_back_is_a_higher_count_naming_the_older_digest(publish, stations) -> None:
    older = publish("A")
    publish("B")
    assert revisions(stations[0]) == ["B"]
    deciding.assign(older)

    assert counts(stations) == [3, 3, 3]
    assert [it.release for it in told(stations[0]).releases] == [older.digest]


def test_one_station_alone_can_go_back(publish, stations) -> None:
    older = publish("A")
    publish("B")
    deciding.assign(older, "B-1")

    assert [revisions(it) for it in stations] == [["B"], ["B"], ["A"]]


def test_a_withdrawal_reaches_everybody_it_concerns_with_its_reason(publish, stations) -> None:
    release = publish("A", extra="applies_to: {stations: [A-1]}\n")
    deciding.withdraw(release, "stop", REASON)

    (withdrawn,) = told(stations[0]).withdrawals
    assert (withdrawn.release, withdrawn.severity) == (release.digest, "stop")
    assert withdrawn.reason == REASON
    assert told(stations[0]).releases == []
    assert assigning.newest_for(stations[2]).count == 1


def test_what_was_withdrawn_never_comes_back(publish, stations) -> None:
    release = publish("A")
    deciding.withdraw(release, "finish", REASON)

    assert refusal(deciding.assign, release) == "withdrawn"
    assert refusal(deciding.withdraw, release, "finish", REASON) == "already_withdrawn"
    deciding.withdraw(release, "stop", REASON)
    assert refusal(deciding.withdraw, release, "finish", REASON) == "already_withdrawn"
    assert told(stations[0]).withdrawals[0].severity == "stop"


def test_withdrawing_brings_no_older_revision_back_until_somebody_decides(
    publish, stations
) -> None:
    older, newer = publish("A"), publish("B")
    deciding.withdraw(newer, "stop", REASON)
    assert revisions(stations[0]) == []

    deciding.assign(older)
    assert revisions(stations[0]) == ["A"]


def test_what_cannot_be_assigned_is_refused(publish, stations, office) -> None:
    from hub.releases import trust
    from sop.signing import SigningKey

    release = publish("A")
    assert refusal(deciding.assign, release, "Z-9") == "no_station"
    assert refusal(deciding.assign, release, percent=0) == "bad_terms"
    assert refusal(deciding.assign, release, effective="2020-01-01") == "bad_terms"
    trust.add_key("release", SigningKey.make().public)
    trust.set_threshold("release", 2)
    assert refusal(deciding.assign, publish("B")) == "not_approved"


def test_a_new_station_is_told_at_its_first_contact(publish) -> None:
    publish("A")
    late = station("C-1")

    standing = rollout.standing(late, Health(station="C-1"))

    assert (standing.trust, standing.assignment) == (1, 1)
    assert revisions(late) == ["A"]


def test_a_station_that_is_called_otherwise_is_assigned_otherwise(publish, stations) -> None:
    publish("A", extra="applies_to: {stations: [A-1]}\n")
    moved = stations[2]
    assert revisions(moved) == []
    moved.station = "A-1"
    moved.save()
    rollout.standing(moved, Health(station="A-1"))

    assert revisions(moved) == ["A"]
    assert told(moved).count == 2


def test_a_hub_restored_from_a_backup_goes_on_above_what_stations_accepted(
    publish, stations
) -> None:
    """The station saw count 9 before; a lower one it would take for an attack."""
    publish("A")

    assert rollout.standing(stations[0], Health(station="A-1", assignment=9)).assignment == 10
    assert rollout.standing(stations[0], Health(station="A-1", assignment=10)).assignment == 10
    assert told(stations[0]).count == 10


def test_a_revoked_station_is_told_nothing_any_more(publish, stations) -> None:
    publish("A")
    stations[0].revoked_at = timezone.now()
    stations[0].save()
    publish("B")

    assert counts(stations) == [1, 2, 2]


def staged(publish, number: int = 40, percent: int = 25):
    """Revision B, staged; returns it and the stations inside and outside."""
    Device.objects.bulk_create(
        Device(id=uuid4(), station=f"S-{n}", enrolled_at=timezone.now()) for n in range(number)
    )
    publish("A")
    release = publish("B", percent=percent)
    devices = list(Device.objects.all())
    inside = [it for it in devices if share(it.station, release.digest) < percent]
    outside = [it for it in devices if it not in inside]
    assert inside
    assert outside
    return release, inside, outside


def test_a_staged_release_reaches_its_share_and_then_more(publish, office) -> None:
    release, inside, outside = staged(publish)
    assert {tuple(revisions(it)) for it in inside} == {("B",)}
    assert {tuple(revisions(it)) for it in outside} == {("A",)}

    deciding.assign(release, percent=100)
    assert {tuple(revisions(it)) for it in outside} == {("B",)}
    assert set(counts(inside)) == {2}


def failing(release) -> Health:
    problems = [release_failed(release.digest, "cannot_read"), "disk low"]
    return Health(station="S", problems=problems)


def test_a_staged_release_that_fails_goes_no_further(publish, office) -> None:
    release, inside, outside = staged(publish)
    rollout.standing(inside[0], failing(release))
    late = [station(f"L-{n}") for n in range(30)]
    for it in late:
        rollout.standing(it, Health(station=it.station))

    halted = Placement.objects.get(release=release)
    assert halted.halted_at is not None
    assert "cannot_read" in halted.halted_because
    assert {tuple(revisions(it)) for it in inside} == {("B",)}
    assert {tuple(revisions(it)) for it in [*outside, *late]} == {("A",)}


def test_a_halted_release_goes_on_when_somebody_decides_so(publish, office) -> None:
    release, inside, outside = staged(publish)
    rollout.standing(inside[0], failing(release))
    deciding.assign(release, percent=100)

    assert {tuple(revisions(it)) for it in outside} == {("B",)}


def test_troubles_of_another_kind_halt_nothing(publish, office) -> None:
    release, inside, _ = staged(publish)
    other = release_failed(sha256(b"another").hexdigest(), "cannot_read")
    rollout.standing(inside[0], Health(station="S", problems=["disk low", other]))

    assert Placement.objects.get(release=release).halted_at is None


def test_one_station_of_many_is_not_yet_a_failure_of_the_release(publish, office) -> None:
    release, inside, _ = staged(publish, number=80, percent=60)
    assert len(inside) > 20
    rollout.hear(inside[0], failing(release))
    assert Placement.objects.get(release=release).halted_at is None

    for other in inside[1 : len(inside) // 10 + 2]:
        other.health = {"problems": failing(release).problems}
        other.save()
    rollout.hear(inside[0], failing(release))
    assert Placement.objects.get(release=release).halted_at is not None


def test_a_failure_names_its_release() -> None:
    assert failed_release(release_failed("ab" * 32, "digest")) == "ab" * 32
    assert failed_release("disk low") is None


def test_no_count_is_ever_issued_twice(publish, stations) -> None:
    publish("A")
    newest = assigning.newest_for(stations[0])
    copy = {"device": newest.device, "count": newest.count, "envelope": b"", "content": ""}

    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        Issued.objects.create(**copy, station="A-1", issued_at=timezone.now())


def test_a_hub_that_can_sign_nothing_still_meets_its_stations(publish, stations, office) -> None:
    """Records must come up whatever became of the keys."""
    publish("A")
    (office / "keys" / "assignment.key").unlink()

    assert rollout.standing(stations[0], Health(station="A-1", assignment=7)).assignment == 1
    assert rollout.standing(station("C-1"), Health(station="C-1")).assignment == 0
    assert refusal(publish, "B") == "no_assignment_key"


@pytest.mark.parametrize("claimed", [1 << 52, 1 << 63, 1 << 64, -5])
def test_a_count_no_hub_ever_came_to_is_not_followed(publish, stations, claimed) -> None:
    publish("A")

    assert rollout.standing(stations[0], Health(station="A-1", assignment=claimed)).assignment == 1
