"""What the home screen offers, and what a scanned code stands for."""

import shutil
from pathlib import Path

import pytest

from kiosk.operations.browsing import find, history, home
from kiosk.operations.installing import RevisionTaken, install_procedure, install_release
from kiosk.operations.running import do
from kiosk.operations.station import Station
from kiosk.store import DiskFull
from sop import commands as c
from sop.language import ProcedureProblems
from tests.operations.conftest import FLANGE, WANG
from tests.operations.revisions import revision


def test_an_unfinished_run_comes_with_its_place(station: Station, run: str) -> None:
    (row,) = home(station).unfinished
    assert (row.run.execution, row.done, row.step_title["en"]) == (
        run,
        0,
        "Clean the sealing faces",
    )


def test_the_home_screen_hears_that_the_disk_is_nearly_full(station: Station) -> None:
    assert not home(station).disk_low
    station.store.disk.warn_below = 1 << 60
    assert home(station).disk_low


def test_a_work_order_offers_the_procedures_of_its_product(station: Station, run: str) -> None:
    (order,) = home(station).orders
    assert (order.order.number, order.begun, order.done) == ("WO-7", 1, 0)
    assert [p.code for p in order.procedures] == ["SOP-TEST-001"]


def test_a_procedure_for_other_stations_is_not_offered(station: Station, release: str) -> None:
    station.name = "Z99"
    assert home(station).procedures == ()


def test_codes_stand_for_badges_runs_orders_and_procedures(
    station: Station, run: str, release: str
) -> None:
    assert find(station, WANG).badge == WANG
    assert find(station, "WO-7-001").execution == run
    assert find(station, "WO-7").order == "WO-7"
    assert find(station, "SOP-TEST-001").release == release
    assert find(station, "nothing") == type(find(station, "nothing"))()


def test_history_finds_a_unit(station: Station, run: str) -> None:
    do(station, run, c.Abort, reason="wrong material")
    assert [row.status for row in history(station, "wo-7-001")] == ["aborted"]
    assert history(station, "unknown") == []


def test_installing_twice_changes_nothing(station: Station, release: str) -> None:
    before = station.store.head()
    assert install_procedure(station, FLANGE).digest == release
    assert station.store.head() == before


def test_a_faulty_package_installs_nothing(station: Station, tmp_path: Path) -> None:
    (tmp_path / "sop.yaml").write_text("format: 1\n", encoding="utf-8")
    with pytest.raises(ProcedureProblems):
        install_procedure(station, tmp_path)
    assert station.store.releases.all() == []


def test_a_procedure_that_finds_no_room_is_refused_before_anything_is_switched_on(
    station: Station, release: str
) -> None:
    """All its pictures are here already: its own document is what finds no room."""
    newer = revision(station, release, "B")
    station.store.disk.refuse_below = 1 << 60
    with pytest.raises(DiskFull) as told:
        install_release(station, newer, "2020-01-01")
    assert "未执行、未记录" in told.value.zh
    assert [it.digest for it in station.store.releases.all()] == [release]
    station.store.disk.refuse_below = 0
    assert install_release(station, newer, "2020-01-01").digest == newer.digest


def test_the_media_of_a_release_are_kept_by_their_digests(station: Station, release: str) -> None:
    document = station.release(release)
    assert document.media
    assert all(entry.sha256 in station.store.blobs for entry in document.media.values())


def test_other_content_under_an_installed_revision_is_refused(
    station: Station, release: str, tmp_path: Path
) -> None:
    changed = shutil.copytree(FLANGE, tmp_path / "changed")
    sheet = changed / "sop.yaml"
    text = sheet.read_text(encoding="utf-8").replace("upper: 26", "upper: 28")
    sheet.write_text(text, encoding="utf-8")
    with pytest.raises(RevisionTaken):
        install_procedure(station, changed)
    assert [it.digest for it in station.store.releases.all()] == [release]
