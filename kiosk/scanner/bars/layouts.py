"""How EAN-13, UPC-A, EAN-8 and UPC-E are built: modules, parities, check digits.

One module is the width of the narrowest bar. Bits are 1 for bar, 0 for space.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from kiosk.scanner.decoders import gtin_of_upce, upce_of_gtin
from kiosk.scanner.symbologies import Symbology

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[np.int64]
    Reals: TypeAlias = NDArray[np.float64]

DIGIT_MODULES = 7

_A = "0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011"
_EAN13_PARITIES = "LLLLLL LLGLGG LLGGLG LLGGGL LGLLGG LGGLLG LGGGLL LGLGLG LGLGGL LGGLGL"
_UPCE_PARITIES = "GGGLLL GGLGLL GGLLGL GGLLLG GLGGLL GLLGGL GLLLGG GLGLGL GLGLLG GLLGLG"


def _bits(texts: list[str]) -> Reals:
    return np.array([[float(bit) for bit in text] for text in texts])


_SET_A = _bits(_A.split(" "))
_SET_C = 1.0 - _SET_A
_SET_B = _SET_C[:, ::-1]
LEFT_SET: Reals = np.concatenate([_SET_A, _SET_B])
"""The 20 shapes of a left-hand digit: set A (code 0-9), then set B (10-19)."""
RIGHT_SET: Reals = _SET_C


@dataclass(frozen=True, slots=True)
class Variants:
    """The codewords a layout allows, as rows that share parity and weights.

    ``shapes``: which half of the left set each digit takes (0 or 10). The sum of
    ``constant`` and the weighted digits is 0 modulo 10. ``last_digits`` are those
    allowed in the last place; ``fixed`` are the digits the parity pattern encodes.
    """

    shapes: Ints
    weights: Ints
    constant: Ints
    last_digits: NDArray[np.bool_]
    fixed: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Layout:
    """The skeleton of a symbol: guards as bits, and how many digits stand between."""

    symbology: Symbology
    start: str
    left: int
    centre: str
    right: int
    end: str

    @property
    def digits(self) -> int:
        return self.left + self.right

    @functools.cached_property
    def modules(self) -> int:
        guards = len(self.start) + len(self.centre) + len(self.end)
        return guards + DIGIT_MODULES * self.digits

    @functools.cached_property
    def starts(self) -> tuple[int, ...]:
        """The module at which each digit begins."""
        left = [len(self.start) + DIGIT_MODULES * i for i in range(self.left)]
        after = len(self.start) + DIGIT_MODULES * self.left + len(self.centre)
        return (*left, *(after + DIGIT_MODULES * i for i in range(self.right)))

    @functools.cached_property
    def skeleton(self) -> Reals:
        """All modules with the guards alone."""
        bits = np.zeros(self.modules)
        pieces = ((0, self.start), (self._centre_at, self.centre), (self._end_at, self.end))
        for at, guard in pieces:
            bits[at : at + len(guard)] = [float(bit) for bit in guard]
        return bits

    @property
    def _centre_at(self) -> int:
        return len(self.start) + DIGIT_MODULES * self.left

    @property
    def _end_at(self) -> int:
        return self.modules - len(self.end)

    def shapes_at(self, place: int) -> Reals:
        """The shapes a digit may take there, one row of 7 bits each."""
        return LEFT_SET if place < self.left else RIGHT_SET

    def bits_of(self, shapes: Ints) -> Reals:
        """All modules of the symbol whose digits have these shapes."""
        bits = self.skeleton.copy()
        for place, at in enumerate(self.starts):
            bits[at : at + DIGIT_MODULES] = self.shapes_at(place)[shapes[place]]
        return bits

    @functools.cached_property
    def variants(self) -> Variants:
        if self.symbology is Symbology.UPCE:
            return _upce_variants()
        return _ean13_variants() if self.symbology is Symbology.EAN13 else _ean8_variants()

    def shapes_of(self, text: str) -> Ints | None:
        """The digit shapes of a text as `text_of` gives it; None if it has none here."""
        variants = self.variants
        for variant, fixed in enumerate(variants.fixed):
            digits = self._digits_of(text, fixed)
            if digits is not None and variants.last_digits[variant, digits[-1]]:
                shapes: Ints = variants.shapes[variant] + digits
                if self.text_of(variant, digits) == text:
                    return shapes
        return None

    def _digits_of(self, text: str, fixed: tuple[int, ...]) -> Ints | None:
        body = text[len(fixed) :]
        if self.symbology is Symbology.UPCE:
            short = upce_of_gtin(text)
            body = short[1:7] if short else ""
        if len(body) != self.digits or not (text.isascii() and text.isdigit()):
            return None
        return np.array([int(digit) for digit in body])

    def text_of(self, variant: int, digits: Ints) -> str:
        """The decoded content; UPC-E as its 13-digit GTIN."""
        body = "".join(str(int(digit)) for digit in digits)
        fixed = self.variants.fixed[variant]
        if self.symbology is Symbology.UPCE:
            return gtin_of_upce(f"{fixed[0]}{body}{fixed[1]}")
        return "".join(map(str, fixed)) + body


def _halves(parity: str) -> list[int]:
    return [10 if letter == "G" else 0 for letter in parity]


def _ean13_variants() -> Variants:
    parities = _EAN13_PARITIES.split(" ")
    count = len(parities)
    return Variants(
        shapes=np.array([_halves(parity) + [0] * 6 for parity in parities]),
        weights=np.tile([3, 1] * 6, (count, 1)),
        constant=np.arange(count),
        last_digits=np.ones((count, 10), dtype=np.bool_),
        fixed=tuple((first,) for first in range(count)),
    )


def _ean8_variants() -> Variants:
    return Variants(
        shapes=np.zeros((1, 8), dtype=np.int64),
        weights=np.array([[3, 1] * 4]),
        constant=np.zeros(1, dtype=np.int64),
        last_digits=np.ones((1, 10), dtype=np.bool_),
        fixed=((),),
    )


_UPCE_WEIGHTS = (
    ((1, 3, 3, 1, 3, 1), (0, 1, 2)),
    ((1, 3, 1, 1, 3, 0), (3,)),
    ((1, 3, 1, 3, 3, 0), (4,)),
    ((1, 3, 1, 3, 1, 3), (5, 6, 7, 8, 9)),
)
"""The weights of the six digits in the full UPC-A, by what the last digit is."""


def _upce_variants() -> Variants:
    """Number system 0 only: the left half of any EAN-13, the rest hidden, is a valid
    UPC-E of number system 1, which hardly any product bears."""
    parities = _UPCE_PARITIES.split(" ")
    rows = [(check, weights, last) for check in range(10) for weights, last in _UPCE_WEIGHTS]
    return Variants(
        shapes=np.array([_halves(parities[check]) for check, *_ in rows]),
        weights=np.array([weights for _, weights, _ in rows]),
        constant=np.array([check for check, *_ in rows]),
        last_digits=np.array([[digit in last for digit in range(10)] for *_, last in rows]),
        fixed=tuple((0, check) for check, *_ in rows),
    )


EAN13 = Layout(Symbology.EAN13, "101", 6, "01010", 6, "101")
EAN8 = Layout(Symbology.EAN8, "101", 4, "01010", 4, "101")
UPCE = Layout(Symbology.UPCE, "101", 6, "", 0, "010101")
