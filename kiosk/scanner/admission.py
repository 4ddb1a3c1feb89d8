"""When a sighting counts.

A wrong read confirms a step that was not done, so a linear code must be seen again in
another frame before it is believed; a code that fits what the step expects needs fewer
sightings than one that does not, and two different texts at one place are believed
neither. There is no clock in here: every moment comes in with the call.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.scanner.checkdigits import has_valid_gs1_check_digit, is_gtin
from kiosk.scanner.sightings import Corners, Scan, Sighting, centre
from kiosk.scanner.symbologies import MATRIX, SHOP_FLOOR, Symbology

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FRESH_SECONDS = 1.5
"""How long one sighting supports the next."""
GONE_SECONDS = 1.0
"""Unseen for so long, a code has left and may be shown again."""

_NEEDED_MATRIX = 1
_NEEDED_CERTAIN = 2
_NEEDED_EXPECTED = 2
_NEEDED_OTHER = 3
_NEEDED_AFTER_RIVAL = 4


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the step at hand admits.

    ``matches`` tells whether a text is the one looked for; without it every admitted
    code is as likely as any other. ``lengths`` are in characters. ``check_digit``
    demands a right GS1 check digit at the end of the text.
    """

    symbologies: frozenset[Symbology] = SHOP_FLOOR
    matches: Callable[[str], bool] | None = None
    lengths: frozenset[int] | None = None
    check_digit: bool = False

    def admits(self, sighting: Sighting) -> bool:
        """Whether a sighting may count at all, however often it is seen."""
        if not self._admits_kind(sighting.symbology):
            return False
        if self.lengths is not None and len(sighting.text) not in self.lengths:
            return False
        if self.check_digit and not has_valid_gs1_check_digit(sighting.text):
            return False
        return bool(sighting.text) and self._is_sound(sighting)

    def _admits_kind(self, symbology: Symbology) -> bool:
        if symbology in self.symbologies:
            return True
        # UPC-A is printed exactly like an EAN-13 that begins with 0.
        return symbology is Symbology.UPCA and Symbology.EAN13 in self.symbologies

    def _is_sound(self, sighting: Sighting) -> bool:
        if sighting.symbology is not Symbology.ITF or self._asked_for_itf():
            return True
        # A part of an ITF is a valid shorter ITF: only the full carton code is safe.
        return len(sighting.text) == 14 and is_gtin(sighting.text)

    def _asked_for_itf(self) -> bool:
        return Symbology.ITF in self.symbologies and (
            self.lengths is not None or len(self.symbologies) == 1
        )

    def is_met_by(self, text: str) -> bool:
        """Whether this is the text looked for; False where anything will do."""
        return self.matches is not None and _matches(self.matches, text)


def _matches(predicate: Callable[[str], bool], text: str) -> bool:
    # A predicate that stumbles over an odd text has not been met by it.
    try:
        return bool(predicate(text))
    except (ValueError, LookupError, TypeError):
        return False


ANYTHING = Expectation()


@dataclass(slots=True)
class _Candidate:
    sighting: Sighting
    moments: list[float] = field(default_factory=list)
    reported: bool = False
    disputed: bool = False

    @property
    def last_seen(self) -> float:
        return self.moments[-1]


