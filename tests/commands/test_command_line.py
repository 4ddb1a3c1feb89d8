"""The command line: quick to help, clear when it fails, the same codes for the same outcomes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.commands.arguments import COMMANDS, parse
from kiosk.commands.demo import demo_folder
from kiosk.errors import KnownError

HEAVY = ("PySide6", "cv2", "numpy", "pysqlite3", "sqlite_utils", "msgspec", "yaml", "PIL")


def _run(*words: str, env: dict[str, str] | None = None) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "kiosk", *words], capture_output=True, timeout=60, env=env
    )


def test_help_loads_nothing_heavy_and_names_every_command() -> None:
    code = (
        "import sys; from kiosk.__main__ import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    text = said.stdout.decode("utf-8")
    assert text.rstrip().endswith("[]")
    assert all(name in text for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself_in_both_languages(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert any("\u4e00" <= character <= "\u9fff" for character in said)
    assert "--data" in said


def test_the_folder_may_be_named_before_or_after_the_command() -> None:
    before = parse(["--data", "here", "journal"])
    after = parse(["journal", "--data", "here"])
    assert before.data == after.data == Path("here")
    assert parse(["journal"]).data.name == "sop-kiosk"


@pytest.mark.parametrize(
    "words",
    [["no-such-command"], ["scan"], ["record", "--format", "docx"], ["journal", "--after", "-1"],
     ["scan", "x", "--seconds", "nan"], ["simulate", "--executions", "0"]],
)  # fmt: skip
def test_wrong_usage_exits_with_two_and_says_so_in_both_languages(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "用法有误" in said
    assert "--help" in said


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "没有工位账本"), ("en", "no station journal")]
)
def test_what_the_user_can_mend_is_told_in_their_language(
    language: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["journal", "--data", str(tmp_path), "--language", language]) == 1
    assert said in capsys.readouterr().err


def test_messages_follow_the_stations_setting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "preferences.json").write_text('{"language": "zh"}', encoding="utf-8")
    main(["journal", "--data", str(tmp_path)])
    assert "没有工位账本" in capsys.readouterr().err
    (tmp_path / "preferences.json").write_text("damaged", encoding="utf-8")
    main(["journal", "--data", str(tmp_path)])
    assert "no station journal" in capsys.readouterr().err


def test_a_bug_leaves_a_report_and_its_own_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_args: object) -> int:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("kiosk.commands.journal.run", broken)
    assert main(["journal", "--data", str(tmp_path), "--language", "en"]) == 70
    (report,) = (tmp_path / "crashes").iterdir()
    assert "ZeroDivisionError: a bug" in report.read_text(encoding="utf-8")
    assert str(report) in capsys.readouterr().err


def test_without_a_display_the_station_says_so_and_what_else_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    args = parse(["start", "--data", str(tmp_path)])
    with pytest.raises(KnownError) as told:
        args.run(args)
    assert "tour" in told.value.en


def test_a_demo_never_runs_in_a_real_stations_folder() -> None:
    assert demo_folder(parse(["demo"]).data) != parse(["start"]).data
    assert demo_folder(Path("my-demo")) == Path("my-demo")


def test_a_journal_is_printed_as_stored_and_can_be_verified(tmp_path: Path) -> None:
    from kiosk.operations.opening import open_station

    open_station(tmp_path).close()
    printed = _run("journal", "--jsonl", "--data", str(tmp_path))
    (line,) = printed.stdout.splitlines()
    assert json.loads(line)["kind"] == "LogOpened"
    lines = tmp_path / "journal.jsonl"
    lines.write_bytes(printed.stdout)
    assert _run("verify", str(lines)).returncode == 0
    lines.write_bytes(printed.stdout.replace(b'"seq":1', b'"seq":2'))
    assert _run("verify", str(lines)).returncode == 1


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    from kiosk.operations.opening import open_station

    open_station(tmp_path).close()
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "journal", "--data", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(30) in (0, 1)
