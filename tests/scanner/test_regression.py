"""Real photographs: how many are read, and that none is read falsely."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kiosk.scanner.folders import scan_sources

PICTURES = Path(__file__).parents[1] / "data" / "barcodes"

LEAST_READ = 187
"""Of 195 with a code; the two decoders alone read 168 and 96, with 5 and 9 false reads."""


@pytest.fixture(scope="module")
def results() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    lines = (PICTURES / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    expected = [json.loads(line) for line in lines]
    found = {result["file"]: result for result in scan_sources([PICTURES])}
    return [(each, found[(PICTURES / each["file"]).as_posix()]) for each in expected]


def test_no_photograph_is_read_falsely(
    results: list[tuple[dict[str, Any], dict[str, Any]]],
) -> None:
    false = [
        (expected["file"], code["text"])
        for expected, result in results
        for code in result["codes"]
        if code["text"] not in expected["texts"]
    ]
    assert false == []


def test_photographs_are_read(results: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    read = Counter(
        any(code["text"] in expected["texts"] for code in result["codes"])
        for expected, result in results
        if expected["family"] is not None
    )
    assert read[True] >= LEAST_READ, read


def test_the_trap_both_engines_fall_into_is_read_rightly(
    results: list[tuple[dict[str, Any], dict[str, Any]]],
) -> None:
    trapped = {
        expected["file"]: [code["text"] for code in result["codes"]]
        for expected, result in results
        if expected["file"] in ("upca-4/1.webp", "upca-4/2.webp")
    }
    assert trapped == {
        "upca-4/1.webp": ["0023942431015"],
        "upca-4/2.webp": ["0023942431015"],
    }


def test_the_symbology_is_named_as_the_family(
    results: list[tuple[dict[str, Any], dict[str, Any]]],
) -> None:
    named = {
        (expected["family"], code["symbology"])
        for expected, result in results
        for code in result["codes"]
    }
    assert {family for family, symbology in named if family != symbology} <= {"databar"}
