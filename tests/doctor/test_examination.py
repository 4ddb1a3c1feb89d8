"""The doctor finds what is wrong and says how to mend it, in both languages."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from kiosk.clock import SystemClock
from kiosk.doctor import Finding, examine
from kiosk.doctor.keeping import data_folder, disk, journal, set_aside, sqlite, station_data
from kiosk.doctor.seeing import camera, decoders
from kiosk.doctor.showing import display, fonts
from kiosk.store import open_store
from tests.store.fakes import begin


def test_an_empty_folder_is_fit_for_a_station_and_stays_empty(tmp_path: Path) -> None:
    looks = (sqlite, data_folder, journal, station_data, set_aside, disk, fonts)
    found = [look(tmp_path / "new") for look in looks]
    assert [finding.level for finding in found] == ["ok"] * 7
    assert not (tmp_path / "new").exists()


def test_a_file_is_no_folder_for_a_station(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("x", encoding="utf-8")
    found = data_folder(file)
    assert found.level == "fail"
    assert found.text("en").startswith(f"✗ Data folder: {file} is a file")
    assert found.text("zh").startswith(f"✗ 数据文件夹：{file} 是文件")


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


def test_a_damaged_list_of_runs_is_found_and_not_touched(
    tmp_path: Path,
) -> None:
    with open_store(tmp_path, device="d", clock=SystemClock()) as store:
        begin(store)
    file = tmp_path / "journal.db"
    content = file.read_bytes().replace(b"Flange assembly", b"Flange \xffssembly")
    file.write_bytes(content)
    found = journal(tmp_path)
    assert found.level == "attention"
    assert "row 1" in found.found.en
    assert file.read_bytes() == content


def test_damaged_people_and_procedures_are_found_and_not_touched(tmp_path: Path) -> None:
    with open_store(tmp_path, device="d", clock=SystemClock()) as store:
        store.settings.put("station", "Flange assembly")
    file = tmp_path / "station.db"
    content = file.read_bytes().replace(b"Flange assembly", b"Flange \xffssembly")
    file.write_bytes(content)
    assert station_data(tmp_path).level == "attention"
    assert file.read_bytes() == content
    assert not list(tmp_path.glob("*.suspect"))


def test_what_was_set_aside_is_listed_with_when_why_and_what_to_do(tmp_path: Path) -> None:
    for _ in range(2):
        open_store(tmp_path, device="d", clock=SystemClock()).close()
        (tmp_path / "journal.db").write_bytes(b"")
    open_store(tmp_path, device="d", clock=SystemClock()).close()
    (tmp_path / "damaged-by-hand").mkdir()
    found = set_aside(tmp_path)
    assert (found.level, journal(tmp_path).level) == ("attention", "ok")
    folders = sorted(it.name for it in tmp_path.glob("damaged-2*"))
    assert len(folders) == 2
    for folder in folders:
        assert folder in found.found.zh
        assert f"{folder} (journal.db, 20" in found.found.en
    assert "the file is empty" in found.found.en
    assert "damaged-by-hand (without a report)" in found.found.en
    assert found.mend is not None
    assert "技术支持" in found.mend.zh


@pytest.mark.parametrize(
    ("free", "level", "said"),
    [
        (2_460_000_000, "ok", "2.5 GB"),
        (999_000_000, "ok", "999 MB"),
        (420_000_000, "attention", "420 MB"),
        (49_999_999, "fail", "49 MB"),
    ],
)
def test_little_room_is_told_in_megabytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, level: str, said: str
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: SimpleNamespace(free=free))
    found = disk(tmp_path)
    assert (found.level, found.found.en) == (level, f"{said} free")
    assert said in found.found.zh


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


# With the tests' own application: the doctor would make one without windows, and it would stay.
def test_whatever_needs_mending_says_how_in_both_languages(tmp_path: Path, qapp: object) -> None:
    for finding in examine(tmp_path):
        if finding.level != "ok":
            assert finding.mend is not None
            assert finding.mend.text("zh") != finding.mend.text("en") or "apt" in finding.mend.en
