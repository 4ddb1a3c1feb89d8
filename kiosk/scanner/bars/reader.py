"""Reading a strip of bars: several independent lines must tell the same text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kiosk.scanner.bars.coarse import Guess, guesses_at, refined
from kiosk.scanner.bars.fitting import Fit, fit, fit_known
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
    blur: float


_LIMITS = {
    Symbology.EAN13: Limits(misfit=0.12, margin=1.35, blur=1.55),
    # Fewer digits leave more ways to fit by chance.
    Symbology.EAN8: Limits(misfit=0.07, margin=2.6, blur=1.35),
    Symbology.UPCE: Limits(misfit=0.07, margin=2.6, blur=1.35),
}
_REFINED = 3
_HOPELESS = 0.33
_MEAN_OF, _MOST_HEARD = 3, 4
_WORST_VOICE = 0.25
_CHECK_MISFIT, _CHECK_MARGIN = 0.22, 1.12


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
        is_close = self.found.misfit < limits.misfit and self.found.blur < limits.blur
        return is_close and self.found.margin > limits.margin

    @property
    def is_worth_checking(self) -> bool:
        return self.found.misfit < _CHECK_MISFIT and self.found.margin > _CHECK_MARGIN


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

    The symbol is searched for on the mean of the truest bands; from there single bands
    that share no pixels are heard.
    """
    bands = strip.bands()
    line = np.mean([strip.line(band) for band in bands[:_MEAN_OF]], axis=0)
    spans = extents(line, strip.start, strip.stop)
    for layout in layouts:
        voice = _best(line, _guesses(line, layout, spans))
        if voice is None or not voice.is_worth_checking:
            continue
        reading = _agreed(_heard(strip, bands, voice), strip)
        if reading is not None:
            return reading
    return None


def _heard(strip: Strip, bands: list[slice], first: _Voice) -> list[_Voice]:
    """The clear voices of single bands, until two are heard or too many are dumb."""
    voices: list[_Voice] = []
    latest = first
    for band in bands[:_MOST_HEARD]:
        voice = _spoken(strip.line(band), latest)
        if voice is None or not voice.is_clear:
            continue
        voices.append(voice)
        latest = voice
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


def _spoken(line: Reals, before: _Voice) -> _Voice | None:
    """What a band says for itself, the model laid by what another band said."""
    guess, found = before.guess, before.found
    shapes = guess.layout.shapes_of(found.text)
    if shapes is None:
        return None
    way = np.ascontiguousarray(line[::-1]) if guess.is_reversed else line
    spoken = fit_known(way, guess.layout, shapes, found.pose, found.blur, worst=_WORST_VOICE)
    return None if spoken is None else _Voice(spoken, guess)


def _guesses(line: Reals, layout: Layout, spans: list[tuple[float, float]]) -> list[Guess]:
    """The most promising directions and poses, best first."""
    guesses = [guess for span in spans for guess in guesses_at(line, layout, *span)]
    guesses.sort(key=lambda guess: guess.misfit)
    finer = [refined(line, guess) for guess in guesses[:_REFINED]]
    finer.sort(key=lambda guess: guess.misfit)
    return [guess for guess in finer if guess.misfit < _HOPELESS]


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
