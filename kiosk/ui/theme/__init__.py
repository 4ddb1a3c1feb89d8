"""How everything looks: tokens by name, sizes by screen, fonts that come with the product."""

from kiosk.ui.theme.scale import Scale
from kiosk.ui.theme.theme import Theme, font, theme
from kiosk.ui.theme.tokens import DARK, LIGHT, Palette

__all__ = ["DARK", "LIGHT", "Palette", "Scale", "Theme", "font", "theme"]
