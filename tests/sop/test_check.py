"""Checking at the desk, without a station."""

from pathlib import Path

import pytest

from sop.check import main
from tests.sop.language.packages import SAMPLE, changed, with_sheet


def test_a_clean_package_is_passed_without_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(SAMPLE)]) == 0
    assert capsys.readouterr().out == ""


def test_an_error_fails_and_is_located(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = with_sheet(tmp_path, changed("owner: 工艺部", "owner: 7"))

    assert main([str(package), "--language", "zh"]) == 1
    assert capsys.readouterr().out == (
        'flange/sop.yaml:7:1: 错误: 这里应是文字，而 7 会被当成数字或真假值。请加引号："7"\n'
    )


def test_a_warning_does_not_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = with_sheet(tmp_path, changed("upper: 26", "upper: 26.25"))

    assert main([str(package)]) == 0
    assert "warning" in capsys.readouterr().out
