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
_CHANCE = {Symbology.EAN13: 0.0, Symbology.EAN8: 0.05, Symbology.UPCE: 0.08}
_REFINED, _FITTED = 4, 3
_PROMISING = 0.2
_HOPELESS = 0.33
_MEAN_OF = 3
_LOST = 0.4


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

    def as_guess(self) -> Guess:
        """Where to begin on another line of the same strip."""
        found, guess = self.found, self.guess
        return Guess(found.misfit, guess.layout, guess.is_reversed, found.pose, found.blur)


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
    """The text of a strip, or None where its bands do not agree on one.

    The search for the symbol is made once on the mean of the truest bands, and again
    on the truest alone; from there single bands that share no pixels are heard.
    """
    bands = strip.bands()
    for chosen in (bands[:_MEAN_OF], bands[:1]):
        line = np.mean([strip.line(band) for band in chosen], axis=0)
        voice = _best(line, _guesses(line, strip, layouts))
        if voice is None or voice.found.misfit > _LOST:
            return None
        reading = _agreed(_heard(strip, bands, voice), strip)
        if reading is not None:
            return reading
    return None


def _heard(strip: Strip, bands: list[slice], first: _Voice) -> list[_Voice]:
    """The clear voices of single bands, until two are heard."""
    voices: list[_Voice] = []
    hint = first.as_guess()
    for band in bands:
        voice = _best(strip.line(band), [hint])
        if voice is None or not voice.is_clear:
            continue
        voices.append(voice)
        hint = voice.as_guess()
        if len(voices) == 2:
            break
    return voices


def _agreed(voices: list[_Voice], strip: Strip) -> BarReading | None:
    if len(voices) < 2 or len({voice.found.text for voice in voices}) > 1:
        return None
    voice = max(voices, key=lambda each: each.found.margin)
    start, stop = voice.found.pose.start, voice.found.pose.stop
    if voice.guess.is_reversed:
        last = strip.levels.shape[1] - 1
        start, stop = last - start, last - stop
    return BarReading(voice.found.text, voice.guess.layout, start, stop, voice.found.margin)


def _guesses(line: Reals, strip: Strip, layouts: tuple[Layout, ...]) -> list[Guess]:
    """The most promising layouts, directions and poses, best first."""
    guesses: list[Guess] = []
    for start, stop in extents(line, strip.start, strip.stop):
        for layout in layouts:
            guesses += guesses_at(line, layout, start, stop)
            if any(_rank(guess) < _PROMISING for guess in guesses):
                break
    guesses.sort(key=_rank)
    finer = [refined(line, guess) for guess in guesses[:_REFINED]]
    finer.sort(key=_rank)
    return [guess for guess in finer if guess.misfit < _HOPELESS][:_FITTED]


def _rank(guess: Guess) -> float:
    """Misfit, corrected for how easily a layout with fewer parts correlates by chance."""
    return guess.misfit + _CHANCE[guess.layout.symbology]


def _best(line: Reals, guesses: list[Guess]) -> _Voice | None:
    best: _Voice | None = None
    for guess in guesses:
        way = np.ascontiguousarray(line[::-1]) if guess.is_reversed else line
        found = fit(way, guess.layout, guess.pose, guess.blur)
        if found is None:
            continue
        if best is None or found.misfit < best.found.misfit:
            best = _Voice(found, guess)
        if best.is_clear:
            break
    return best
