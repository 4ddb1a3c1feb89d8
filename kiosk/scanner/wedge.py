"""Keyboard-style scanners and gauges, told apart from a person typing.

A pure state machine: keys go in with their moments, completed bursts and the keys of
human typing come out. The screen feeds it every key, whatever has the focus.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TypeAlias

from kiosk.scanner.gs1 import GS
from kiosk.scanner.sightings import Scan
from kiosk.scanner.symbologies import Symbology

ENTER, TAB, F8 = "enter", "tab", "f8"
"""Keys without a character go in under these names; others by their own."""

_LONGEST = 4296


@dataclass(frozen=True, slots=True)
class WedgeSettings:
    """How this station's scanner is set up. Times in seconds.

    ``max_gap`` is the usual pause between two keys of a burst at most; a person is slower.
    One longer pause (a USB hub hiccups) ends a burst only after ``patience``; a scanner
    that is known to end its codes with a key of its own is waited for ``patience_for_end``,
    for half a code is worse than a late one. While somebody types into a field, keys that
    are no burst yet are held no longer than ``max_gap``.
    ``separators`` are what the scanner sends in place of the GS1 separator.
    """

    prefix: str = ""
    suffix: str = ""
    terminators: frozenset[str] = frozenset({ENTER, TAB})
    terminator_required: bool = False
    max_gap: float = 0.045
    patience: float = 0.16
    patience_for_end: float = 0.6
    min_length: int = 4
    min_length_terminated: int = 2
    separators: tuple[str, ...] = ("^]", "<GS>", "{GS}")
    f8_is_separator: bool = True


@dataclass(frozen=True, slots=True)
class Burst:
    """One completed transmission. ``symbology`` and ``gs1`` as far as it told."""

    text: str
    started: float
    ended: float
    symbology: Symbology | None = None
    gs1: bool = False

    def scan(self) -> Scan:
        """The burst as a scan like the camera's."""
        return Scan(self.text, self.symbology, "wedge", "wedge", None, self.ended, self.gs1)


@dataclass(frozen=True, slots=True)
class Typed:
    """Keys a person pressed, to be passed on as if nothing had held them back."""

    keys: tuple[str, ...]


Output: TypeAlias = Burst | Typed


@dataclass(slots=True)
class _Key:
    key: str
    at: float


