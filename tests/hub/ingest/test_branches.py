"""I8, I9: restored hubs, restored and cloned stations. Both histories stay, nothing is merged."""

from __future__ import annotations

from uuid import uuid4

import pytest

from hub.ingest.models import Event, Log
from sop.journal import EMPTY, Head
from sop.wire.messages import Branch
from tests.hub.asking import code
from tests.hub.conftest import without_triggers
from tests.hub.journals import Journal
from tests.hub.stationed import Stationed, have, stored


@pytest.fixture
def sent(station: Stationed, journal: Journal) -> Journal:
    """Six events at the hub."""
    journal.write(3)
    station.send(journal.log, journal.lines)
    return journal


def test_a_new_log_begins_at_nothing(station: Stationed) -> None:
    assert have(station.contact(Journal())) == EMPTY


def test_a_branch_begins_where_it_branched_off(station: Stationed, sent: Journal) -> None:
    restored = sent.copy(4)
    restored.write(2)
    restored.branch_off(4)

    assert have(station.contact(restored)) == sent.head_at(4)
    assert have(station.send(restored.log, restored.lines[4:])) == restored.head
    assert stored(restored.log) == restored.lines[4:]
    assert stored(sent.log) == sent.lines


def test_lines_from_before_the_fork_carry_the_parents_id(station: Stationed, sent: Journal) -> None:
    restored = sent.copy(4)
    restored.write(2)
    restored.branch_off(4)
    station.contact(restored)

    station.send(restored.log, restored.lines[4:])

    assert all(sent.log.encode() in line for line in stored(restored.log)[:2])


def test_an_overlap_with_the_parent_is_compared_byte_for_byte(
    station: Stationed, sent: Journal
) -> None:
    restored = sent.copy(4)
    restored.branch_off(4)
    station.contact(restored)

    assert have(station.send(restored.log, restored.lines)) == restored.head
    assert stored(restored.log) == restored.lines[4:]

    other = sent.copy(1)
    other.write(3)
    assert code(station.send(restored.log, other.lines)) == "fork"


def test_a_branch_of_a_branch_finds_every_digest(station: Stationed, sent: Journal) -> None:
    second = sent.copy(4)
    second.branch_off(4)
    second.write(3)
    station.contact(second)
    station.send(second.log, second.lines[4:])
    third = second.copy(6)
    third.branch_off(6)
    station.contact(third)
    station.send(third.log, third.lines[6:])

    seqs = range(len(third.lines) + 2)
    digests = station.digests(third.log, *seqs)

    assert digests == {seq: third.head_at(seq).digest for seq in range(len(third.lines) + 1)}
    assert have(station.send(third.log, third.lines)) == third.head


def test_digests_beyond_a_branching_point_are_the_branchs_own(
    station: Stationed, sent: Journal
) -> None:
    """The parent went on after it; what it holds there is another history."""
    restored = sent.copy(4)
    restored.branch_off(4)
    station.contact(restored)

    assert station.digests(restored.log, 4, 5, 6) == {4: sent.head_at(4).digest}


def test_a_branch_of_a_log_that_is_not_held_gets_everything(station: Stationed) -> None:
    """Another hub, or one restored to before that log: work done is taken all the same."""
    journal = Journal()
    journal.write(5)
    journal.branch_off(5)

    assert have(station.contact(journal)) == EMPTY
    assert have(station.send(journal.log, journal.lines)) == journal.head
    assert stored(journal.log) == journal.lines


@pytest.mark.parametrize(
    "parent",
    [
        Branch("no id", Head(1, "0" * 64)),
        Branch(str(uuid4()), Head(0, EMPTY.digest)),
        Branch("held", Head(3, "f" * 64)),
        Branch("held", Head(2**70, "f" * 64)),
        Branch("held", Head(-1, "0" * 64)),
    ],
)
def test_a_parent_that_is_not_held_so_is_no_parent(
    station: Stationed, sent: Journal, parent: Branch
) -> None:
    branch = Journal()
    log = sent.log if parent.log == "held" else parent.log
    branch.parent = Branch(log, parent.head)

    assert have(station.contact(branch)) == EMPTY


def test_a_branch_that_is_announced_twice_stays_where_it_was(
    station: Stationed, sent: Journal
) -> None:
    restored = sent.copy(4)
    restored.branch_off(4)
    station.contact(restored)
    station.send(restored.log, restored.lines[4:])

    restored.parent = None

    assert have(station.contact(restored)) == restored.head


def test_a_restored_hub_tells_its_lower_head_and_gets_the_rest_again(
    station: Stationed, sent: Journal
) -> None:
    """I8."""
    with without_triggers():
        Event.objects.filter(log_id=sent.log, seq__gt=2).delete()
    head = sent.head_at(2)
    Log.objects.filter(pk=sent.log).update(seq=head.seq, digest=head.digest)

    assert have(station.contact(sent)) == head
    station.send(sent.log, sent.lines[2:])

    assert stored(sent.log) == sent.lines


def test_a_station_enrolled_anew_branches_off_its_old_devices_log(
    station: Stationed, sent: Journal
) -> None:
    """Who can name an event's digest has the journal."""
    again = Stationed("A-1")
    assert code(again.contact(sent)) == "other_device"
    sent.branch_off(6)

    assert have(again.contact(sent)) == sent.head_at(6)
    assert have(again.send(sent.log, sent.lines[6:])) == sent.head


def test_the_last_common_event_is_found_by_asking(station: Stationed, sent: Journal) -> None:
    clone = sent.copy(3)
    clone.write(5)

    digests = station.digests(sent.log, 2, 3, 4, 99)

    assert digests[3] == clone.head_at(3).digest
    assert digests[4] != clone.head_at(4).digest
    assert 99 not in digests
