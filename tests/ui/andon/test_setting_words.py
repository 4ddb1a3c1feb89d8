"""What the settings of the andon understand and say."""

from __future__ import annotations

import pytest

from kiosk.operations.andon import AndonStatus, Neighbour
from kiosk.ui.andon.setting_words import WORDS, broker_in, minutes_in, port_in, standing


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("3 10 30", [3, 10, 30]),
        ("3，10, 30", [3, 10, 30]),
        ("0.5 1 1", [0.5, 1, 1]),
        ("30 10 3", None),
        ("0 1 2", None),
        ("3 10", None),
        ("3 10 inf", None),
        ("soon", None),
    ],
)
def test_minutes_are_three_that_rise(text: str, minutes: list[float] | None) -> None:
    assert minutes_in(text) == minutes


@pytest.mark.parametrize(
    ("text", "port"), [("47147", 47147), (" 1 ", 1), ("0", None), ("65536", None), ("-1", None)]
)
def test_a_port_is_one(text: str, port: int | None) -> None:
    assert port_in(text) == port


def test_a_broker_keeps_what_else_was_set_for_it_and_empty_is_off() -> None:
    before = {"host": "old", "port": 8883, "tls": True}
    assert broker_in("new:1884", before) == {"host": "new", "port": 1884, "tls": True}
    assert broker_in("new", None) == {"host": "new", "port": 0}
    assert broker_in("  ", before) is None


def test_who_is_not_heard_stands_out() -> None:
    neighbours = (Neighbour("A-02", True), Neighbour("A-09", False))
    status = AndonStatus(reach="listening", port=47147, neighbours=neighbours)
    assert standing(status, "en") == [
        ("Listening at port 47147", True),
        ("A-02: heard", True),
        ("A-09: not heard", False),
    ]


def test_everything_is_said_in_both_languages() -> None:
    assert all(chinese and english and chinese != english for chinese, english in WORDS.values())
