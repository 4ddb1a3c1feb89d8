"""Numbers as people write and read them, so that a verdict never hangs on binary rounding.

- A reading is the decimal that was typed or sent: 0.3 is three tenths, and 24.0 meets a limit of
  24. Limits are inclusive and are compared exactly, as decimals.
- The mean is computed exactly and rounded half to even to the check's decimals.
- A calculated value is first brought to 12 significant digits, which removes what binary
  arithmetic left behind (0.1 + 0.2), then rounded half to even to the check's decimals. The
  rounded value is the one recorded, shown and judged (the rounding method of ASTM E29), so that
  whoever reads the record comes to the same verdict.
"""

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal

from msgspec import Struct

LARGEST = 1e12
_EXACT = Context(prec=60, rounding=ROUND_HALF_EVEN)
_WITHOUT_NOISE = Context(prec=12, rounding=ROUND_HALF_EVEN)


class Failure(Struct, frozen=True):
    """Why an answer does not pass: a key of `sop.messages`, and what was expected and seen."""

    reason: str
    details: dict[str, str]


def failure(reason: str, expected: str, seen: str, **more: str) -> Failure:
    return Failure(reason, {"expected": expected, "seen": seen, **more})


def is_usable(value: float) -> bool:
    """A finite number of a size that something on a shop floor can have."""
    return math.isfinite(value) and abs(value) <= LARGEST


def exact(value: float) -> Decimal:
    """The shortest decimal that is this number: what was typed."""
    return Decimal(repr(float(value)))


def decimals_of(value: float) -> int:
    """How many digits stand after the point."""
    exponent = _EXACT.normalize(exact(value)).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def mean(samples: Sequence[float], decimals: int) -> float:
    total = Decimal(0)
    for sample in samples:
        total = _EXACT.add(total, exact(sample))
    return rounded(_EXACT.divide(total, Decimal(len(samples))), decimals)


def rounded(value: Decimal, decimals: int) -> float:
    """Half to even. Never minus zero."""
    return float(_EXACT.quantize(value, Decimal(1).scaleb(-decimals))) + 0.0


def calculated(value: float, decimals: int) -> float:
    return rounded(_WITHOUT_NOISE.plus(exact(value)), decimals)


def outside(
    value: float, lower: float | None, upper: float | None, decimals: int, unit: str
) -> Failure | None:
    """Whether the value misses its limits; both limits still pass."""
    reading = exact(value)
    low = lower is not None and reading < exact(lower)
    high = upper is not None and reading > exact(upper)
    if not low and not high:
        return None
    expected = shown_limits(lower, upper, decimals, unit)
    return failure("value_low" if low else "value_high", expected, shown(value, decimals, unit))


def shown(value: float, decimals: int, unit: str = "") -> str:
    """The number with at least its decimals, never fewer digits than it has, and its unit."""
    digits = max(decimals, decimals_of(value))
    return f"{exact(value):.{digits}f} {unit}".strip()


def shown_limits(lower: float | None, upper: float | None, decimals: int, unit: str = "") -> str:
    """`24.0 … 26.0 N·m`, or `≥ 24.0 N·m` with one limit; empty without any."""
    if lower is not None and upper is not None:
        return f"{shown(lower, decimals)} … {shown(upper, decimals, unit)}"
    if lower is not None:
        return f"≥ {shown(lower, decimals, unit)}"
    return f"≤ {shown(upper, decimals, unit)}" if upper is not None else ""
