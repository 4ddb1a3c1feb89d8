"""Reading a strip of bars: several independent lines must tell the same text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kiosk.scanner.bars.coarse import Guess, guesses_at, refined
from kiosk.scanner.bars.fitting import Fit, fit
from kiosk.scanner.bars.layouts import EAN8, EAN13, UPCE, Layout
from kiosk.scanner.bars.strips import Strip, extents
from kiosk.scanner.symbologies import Symbology

if TYPE_CHECKING:
    from collections.abc import Collection

    from kiosk.scanner.bars.layouts import Reals


@dataclass(frozen=True, slots=True)
class Limits:
    """What a fit must reach to count as one voice for its text."""

    misfit: float
    margin: float


_LIMITS = {
    Symbology.EAN13: Limits(0.13, 1.30),
    # Fewer digits leave more ways to fit by chance.
    Symbology.EAN8: Limits(0.08, 1.9),
    Symbology.UPCE: Limits(0.09, 1.9),
}
_MAX_BLUR = 1.55
_PROMISING = 0.2
_HOPELESS = 0.33


@dataclass(frozen=True, slots=True)
class BarReading:
    """A text that independent bands of one strip agree on.

    ``start`` and ``stop`` are columns of the strip, in reading direction.
    """

    text: str
    layout: Layout
    start: float
    stop: float
    margin: float


@dataclass(frozen=True, slots=True)
class _Voice:
    found: Fit
    guess: Guess

    @property
    def is_clear(self) -> bool:
        limits = _LIMITS[self.guess.layout.symbology]
        is_close = self.found.misfit < limits.misfit and self.found.blur < _MAX_BLUR
        return is_close and self.found.margin > limits.margin


def layouts_for(formats: Collection[Symbology]) -> tuple[Layout, ...]:
    """The layouts to try for these kinds of code."""
    wanted = []
    if Symbology.EAN13 in formats or Symbology.UPCA in formats:
        wanted.append(EAN13)
    if Symbology.UPCE in formats:
        wanted.append(UPCE)
    if Symbology.EAN8 in formats:
        wanted.append(EAN8)
    return tuple(wanted)


def read_strip(strip: Strip, layouts: tuple[Layout, ...]) -> BarReading | None:
    """The text of a strip, or None where its bands do not agree on one."""
    voices: list[_Voice] = []
    hint: Guess | None = None
    hopeless = 0
    for band in strip.bands():
        line = strip.line(band)
        voice = _heard(line, strip, layouts, hint)
        if voice is None:
            hopeless += 1
            if hopeless == 2 and not voices:
                return None
            continue
        if voice.is_clear:
            hint = Guess(0.0, voice.guess.layout, voice.guess.is_reversed, voice.found.pose)
            voices.append(voice)
        if len(voices) == 2:
            break
    return _agreed(voices, strip)


def _agreed(voices: list[_Voice], strip: Strip) -> BarReading | None:
    if len(voices) < 2 or len({voice.found.text for voice in voices}) > 1:
        return None
    voice = max(voices, key=lambda each: each.found.margin)
    start, stop = voice.found.pose.start, voice.found.pose.stop
    if voice.guess.is_reversed:
        last = strip.levels.shape[1] - 1
        start, stop = last - start, last - stop
    return BarReading(voice.found.text, voice.guess.layout, start, stop, voice.found.margin)


def _heard(
    line: Reals, strip: Strip, layouts: tuple[Layout, ...], hint: Guess | None
) -> _Voice | None:
    """The best fit on one line, beginning where another line of the strip was read."""
    if hint is not None:
        voice = _best(line, [hint])
        if voice is not None and voice.is_clear:
            return voice
    return _best(line, _guesses(line, strip, layouts))


def _guesses(line: Reals, strip: Strip, layouts: tuple[Layout, ...]) -> list[Guess]:
    """The most promising layouts, directions and poses, best first."""
    guesses: list[Guess] = []
    for start, stop in extents(line, strip.start, strip.stop):
        for layout in layouts:
            guesses += guesses_at(line, layout, start, stop)
            if any(guess.misfit < _PROMISING for guess in guesses):
                break
    guesses.sort(key=lambda guess: guess.misfit)
    finer = [refined(line, guess) for guess in guesses[:3]]
    finer.sort(key=lambda guess: guess.misfit)
    return [guess for guess in finer if guess.misfit < _HOPELESS][:2]


def _best(line: Reals, guesses: list[Guess]) -> _Voice | None:
    best: _Voice | None = None
    for guess in guesses:
        way = np.ascontiguousarray(line[::-1]) if guess.is_reversed else line
        found = fit(way, guess.layout, guess.pose)
        if found is None:
            continue
        if best is None or found.misfit < best.found.misfit:
            best = _Voice(found, guess)
        if best.is_clear:
            break
    return best
