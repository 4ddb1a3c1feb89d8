from __future__ import annotations

import builtins
from typing import Any

import numpy as np
import pytest

from kiosk.record.symbologies import name_of
from kiosk.scanner.decoders import (
    Decoder,
    EngineAbsent,
    ZbarDecoder,
    ZxingDecoder,
    gtin_of_upce,
    upce_of_gtin,
)
from kiosk.scanner.gs1 import GS
from kiosk.scanner.label import render_label, render_symbol
from kiosk.scanner.pictures import grey
from kiosk.scanner.symbologies import ALL, MATRIX, WAYS_OF_READING, Symbology
from sop.symbologies import SYMBOLOGIES

ENGINES = [ZxingDecoder(), ZbarDecoder()]

BOTH = [
    ("4006381333931", Symbology.EAN13),
    ("96385074", Symbology.EAN8),
    ("PN-4711", Symbology.CODE128),
    ("PN-4711", Symbology.CODE39),
    ("PN-4711", Symbology.CODE93),
    ("A1234567B", Symbology.CODABAR),
    ("04006381333931", Symbology.ITF),
    ("https://example.com/7", Symbology.QRCODE),
]
ZXING_ONLY = [
    ("批次 A-7 Größe", Symbology.QRCODE),
    ("SN0001", Symbology.DATAMATRIX),
    ("SN0001", Symbology.AZTEC),
    ("SN0001", Symbology.PDF417),
    ("12345", Symbology.MICROQRCODE),
    ("0104006381333931", Symbology.DATABAR),
]


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
@pytest.mark.parametrize(("text", "symbology"), BOTH)
def test_every_engine_reads_a_clean_label(engine: Decoder, text: str, symbology: Symbology) -> None:
    found = engine.decode(grey(render_label(text, symbology)), ALL)
    assert [(seen.text, seen.symbology) for seen in found] == [(text, symbology)]
    assert found[0].certain is (symbology in MATRIX)


@pytest.mark.parametrize(("text", "symbology"), ZXING_ONLY)
def test_zxing_reads_what_zbar_cannot(text: str, symbology: Symbology) -> None:
    plane = grey(render_label(text, symbology))
    assert [seen.text for seen in ENGINES[0].decode(plane, ALL)] == [text]
    assert ENGINES[1].decode(plane, {symbology}) == []


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_upca_comes_as_thirteen_digits(engine: Decoder) -> None:
    found = engine.decode(render_symbol("012345678905", Symbology.UPCA), {Symbology.UPCA})
    assert [(seen.text, seen.symbology) for seen in found] == [("0012345678905", Symbology.UPCA)]


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_upce_comes_as_the_gtin_behind_it(engine: Decoder) -> None:
    found = engine.decode(render_symbol("01234565", Symbology.UPCE), {Symbology.UPCE})
    assert [seen.text for seen in found] == ["0012345000065"]


def test_gs1_content_keeps_its_separator_and_says_what_it_is() -> None:
    plane = render_symbol("(01)04006381333931(10)AB1(21)99", Symbology.DATAMATRIX, gs1=True)
    found = ENGINES[0].decode(plane, ALL)
    assert [(seen.text, seen.gs1) for seen in found] == [(f"010400638133393110AB1{GS}2199", True)]


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_what_was_not_asked_for_is_not_given(engine: Decoder) -> None:
    plane = render_symbol("4006381333931", Symbology.EAN13)
    assert engine.decode(plane, {Symbology.CODE128}) == []
    assert engine.decode(plane, set()) == []


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
@pytest.mark.parametrize("shape", [(1, 1), (1, 400), (3, 3), (200, 300)])
def test_an_empty_plane_holds_nothing(engine: Decoder, shape: tuple[int, int]) -> None:
    assert engine.decode(np.full(shape, 120, np.uint8), ALL) == []


@pytest.mark.parametrize(
    ("engine", "module"), [(ZbarDecoder, "pyzbar"), (ZxingDecoder, "zxingcpp")]
)
def test_a_missing_library_makes_its_engine_absent_with_the_reason(
    engine: type[Any], module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def refuse(name: str, *args: Any, **more: Any) -> Any:
        if name.split(".")[0] == module:
            raise ImportError("DLL load failed: MSVCP140.dll")
        return real(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(EngineAbsent, match="MSVCP140") as absent:
        engine()
    assert absent.value.engine == engine.name


@pytest.mark.parametrize("short", ["01234565", "04963406", "04124498", "01264904", "00123457"])
def test_upce_expands_and_shortens_again(short: str) -> None:
    back = upce_of_gtin(gtin_of_upce(short))
    assert back is not None
    assert gtin_of_upce(back) == gtin_of_upce(short)


def test_code39_is_expanded_only_when_asked() -> None:
    plane = render_symbol("A/B12", Symbology.CODE39)
    read = {
        kinds: [seen.text for seen in ENGINES[0].decode(plane, kinds)]
        for kinds in (
            frozenset({Symbology.CODE39}),
            frozenset({Symbology.CODE39, Symbology.CODE39_EXTENDED}),
        )
    }
    assert list(read.values()) == [["A/B12"], ['A"12']]


def test_six_characters_that_may_be_a_pharmacode_are_one_only_where_it_is_asked_for() -> None:
    plane = render_symbol("3PRM8N", Symbology.CODE39)
    asked = {Symbology.CODE39}, ALL, {*ALL, Symbology.CODE32}
    read = [[seen.text for seen in ENGINES[0].decode(plane, kinds)] for kinds in asked]
    assert read == [["3PRM8N"], [], ["A123456788"]]


def test_an_author_can_ask_for_every_kind_a_code_may_come_as_and_no_other() -> None:
    assert {str(kind) for kind in set(Symbology) - WAYS_OF_READING} == SYMBOLOGIES
    assert not [kind for kind in SYMBOLOGIES if name_of(kind) == kind]
