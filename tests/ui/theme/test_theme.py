"""Colours that can be read, sizes that can be hit, characters that are there."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtGui import QColor, QFontInfo
from pytestqt.qtbot import QtBot

from kiosk.resources import resources
from kiosk.ui.theme import DARK, LIGHT, Palette, Scale, font, theme
from kiosk.ui.theme.tokens import READ_AT_LEISURE, READ_AT_WORK, contrast

BOTH = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
SCREENS = [(1280, 800), (1366, 768), (1920, 1080), (1080, 1920), (3840, 2160)]


@BOTH
@pytest.mark.parametrize(("text", "ground"), READ_AT_WORK)
def test_what_is_read_at_work_stands_at_seven_to_one(
    palette: Palette, text: str, ground: str
) -> None:
    assert contrast(getattr(palette, text), getattr(palette, ground)) >= 7


@BOTH
@pytest.mark.parametrize(("text", "ground"), READ_AT_LEISURE)
def test_everything_else_stands_at_four_and_a_half_to_one(
    palette: Palette, text: str, ground: str
) -> None:
    assert contrast(getattr(palette, text), getattr(palette, ground)) >= 4.5


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@BOTH
def test_every_token_is_a_colour(palette: Palette) -> None:
    for token in (name for name in Palette.__slots__ if name != "name"):
        assert QColor(getattr(palette, token)).isValid(), token


def test_the_reference_screen_has_the_sizes_promised() -> None:
    scale = Scale.for_screen(1920, 1080)
    assert scale.primary >= 88
    assert scale.target >= 64
    assert scale.body >= 26
    assert scale.title >= 44
    assert min(scale.label, scale.small) >= 20


@pytest.mark.parametrize("screen", SCREENS)
def test_no_screen_makes_targets_or_text_too_small(screen: tuple[int, int]) -> None:
    scale = Scale.for_screen(*screen)
    assert (scale.target, scale.body, scale.small) >= (56, 20, 16)


def test_a_portrait_screen_is_as_large_as_the_same_one_lying() -> None:
    standing, lying = Scale.for_screen(1080, 1920), Scale.for_screen(1920, 1080)
    assert (standing.portrait, lying.portrait) == (True, False)
    assert standing.body == lying.body


def test_a_dense_screen_keeps_targets_as_wide_as_a_finger() -> None:
    dense, plain = Scale.for_screen(1920, 1080, dpi=220), Scale.for_screen(1920, 1080, dpi=92)
    assert plain.target == 72
    assert dense.target / 220 * 25.4 >= 8.9


@pytest.mark.parametrize("nonsense", [0, -1, 12, 2000])
def test_a_screen_that_lies_about_its_density_changes_nothing(nonsense: float) -> None:
    assert Scale.for_screen(1280, 800, nonsense) == Scale.for_screen(1280, 800)


def test_widgets_hear_of_another_theme_once(qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.use("dark")
    with qtbot.assertNotEmitted(theme.changed):
        theme.use("dark")
    assert theme.colour("text") == QColor(DARK.text)


@pytest.mark.parametrize("bold", [False, True])
def test_the_fonts_are_our_own_in_both_weights(bold: bool) -> None:
    found = QFontInfo(font(28, bold))
    assert (found.family(), found.bold()) == ("Inter", bold)


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_no_character_of_the_shop_floor_is_a_box(weight: str) -> None:
    have: set[int] = set()
    for name in ("Inter", "NotoSansSC"):
        have |= TTFont(resources() / "fonts" / f"{name}-{weight}.otf").getBestCmap().keys()
    rare_names = "喆堃镕淼昇頔"
    signs = "℃ΩμφΦ→①⑩±×°≤≥·…—“”‘’、。，；：？！（）《》【】%‰²³Ø√≈"
    assert {c for c in rare_names + signs if ord(c) not in have} == set()


def test_the_fonts_stay_small() -> None:
    total = sum(file.stat().st_size for file in (resources() / "fonts").glob("*.otf"))
    assert total <= 12_000_000
