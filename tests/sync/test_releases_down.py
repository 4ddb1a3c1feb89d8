"""Releases come down whole or not at all, whatever the network and the store do."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.operations.governing import in_force
from kiosk.sync.errors import NotBelieved
from tests.sync.proxy import Fault

PROCEDURES = Path(__file__).parents[2] / "resources" / "procedures" / "FLG-M12-080"


def publish(revision: str):
    from hub.releases.publishing import Terms, publish
    from sop.language import load_procedure

    return publish(load_procedure(PROCEDURES / revision), Terms())


def runs(one) -> dict[str, str]:
    return {it.code: it.revision for it in in_force(one.station)}


@pytest.mark.parametrize("after", range(12))
def test_I04_a_download_cut_anywhere_goes_on_and_half_a_release_is_never_in_force(
    live, network, station, after: int
) -> None:
    one = station()
    publish("A")
    one.until_sent()
    assert runs(one) == {"FLG-M12-080": "A"}
    publish("B")
    network.faults.extend([Fault()] * after + [Fault("cut_down", 700), Fault("cut_down", 5000)])
    for _ in range(6):
        one.try_to_sync()
        told = in_force(one.station)
        assert [it.revision for it in told] in (["A"], ["B"])
        for release in told:
            media = one.station.release(release.digest).media.values()
            assert all(one.store.blobs.is_intact(it.sha256) for it in media)
    assert runs(one) == {"FLG-M12-080": "B"}


def test_I04_a_file_altered_at_the_hub_is_refused_and_the_last_good_release_runs(
    live, station
) -> None:
    from hub.objects import objects
    from hub.releases.models import ReleaseFile

    one = station()
    publish("A")
    one.until_sent()
    known = {it.sha256 for it in ReleaseFile.objects.all()}
    publish("B")
    new = next(it for it in ReleaseFile.objects.all() if it.sha256 not in known)
    content = bytearray(objects().read(new.sha256))
    content[len(content) // 2] ^= 1
    objects()._store.put(f"{new.sha256[:2]}/{new.sha256[2:]}", bytes(content))
    assert isinstance(one.try_to_sync(), NotBelieved)
    assert runs(one) == {"FLG-M12-080": "A"}
    one.work(2)
    recorded = one.bodies()
    one.try_to_sync()
    assert live.bodies(one.store.log)[: len(recorded)] == recorded


def test_I05_a_run_stays_on_the_release_it_began_with(live, station) -> None:
    from kiosk.operations.running import start_execution
    from kiosk.operations.signing import sign_in
    from kiosk.store import Person, Skill
    from sop.events import WorkOrder

    one = station()
    first = publish("A")
    one.until_sent()
    skills = {"torque": Skill(3)}
    one.store.people.put(Person(id="p-1", badge="B-1", names={"zh": "李娜"}, skills=skills))
    one.station.submit(sign_in, "B-1").result()
    order = WorkOrder(number="WO-1", product="TCF-080", variant="DN80")
    outcome = one.station.submit(start_execution, first.digest, order, "T-1").result()
    assert outcome.refusal is None
    publish("B")
    one.until_sent()
    assert runs(one) == {"FLG-M12-080": "B"}
    assert one.station.state(outcome.state.execution).release == first.digest


def test_a_withdrawn_release_is_out_of_force_and_none_comes_back_by_itself(live, station) -> None:
    from hub.releases.deciding import assign, withdraw
    from hub.releases.publishing import find

    one = station()
    publish("A")
    publish("B")
    one.until_sent()
    withdraw(find("FLG-M12-080", "B"), "finish", {"zh": "扭矩有误", "en": "torque is wrong"})
    one.until_sent()
    assert runs(one) == {}
    assign(find("FLG-M12-080", "A"))
    one.until_sent()
    assert runs(one) == {"FLG-M12-080": "A"}