class Admission:
    """Turns sightings into scans, each showing of a code into exactly one."""

    def __init__(self, expectation: Expectation | None = ANYTHING) -> None:
        self._expectation = expectation
        self._candidates: dict[tuple[str, Symbology], _Candidate] = {}
        self._rested = False

    def expect(self, expectation: Expectation | None) -> None:
        """From now on admit this; None admits nothing.

        A code already reported and still held does not count again for the new
        expectation: the operator would confirm a step without having moved.
        """
        self._rested = self._rested or self._expectation is None
        self._expectation = expectation
        for candidate in self._candidates.values():
            del candidate.moments[:-1]

    def consider(self, sightings: Iterable[Sighting], at: float) -> list[Scan]:
        """The scans that this frame's sightings complete. Times in seconds."""
        self._wake(at)
        self._forget(at)
        if self._expectation is None:
            self._keep_reported(sightings, at)
            return []
        admitted = [seen for seen in sightings if self._expectation.admits(seen)]
        for sighting in admitted:
            self._note(sighting, at)
        self._dispute(admitted)
        return [self._report(key, at) for key in self._complete(at)]

    def _wake(self, at: float) -> None:
        """While nothing was expected nobody looked: what was reported before is taken to be
        there still, until it is seen that it is not."""
        if self._rested and self._expectation is not None:
            self._rested = False
            for candidate in self._candidates.values():
                if candidate.reported:
                    candidate.moments = [at]

    def _forget(self, at: float) -> None:
        gone = [
            key for key, seen in self._candidates.items() if at - seen.last_seen > FRESH_SECONDS
        ]
        for key in gone:
            del self._candidates[key]
        for candidate in self._candidates.values():
            candidate.moments = [m for m in candidate.moments if at - m <= FRESH_SECONDS]
            if candidate.reported and at - candidate.last_seen > GONE_SECONDS:
                candidate.reported, candidate.moments = False, candidate.moments[-1:]

    def _keep_reported(self, sightings: Iterable[Sighting], at: float) -> None:
        for sighting in sightings:
            candidate = self._candidates.get(_key(sighting))
            if candidate is not None:
                candidate.moments.append(at)

    def _note(self, sighting: Sighting, at: float) -> None:
        candidate = self._candidates.setdefault(_key(sighting), _Candidate(sighting))
        # Two engines agreeing on one frame are one witness: they err alike.
        if not candidate.moments or candidate.last_seen != at:
            candidate.moments.append(at)
        if sighting.certain or not candidate.sighting.certain:
            candidate.sighting = sighting

    def _dispute(self, admitted: list[Sighting]) -> None:
        for sighting in admitted:
            mine = self._candidates[_key(sighting)]
            for other in self._candidates.values():
                if (
                    other is not mine
                    and not other.reported
                    and _rivals(mine.sighting, other.sighting)
                ):
                    mine.disputed = other.disputed = True

    def _complete(self, at: float) -> list[tuple[str, Symbology]]:
        return [
            key
            for key, candidate in self._candidates.items()
            if not candidate.reported
            and candidate.moments
            and candidate.last_seen == at
            and len(candidate.moments) >= self._needed(candidate)
        ]

    def _needed(self, candidate: _Candidate) -> int:
        if candidate.sighting.symbology in MATRIX:
            return _NEEDED_MATRIX
        if candidate.disputed:
            return self._needed_against(candidate)
        assert self._expectation is not None
        if self._expectation.is_met_by(candidate.sighting.text):
            return _NEEDED_EXPECTED
        return _NEEDED_CERTAIN if candidate.sighting.certain else _NEEDED_OTHER

    def _needed_against(self, candidate: _Candidate) -> int:
        rivals = [
            len(other.moments)
            for other in self._candidates.values()
            if other is not candidate and _rivals(candidate.sighting, other.sighting)
        ]
        return _NEEDED_AFTER_RIVAL + 2 * max(rivals, default=0)

    def _report(self, key: tuple[str, Symbology], at: float) -> Scan:
        candidate = self._candidates[key]
        candidate.reported = True
        seen = candidate.sighting
        return Scan(seen.text, seen.symbology, seen.engine, "camera", seen.corners, at, seen.gs1)


def _key(sighting: Sighting) -> tuple[str, Symbology]:
    return (sighting.text, sighting.symbology)


def _rivals(one: Sighting, other: Sighting) -> bool:
    """Two different linear texts at one place cannot both be right."""
    if one.text == other.text or one.symbology in MATRIX or other.symbology in MATRIX:
        return False
    if one.corners is None or other.corners is None:
        return True
    return _overlap(one.corners, other.corners)


def _overlap(one: Corners, other: Corners) -> bool:
    return _holds(one, centre(other)) or _holds(other, centre(one))


def _holds(corners: Corners, point: tuple[float, float]) -> bool:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    # Engines often place a linear code on a single scan line: give it some height.
    slack = 0.25 * max(max(xs) - min(xs), max(ys) - min(ys), 1.0)
    inside_x = min(xs) - slack <= point[0] <= max(xs) + slack
    return inside_x and min(ys) - slack <= point[1] <= max(ys) + slack
