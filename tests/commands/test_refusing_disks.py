"""Full, read-only and mistaken places: told in both languages, and no half file anywhere."""

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.commands.writing import write_file
from kiosk.operations.opening import open_station
from kiosk.simulation.shift import work
from kiosk.system_errors import CannotWrite, reason_of
from tests.support.all_kinds import install_all_kinds

FULL = Path("/dev/full")
needs_full_disk = pytest.mark.skipif(not FULL.exists(), reason="only Linux has a disk always full")


@pytest.fixture(scope="module")
def shift(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("station")
    station = open_station(folder)
    install_all_kinds(station)
    station.close()
    work(folder, seed=3, executions=1)
    return folder


def _sop_kiosk(*words: str, stdout: int = subprocess.PIPE) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "kiosk", *words], stdout=stdout, stderr=subprocess.PIPE, timeout=60
    )


@pytest.fixture
def no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system takes the bytes and finds no room for them when they are to be kept."""

    def refuse(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)


@pytest.mark.parametrize("form", ["json", "html", "pdf"])
@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "磁盘已满。文件没有生成"), ("en", "the disk is full. No file was made")],
)
def test_a_record_that_finds_no_room_is_told_and_leaves_no_half_file(
    shift: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], no_room: None,
    form: str, language: str, said: str,
) -> None:  # fmt: skip
    file = tmp_path / f"record.{form}"
    asked = ["record", "V3-000001", "--data", str(shift), "-o", str(file), "--language", language]
    assert main(asked) == 1
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_older_record_outlives_the_newer_one_that_found_no_room(
    tmp_path: Path, no_room: None
) -> None:
    file = tmp_path / "record.json"
    file.write_bytes(b"older")
    with pytest.raises(CannotWrite):
        write_file(file, b"newer")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [
        ("record.json", b"older")
    ]


def test_what_is_written_replaces_what_was_there_and_makes_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "record.json"
    write_file(file, b"first")
    write_file(file, b"second")
    assert [(each.name, each.read_bytes()) for each in file.parent.iterdir()] == [
        ("record.json", b"second")
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="links need special rights there")
def test_a_link_stays_a_link_and_its_target_is_written(tmp_path: Path) -> None:
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_bytes(b"first")
    link.symlink_to(target)
    write_file(link, b"second")
    assert link.is_symlink()
    assert target.read_bytes() == b"second"


def test_a_place_below_a_file_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(CannotWrite) as told:
        write_file(tmp_path / "notes.txt" / "record.json", b"{}")
    assert "no folder" in told.value.en
    assert "不是文件夹" in told.value.zh


@needs_full_disk
@pytest.mark.parametrize(
    "words",
    [["record", "V3-000001"], ["record", "V3-000001", "-o", str(FULL)], ["record", "--list"],
     ["journal"], ["verify"], ["doctor"]],
)  # fmt: skip
def test_output_onto_a_full_disk_is_told_and_is_no_bug(shift: Path, words: list[str]) -> None:
    with FULL.open("wb") as full:
        said = _sop_kiosk(*words, "--data", str(shift), "--language", "en", stdout=full.fileno())
    assert said.returncode == 1
    assert "disk is full" in said.stderr.decode("utf-8").replace("The", "the")
    assert b"Traceback" not in said.stderr
    assert b"Exception ignored" not in said.stderr
    assert not (shift / "crashes").exists()


@needs_full_disk
@pytest.mark.parametrize("words", [["--help"], ["--version"], ["record", "--help"]])
def test_help_that_finds_no_room_is_told_too(words: list[str]) -> None:
    with FULL.open("wb") as full:
        said = _sop_kiosk(*words, stdout=full.fileno())
    told = said.stderr.decode("utf-8")
    assert said.returncode == 1
    assert "The disk is full" in told or "磁盘已满" in told
    assert "Traceback" not in told
    assert "Exception ignored" not in told


@pytest.mark.parametrize(
    "words",
    [["verify", "{gone}"], ["import", "{gone}", "{new}"], ["verify", "{file}/below"],
     ["import", "{file}/below", "{new}"], ["check", "{gone}"]],
)  # fmt: skip
def test_what_cannot_be_read_is_told_in_chinese_without_the_systems_english(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    (tmp_path / "f").write_text("x", encoding="utf-8")
    places = {"gone": tmp_path / "gone", "new": tmp_path / "new", "file": tmp_path / "f"}
    asked = [word.format(**places) for word in words]
    assert main([*asked, "--language", "zh"]) == 1
    said = capsys.readouterr()
    told = said.err + said.out
    for place in places.values():
        told = told.replace(str(place), "")
    assert re.search("[\u4e00-\u9fff]", told)
    assert not re.search(r"[A-Za-z]{3,} [A-Za-z]{2,} [a-z]{2,}", told), told


def test_words_of_a_library_are_quoted_where_the_sentence_is_chinese() -> None:
    reason = reason_of(OSError(errno.EPROTO, "Protocol error"))
    assert reason == ("系统提示“Protocol error”", "Protocol error")


@pytest.mark.parametrize(
    "words", [["start"], ["demo"], ["install", "x"], ["record", "--list"], ["verify"],
              ["journal"], ["simulate"]],
)  # fmt: skip
@pytest.mark.parametrize(("language", "said"), [("zh", "不是文件夹"), ("en", "is no folder")])
def test_a_file_in_place_of_the_stations_folder_is_told_by_every_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], language: str, said: str
) -> None:
    data = tmp_path / "file"
    data.write_text("a letter", encoding="utf-8")
    assert main([*words, "--data", str(data), "--language", language]) == 1
    assert said in capsys.readouterr().err
    assert data.read_text(encoding="utf-8") == "a letter"


@pytest.fixture
def unwritable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A disk that went read-only: also to whoever may do anything."""

    def refuse(path: Path, *_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    monkeypatch.setattr(Path, "touch", refuse)
    monkeypatch.setattr(Path, "mkdir", refuse)
    return tmp_path / "station"


@pytest.mark.parametrize("words", [["demo"], ["install", "x"], ["simulate"], ["sync", "--once"]])
@pytest.mark.parametrize(("language", "said"), [("zh", "磁盘为只读"), ("en", "disk is read-only")])
def test_a_folder_that_cannot_be_written_is_told_by_every_command_that_has_to(
    unwritable: Path, capsys: pytest.CaptureFixture[str], words: list[str], language: str, said: str
) -> None:
    assert main([*words, "--data", str(unwritable), "--language", language]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert str(unwritable) in told


def test_a_station_that_cannot_be_opened_is_told_at_the_terminal_as_on_the_screen(
    tmp_path: Path,
) -> None:
    """The station's folder is in use by another program; then the window is closed."""
    closing = (
        "import sys\nfrom PySide6.QtCore import QTimer\nfrom kiosk.app import App\n"
        "from kiosk.__main__ import main\nwake = App.wake\n"
        "def waking(app):\n"
        "    app.desk.unopened.connect(lambda _: QTimer.singleShot(0, app.shell.close))\n"
        "    wake(app)\n"
        "App.wake = waking\n"
        "sys.exit(main(['start', '--windowed', '--language', 'en', '--data', sys.argv[1]]))"
    )
    station = open_station(tmp_path)
    try:
        said = subprocess.run(
            [sys.executable, "-c", closing, str(tmp_path)],
            capture_output=True,
            timeout=60,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
    finally:
        station.close()
    assert "Another program is using this station's data" in said.stderr.decode("utf-8")
    assert said.returncode == 1


def test_a_journal_to_compare_with_that_is_not_there_is_told(
    shift: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["verify", str(shift), "--against", str(tmp_path / "gone"), "--language", "en"]
    assert main(asked) == 1
    assert "no station journal" in capsys.readouterr().err


def test_the_journals_file_alone_will_do_where_it_is_only_read(
    shift: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["record", "--list", "--data", str(shift / "journal.db")]) == 0
    assert "V3-000001" in capsys.readouterr().out


def test_an_export_of_no_run_in_particular_is_wrong_usage(
    shift: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "record.pdf"
    assert main(["record", "--data", str(shift), "-o", str(file), "--language", "en"]) == 2
    said = capsys.readouterr()
    assert "name the EXECUTION" in said.err
    assert "V3-000001" in said.out
    assert not file.exists()


def test_a_database_of_something_else_is_no_journal(
    shift: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["record", "--list", "--data", str(shift / "station.db"), "--language", "en"]
    assert main(asked) == 1
    assert "no station journal" in capsys.readouterr().err


def test_a_damaged_journal_is_told_by_the_commands_that_read_it(
    shift: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = (shift / "journal.db").read_bytes()
    (tmp_path / "journal.db").write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    for words in (["journal"], ["record", "--list"]):
        assert main([*words, "--data", str(tmp_path), "--language", "en"]) == 1
        assert "is damaged" in capsys.readouterr().err


def test_crashes_of_one_second_each_keep_their_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_args: object) -> int:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("kiosk.commands.journal.run", broken)
    for _ in range(5):
        assert main(["journal", "--data", str(tmp_path), "--language", "en"]) == 70
    reports = list((tmp_path / "crashes").iterdir())
    assert len(reports) == 5
    assert all("ZeroDivisionError" in report.read_text(encoding="utf-8") for report in reports)
