"""What keeps a command from its work is told in a line, in the person's language, and is no
traceback."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.hub.served import Served

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("typed", "language", "words"),
    [
        (("stations",), "zh", "sop-hub init"),
        (("enrol", "--url", "http://hub"), "en", "A new hub begins with sop-hub init"),
        (("keys", "list"), "en", "A new hub begins with sop-hub init"),
        (("serve", "--port", "99999"), "zh", "请先运行 sop-hub init"),
        (("publish", "/nowhere"), "en", "/nowhere: error: There is nothing at /nowhere."),
    ],
)
def test_before_there_is_a_hub(
    typed: tuple[str, ...], language: str, words: str, tmp_path: Path
) -> None:
    assert words in refused(tmp_path, *typed, "--language", language)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("database = [", "Invalid value"),
        ('database = "mysql://x"', "database = postgresql://…"),
        ('token_lasts = "many"', "token_lasts"),
        ('databse = "postgresql://x"', "没有 databse 这一项，是否指 database？"),
    ],
)
def test_a_configuration_that_cannot_be_understood(line: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "hub.toml").write_text(line, encoding="utf-8")

    told = refused(tmp_path, "stations", "--language", "zh")

    assert told.startswith("配置有误")
    assert words in told


def test_a_database_server_that_is_away_is_told_as_such(tmp_path: Path) -> None:
    away = 'database = "postgresql://x:y@127.0.0.1:1/hub"'
    (tmp_path / "hub.toml").write_text(away, encoding="utf-8")
    told = ended(tmp_path, "serve", "--language", "en")
    assert "connection to server" in told[0]
    assert told[-1].startswith("The database cannot be used:")


def refused(folder: Path, *typed: str) -> str:
    """Its one line."""
    (line,) = ended(folder, *typed)
    return line


def ended(folder: Path, *typed: str) -> list[str]:
    """What it said before it gave up."""
    done = subprocess.run(
        [sys.executable, "-m", "hub", *typed], env=Served(folder).environ, cwd=folder,
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 1, done
    return (done.stdout + done.stderr).strip().splitlines()
