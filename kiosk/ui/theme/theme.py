"""The theme in force. One object; widgets paint from it and repaint when it changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication

from kiosk.resources import resources
from kiosk.ui.theme.scale import Scale
from kiosk.ui.theme.tokens import DARK, LIGHT, Palette

_LATIN = ("Inter-Regular.otf", "Inter-Bold.otf")
_CHINESE = ("NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf")
_FAMILIES = ["Inter", "Noto Sans CJK SC"]
_TABULAR = QFont.Tag("tnum")


class Theme(QObject):
    """`changed` when colours or sizes change: everything then paints itself anew."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.palette: Palette = LIGHT
        self.scale = Scale.for_screen(1920, 1080)
        self.motion = True
        self._colours: dict[str, QColor] = {}
        self._fonts_loaded = False

    def use(self, name: str) -> None:
        """light or dark, from now on."""
        palette = DARK if name == "dark" else LIGHT
        if palette is not self.palette:
            self.palette = palette
            self._colours.clear()
            self.changed.emit()

    def fit(self, width: int, height: int, dpi: float = 0) -> None:
        """Take the sizes for a window of this size; `dpi` is the screen's, where it is known."""
        scale = Scale.for_screen(width, height, dpi)
        if scale != self.scale:
            self.scale = scale
            self.changed.emit()

    def colour(self, token: str) -> QColor:
        """The colour of that name in the palette in force."""
        if token not in self._colours:
            self._colours[token] = QColor(getattr(self.palette, token))
        return self._colours[token]

    def px(self, at_reference: float) -> int:
        return self.scale.px(at_reference)

    def load_fonts(self) -> None:
        """Once per process, before the first text. Latin first: its · and … are narrow."""
        if self._fonts_loaded:
            return
        self._fonts_loaded = True
        for name in (*_LATIN, *_CHINESE):
            QFontDatabase.addApplicationFont(str(resources() / "fonts" / name))
        QGuiApplication.setFont(font(self.scale.body))


theme = Theme()


def font(pixels: int, bold: bool = False) -> QFont:
    """The product's own font at that size."""
    made = QFont(_FAMILIES)
    made.setPixelSize(pixels)
    made.setBold(bold)
    # Figures of one width: a clock or a value that changes must not make its neighbours jump.
    made.setFeature(_TABULAR, 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made
