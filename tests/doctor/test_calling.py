"""What the doctor says of the calls on the line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kiosk.doctor import calling

if TYPE_CHECKING:
    from pathlib import Path


def test_it_names_the_port_that_a_firewall_has_to_let_through(tmp_path: Path) -> None:
    (tmp_path / "preferences.json").write_text(json.dumps({"andon_port": 5007}), encoding="utf-8")
    assert "TCP 5007" in calling.andon(tmp_path).found.en


@pytest.mark.parametrize(("addresses", "level"), [([], "attention"), (["A-02=10.0.0.5"], "ok")])
def test_without_multicast_addresses_are_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, addresses: list[str], level: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no such device")

    monkeypatch.setattr("zeroconf.Zeroconf.__init__", refuse)
    told = {"andon_addresses": addresses}
    (tmp_path / "preferences.json").write_text(json.dumps(told), encoding="utf-8")
    finding = calling.andon(tmp_path)
    assert finding.level == level
    assert bool(finding.mend) is (level == "attention")


def test_settings_that_cannot_be_read_are_the_usual_ones(tmp_path: Path) -> None:
    (tmp_path / "preferences.json").write_text("{", encoding="utf-8")
    assert "TCP 47147" in calling.andon(tmp_path).found.en
