"""The doctor finds what is wrong and says how to mend it, in both languages."""

from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.doctor import Finding, examine
from kiosk.doctor.keeping import data_folder, disk, journal, sqlite
from kiosk.doctor.seeing import camera, decoders
from kiosk.doctor.showing import display, fonts
from kiosk.store import open_store


def test_an_empty_folder_is_fit_for_a_station_and_stays_empty(tmp_path: Path) -> None:
    found = [look(tmp_path / "new") for look in (sqlite, data_folder, journal, disk, fonts)]
    assert [finding.level for finding in found] == ["ok"] * 5
    assert not (tmp_path / "new").exists()


def test_a_running_station_is_told_apart_and_left_alone(tmp_path: Path) -> None:
    with open_store(tmp_path, device="d", clock=SystemClock()) as store:
        assert "is running" in data_folder(tmp_path).found.en
        assert journal(tmp_path).level == "ok"
        assert "1 events" in journal(tmp_path).found.en
        assert store.head().seq == 1
    assert "is running" not in data_folder(tmp_path).found.en


def test_a_damaged_journal_is_found_and_not_touched(tmp_path: Path) -> None:
    open_store(tmp_path, device="d", clock=SystemClock()).close()
    file = tmp_path / "journal.db"
    torn = file.read_bytes()[:5000]
    file.write_bytes(torn)
    assert journal(tmp_path).level == "attention"
    assert file.read_bytes() == torn


def test_no_camera_is_a_normal_state_and_says_what_still_works(tmp_path: Path) -> None:
    (tmp_path / "preferences.json").write_text('{"camera": "/no/such/folder"}', encoding="utf-8")
    found = camera(tmp_path)
    assert found.level == "attention"
    assert found.mend is not None
    assert "扫码枪" in found.mend.zh


def test_both_decoders_are_here(tmp_path: Path) -> None:
    assert decoders(tmp_path).level == "ok"


def test_a_machine_without_a_display_is_told_where_to_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert display(tmp_path).level == "attention"
    monkeypatch.setenv("DISPLAY", ":7")
    assert display(tmp_path).found.en == ":7"


def test_an_examination_that_breaks_is_a_finding_and_the_others_go_on(tmp_path: Path) -> None:
    def broken(_data: Path) -> Finding:
        raise OSError("no such organ")

    first, second = examine(tmp_path, (broken, sqlite))
    assert (first.key, first.level) == ("broken", "fail")
    assert "no such organ" in first.text("en")
    assert second.level == "ok"


def test_whatever_needs_mending_says_how_in_both_languages(tmp_path: Path) -> None:
    for finding in examine(tmp_path):
        if finding.level != "ok":
            assert finding.mend is not None
            assert finding.mend.text("zh") != finding.mend.text("en") or "apt" in finding.mend.en
