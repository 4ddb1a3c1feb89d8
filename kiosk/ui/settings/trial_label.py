"""A label that shows whether a hand scanner and this keyboard layout understand each other.

It holds what other layouts get wrong (y z - " / _ Q and a change of case) and the separator
that many scanners do not send unless they are told to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.scanner.gs1 import GS

if TYPE_CHECKING:
    from collections.abc import Mapping

IN_BRACKETS = '(10)Yz-"/_Q(21)a1'
EXPECTED = f'10Yz-"/_Q{GS}21a1'

#: What is wrong, and which setting of the hand scanner or the system mends it.
HINTS: Mapping[str, tuple[str, str]] = {
    "right": ("扫码枪设置正确。", "The hand scanner is set up right."),
    "caps_lock": (
        "大小写反了：关闭 Caps Lock，或关闭扫码枪的大小写转换。",
        "Upper and lower case are swapped: switch Caps Lock off, or the scanner's case conversion.",
    ),
    "keyboard_layout_uk": (
        "键盘布局不一致（英式）：把扫码枪的国家键盘设为系统所用的布局。",
        "The layouts differ (UK): set the scanner's keyboard country to the system's layout.",
    ),
    "keyboard_layout_german": (
        "键盘布局不一致（德语）：把扫码枪的国家键盘设为系统所用的布局。",
        "The layouts differ (German): set the scanner's keyboard country to the system's layout.",
    ),
    "keyboard_layout_french": (
        "键盘布局不一致（法语）：把扫码枪的国家键盘设为系统所用的布局。",
        "The layouts differ (French): set the scanner's keyboard country to the system's layout.",
    ),
    "separator_lost": (
        "缺少 GS1 分隔符：在扫码枪上打开“发送 GS / FNC1”，或在下面填写它用什么代替。",
        "The GS1 separator is missing: have the scanner send GS (FNC1), or say below what it "
        "sends in its place.",
    ),
}


#: What a scanner set to the US keyboard types on other layouts, for the characters of the label.
_GARBLED: Mapping[str, dict[int, int]] = {
    "keyboard_layout_uk": str.maketrans('"', "@"),
    "keyboard_layout_german": str.maketrans('Yz-"/_', "Zyß\u00c4-?"),
    "keyboard_layout_french": str.maketrans('012zQa-"/_', "à&éwAq)%!°"),
}


def verdict_on(seen: str) -> str | None:
    """A key of `HINTS` when what was scanned is the test label, however garbled; else None."""
    if seen == EXPECTED:
        return "right"
    bare = EXPECTED.replace(GS, "")
    if seen == bare:
        return "separator_lost"
    if seen.swapcase().replace(GS, "") == bare:
        return "caps_lock"
    typed = seen.replace(GS, "")
    return next((key for key, table in _GARBLED.items() if bare.translate(table) == typed), None)


def hint_text(key: str, language: str) -> str:
    chinese, english = HINTS[key]
    return chinese if language.startswith("zh") else english


def make_test_labels() -> list[Any]:
    """The same content for imagers (DataMatrix) and for laser scanners (Code 128), as pixels."""
    from kiosk.scanner.label import render_symbol
    from kiosk.scanner.symbologies import Symbology

    kinds = ((Symbology.DATAMATRIX, 8), (Symbology.CODE128, 3))
    return [render_symbol(IN_BRACKETS, kind, gs1=True, scale=scale) for kind, scale in kinds]
