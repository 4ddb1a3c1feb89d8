"""The identifiers the language knows are those the station's reader knows."""

import re
from importlib import resources
from json import loads

import pytest

from sop.gs1 import form, known, longer


@pytest.fixture(scope="module")
def reader() -> dict[str, str]:
    """Each identifier with the pattern of its element string, as the reader has them."""
    pytest.importorskip("biip", reason="the language alone is installed")
    tables = resources.files("biip.gs1_application_identifiers")
    table = (tables / "_application_identifiers.json").read_text(encoding="utf-8")
    return {each["ai"]: each["pattern"] for each in loads(table)}


def test_the_identifiers_are_those_of_the_reader(reader: dict[str, str]) -> None:
    assert known() == set(reader)


def test_the_forms_are_those_of_the_reader(reader: dict[str, str]) -> None:
    for ai, pattern in reader.items():
        shape = form(ai)
        assert shape is not None
        digits = [n for n in range(1, 99) if re.fullmatch(pattern, ai + "0" * n)]
        others = [v for n in range(99) for v in ("0" * n + "-", "0" * n + "A", "0/0")]
        admitted = [v for v in others if re.fullmatch(pattern, ai + v)]
        lengths = digits + [len(v) for v in admitted]
        seen = (not admitted, min(lengths), max(lengths))
        assert (ai, *seen) == (ai, *shape)


def test_a_weight_is_written_with_its_decimals() -> None:
    assert form("310") is None
    assert longer("310") == ["3100", "3101", "3102", "3103", "3104", "3105"]


def test_values_have_their_form() -> None:
    expiry, lot = form("17"), form("10")
    assert expiry
    assert lot
    assert [expiry.admits(v) for v in ("270131", "2027-01-31")] == [True, False]
    assert [lot.admits(v) for v in ("L-1", "L" * 21)] == [True, False]
