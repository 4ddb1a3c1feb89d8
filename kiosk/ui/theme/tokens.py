"""The one table of colours. Every colour on every screen has its name here.

Text to be read at work stands at 7:1 or more on its ground, the rest at 4.5:1; a test holds the
pairs of `READ_AT_WORK` and `READ_AT_LEISURE` to that (WCAG 2.2 contrast).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """ground lies under everything; surface are cards; sunken are fields and wells in cards.
    A call for help fills the screen with its category's colour, the same by day and by night."""

    name: str
    ground: str
    surface: str
    sunken: str
    line: str
    text: str
    soft: str
    faint: str
    accent: str
    on_accent: str
    accent_soft: str
    on_accent_soft: str
    passed: str
    passed_soft: str
    on_passed_soft: str
    attention: str
    attention_soft: str
    on_attention_soft: str
    failed: str
    on_failed: str
    failed_soft: str
    on_failed_soft: str
    critical: str
    shadow: str
    scrim: str
    call_man: str
    call_machine: str
    call_material: str
    call_method: str
    call_environment: str
    call_measurement: str
    on_call: str


LIGHT = Palette(
    name="light",
    ground="#EAEFF4",
    surface="#FFFFFF",
    sunken="#F3F6F9",
    line="#CDD7E1",
    text="#0E1A2B",
    soft="#3D4C61",
    faint="#5B6B80",
    accent="#075E5A",
    on_accent="#FFFFFF",
    accent_soft="#D3F1EC",
    on_accent_soft="#04443F",
    passed="#0B7A4B",
    passed_soft="#D9F3E5",
    on_passed_soft="#064A2D",
    attention="#B45309",
    attention_soft="#FFF0CF",
    on_attention_soft="#6B3A00",
    failed="#B3191F",
    on_failed="#FFFFFF",
    failed_soft="#FCE4E2",
    on_failed_soft="#7A0D12",
    critical="#C4161C",
    shadow="#1A0E1A2B",
    scrim="#8C0B1420",
    call_man="#97105B",
    call_machine="#8A3208",
    call_material="#1B3F9C",
    call_method="#571DA8",
    call_environment="#145C30",
    call_measurement="#0E5568",
    on_call="#FFFFFF",
)

DARK = Palette(
    name="dark",
    ground="#0B1118",
    surface="#161F2A",
    sunken="#1F2A37",
    line="#34434F",
    text="#F2F6FA",
    soft="#BFCBD8",
    faint="#93A3B5",
    accent="#35CDBB",
    on_accent="#03211D",
    accent_soft="#0F3A38",
    on_accent_soft="#A8F2E7",
    passed="#43D18C",
    passed_soft="#0F3726",
    on_passed_soft="#A9F0CB",
    attention="#F5B544",
    attention_soft="#3D2D0B",
    on_attention_soft="#FFDD9B",
    failed="#FF7A73",
    on_failed="#2B0506",
    failed_soft="#45181A",
    on_failed_soft="#FFC9C5",
    critical="#FF6159",
    shadow="#66000000",
    scrim="#B3000000",
    call_man="#97105B",
    call_machine="#8A3208",
    call_material="#1B3F9C",
    call_method="#571DA8",
    call_environment="#145C30",
    call_measurement="#0E5568",
    on_call="#FFFFFF",
)

#: (text, ground) pairs read while working, and pairs read in passing.
READ_AT_WORK = (
    ("text", "ground"),
    ("text", "surface"),
    ("text", "sunken"),
    ("soft", "surface"),
    ("on_accent", "accent"),
    ("on_accent_soft", "accent_soft"),
    ("on_passed_soft", "passed_soft"),
    ("on_attention_soft", "attention_soft"),
    ("on_failed_soft", "failed_soft"),
    ("on_call", "call_man"),
    ("on_call", "call_machine"),
    ("on_call", "call_material"),
    ("on_call", "call_method"),
    ("on_call", "call_environment"),
    ("on_call", "call_measurement"),
)
READ_AT_LEISURE = (
    ("faint", "surface"),
    ("faint", "ground"),
    ("on_failed", "failed"),
    ("critical", "surface"),
    ("failed", "surface"),
    ("passed", "surface"),
    ("attention", "surface"),
)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two opaque #RRGGBB colours, 1…21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
