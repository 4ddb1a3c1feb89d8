"""Every test of the screens: a 1920×1080 window without a display, and no warning overlooked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from kiosk.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

HERE = Path(__file__).parent

#: What Qt says of a screen it only imagines, and of sound and video hardware that is not there.
_KNOWN = (
    "This plugin does not support",
    "Couldn't (load|resolve)",
    "PulseAudioService",
    "Using Qt multimedia",
    "No RHI backend",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A warning of Qt's is a mistake of ours: it fails the test that caused it."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore(*_KNOWN, extend=True))


@pytest.fixture(autouse=True)
def plain_theme(qapp: object) -> Iterator[None]:
    """Light, at 1920×1080, without motion: every test begins alike and waits for nothing."""
    theme.load_fonts()
    theme.use("light")
    theme.fit(1920, 1080)
    theme.motion = False
    yield
    theme.use("light")
    theme.fit(1920, 1080)


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[..., QWidget]:
    """Show a widget in a window of its own, of that size, with the keyboard in it."""

    kept: list[QWidget] = []  # Python would take a window away that only Qt still holds

    def show(widget: QWidget, width: int = 0, height: int = 0) -> QWidget:
        kept.append(widget)
        hint = widget.sizeHint()
        widget.resize(width or hint.width(), height or hint.height())
        qtbot.addWidget(widget)
        widget.show()
        widget.activateWindow()
        qtbot.waitExposed(widget).__enter__()
        return widget

    return show
