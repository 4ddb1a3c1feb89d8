"""Sizes computed from the screen: the same design from 1280×800 to 4K, and portrait."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

_REFERENCE = 1920 * 1080
#: A 10-inch 1280×800 panel has finer pixels than a 22-inch one: a finger stays as wide.
_SMALLEST, _LARGEST = 0.78, 3.0
#: No target under this height, as far as a dense screen leaves room for it.
_FINGER_MM = 9.0
_MOST_GROWN = 1.3
#: Many panels report no physical size, or that of a postcard.
_PLAUSIBLE_DPI = (60, 400)


@dataclass(frozen=True, slots=True)
class Scale:
    """All sizes in device-independent pixels. At 1920×1080 `factor` is 1."""

    factor: float
    portrait: bool
    compact: bool

    @classmethod
    def for_screen(cls, width: int, height: int, dpi: float = 0) -> Scale:
        """`dpi` as the screen tells it; 0, or nonsense, leaves the size to decide alone."""
        factor = sqrt(width * height / _REFERENCE)
        if _PLAUSIBLE_DPI[0] <= dpi <= _PLAUSIBLE_DPI[1]:
            for_a_finger = _FINGER_MM / 25.4 * dpi / 72
            factor = max(factor, min(for_a_finger, factor * _MOST_GROWN))
        factor = min(max(factor, _SMALLEST), _LARGEST)
        return cls(factor, portrait=height > width, compact=width < 1500 and height < 1000)

    def px(self, at_reference: float) -> int:
        """A length drawn for 1920×1080, here."""
        return max(1, round(at_reference * self.factor))

    # --- type, in pixels ---

    @property
    def title(self) -> int:
        return self.px(44)

    @property
    def heading(self) -> int:
        return self.px(34)

    @property
    def body(self) -> int:
        return self.px(28)

    @property
    def label(self) -> int:
        return self.px(26)

    @property
    def small(self) -> int:
        return self.px(22)

    @property
    def display(self) -> int:
        return self.px(72)

    # --- targets and room ---

    @property
    def primary(self) -> int:
        """Height of the one primary action."""
        return self.px(96)

    @property
    def target(self) -> int:
        """Height of every other thing a finger hits."""
        return self.px(72)

    @property
    def gap(self) -> int:
        return self.px(16)

    @property
    def margin(self) -> int:
        return self.px(28)

    @property
    def radius(self) -> int:
        return self.px(18)

    @property
    def icon(self) -> int:
        return self.px(34)