class Wedge:
    """Feed with `press` and, when `deadline` has come, with `tick`."""

    def __init__(self, settings: WedgeSettings | None = None) -> None:
        self._settings = settings or WedgeSettings()
        self._keys: list[_Key] = []
        self._alt_digits = ""
        self._ends_with_a_key = False
        self._typing = False

    @property
    def deadline(self) -> float | None:
        """The moment by which `tick` must be called; None while nothing is held."""
        return self._keys[-1].at + self._allowed_gap() if self._keys else None

    def press(
        self, key: str, at: float, *, alt: bool = False, typing: bool = False
    ) -> list[Output]:
        """Take one key: a character, or a name such as ``enter``. Times in seconds.

        Digits with ``alt`` held are collected to a character (Alt+029 is the GS).
        ``typing``: a field has the focus, so that this may well be a person's key.
        """
        self._typing = typing
        outputs = self.tick(at)
        if alt and len(key) == 1 and key.isdigit():
            self._alt_digits += key
            return outputs
        outputs += self._finish_alt(at)
        if key in self._settings.terminators:
            return outputs + self._terminate(key, at)
        self._keys.append(_Key(self._meaning(key), at))
        if len(self._keys) > _LONGEST:
            outputs += self._pass_on()
        return outputs

    def release_alt(self, at: float) -> None:
        """The Alt key went up: a character typed by its number is complete."""
        self._finish_alt(at)

    def tick(self, at: float) -> list[Output]:
        """Let go of what has waited too long."""
        deadline = self.deadline
        if deadline is None or at <= deadline:
            return []
        self._finish_alt(self._keys[-1].at)
        if self._is_burst(self._settings.min_length) and not self._settings.terminator_required:
            return self._complete()
        return self._pass_on()

    def _finish_alt(self, at: float) -> list[Output]:
        digits, self._alt_digits = self._alt_digits, ""
        if digits and int(digits) < 256:
            self._keys.append(_Key(chr(int(digits)), at))
        return []

    def _meaning(self, key: str) -> str:
        return GS if key == F8 and self._settings.f8_is_separator else key

    def _terminate(self, key: str, at: float) -> list[Output]:
        if self._is_burst(self._settings.min_length_terminated):
            self._ends_with_a_key = True
            return self._complete()
        self._keys.append(_Key(key, at))
        return self._pass_on()

    def _allowed_gap(self) -> float:
        if self._typing and not self._is_burst(self._settings.min_length):
            return self._settings.max_gap
        ends = self._ends_with_a_key
        return self._settings.patience_for_end if ends else self._settings.patience

    def _is_burst(self, least: int) -> bool:
        keys = self._keys
        if len(keys) < least or any(len(key.key) != 1 for key in keys):
            return False
        if self._settings.prefix and not self._text().startswith(self._settings.prefix):
            return False
        gaps = sorted(later.at - sooner.at for sooner, later in itertools.pairwise(keys))
        return not gaps or gaps[len(gaps) // 2] <= self._settings.max_gap

    def _text(self) -> str:
        return "".join(key.key for key in self._keys)

    def _complete(self) -> list[Output]:
        started, ended = self._keys[0].at, self._keys[-1].at
        raw = self._text()
        self._keys = []
        return [_burst(self._unwrapped(raw), started, ended)]

    def _unwrapped(self, raw: str) -> str:
        text = raw.removeprefix(self._settings.prefix).removesuffix(self._settings.suffix)
        for substitute in self._settings.separators:
            text = text.replace(substitute, GS)
        return text

    def _pass_on(self) -> list[Output]:
        keys = tuple(key.key for key in self._keys)
        self._keys = []
        return [Typed(keys)] if keys else []


_AIM: dict[str, Symbology] = {
    "C": Symbology.CODE128,
    "d": Symbology.DATAMATRIX,
    "Q": Symbology.QRCODE,
    "A": Symbology.CODE39,
    "G": Symbology.CODE93,
    "F": Symbology.CODABAR,
    "I": Symbology.ITF,
    "L": Symbology.PDF417,
    "z": Symbology.AZTEC,
    "e": Symbology.DATABAR,
    "U": Symbology.MAXICODE,
}
_AIM_GS1 = frozenset({"C1", "d2", "Q3", "e0"})


def _burst(text: str, started: float, ended: float) -> Burst:
    """Split off the AIM identifier (]C1, ]d2 …) where the scanner sends one."""
    if len(text) > 3 and text[0] == "]" and text[2].isalnum():
        code = text[1:3]
        if code == "E4":
            return Burst(text[3:], started, ended, Symbology.EAN8)
        if text[1] == "E":
            return Burst(text[3:], started, ended, Symbology.EAN13)
        if text[1] in _AIM:
            return Burst(text[3:], started, ended, _AIM[text[1]], code in _AIM_GS1)
    return Burst(text, started, ended)


_SWAPS = (
    ("keyboard_layout_uk", str.maketrans('@"#£', '"@£#')),
    ("keyboard_layout_german", str.maketrans("yzYZ-ß/_", "zyZY/-ß?")),
    ("keyboard_layout_french", str.maketrans("azqwAZQW&é\"'(-è_çà", "qwazQWAZ1234567890")),
)


def layout_hint(seen: str, expected: str) -> str | None:
    """A message key when a wrong text is the right one under another keyboard layout."""
    if seen == expected:
        return None
    if seen.swapcase() == expected:
        return "caps_lock"
    for key, table in _SWAPS:
        if seen.translate(table) == expected:
            return key
    return "separator_lost" if seen == expected.replace(GS, "") else None
