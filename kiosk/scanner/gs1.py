"""GS1 content of a code: application identifiers, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kiosk.scanner.checkdigits import has_valid_gs1_check_digit, is_gtin
from kiosk.scanner.symbologies import RETAIL, Symbology

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping

GS = "\x1d"
MAX_LENGTH = 4296
"""No symbology holds more characters than a QR code's 4,296."""

_AIM_GS1 = ("]C1", "]d2", "]Q3", "]e0", "]J1")
_STRONG_HIDDEN = ("01", "11", "13", "15", "17")
_WEAK_HIDDEN = ("21", "10", "30", "37", "240")
_SUSPECT_HOSTS = ("10", "21", "240", "241", "250", "91")


@dataclass(frozen=True, slots=True)
class Gs1Problem:
    """One thing wrong; ``key`` names the message.

    ``separator_missing``: the value of ``ai`` has swallowed ``hides``, because the
    printer or the scanner dropped the FNC1. ``separator_suspected``: perhaps so.
    ``check_digit_wrong``, ``date_invalid``, ``not_gs1``: of ``ai`` or the whole.
    """

    key: str
    ai: str | None = None
    hides: str | None = None


@dataclass(frozen=True, slots=True)
class Gs1:
    """The element strings of one code, by application identifier, as printed."""

    values: Mapping[str, str]
    dates: Mapping[str, datetime.date] = field(default_factory=dict)
    problems: tuple[Gs1Problem, ...] = ()

    @property
    def gtin(self) -> str | None:
        """AI 01, all 14 digits."""
        return self.values.get("01")

    @property
    def lot(self) -> str | None:
        """AI 10."""
        return self.values.get("10")

    @property
    def serial(self) -> str | None:
        """AI 21."""
        return self.values.get("21")

    @property
    def expiry(self) -> datetime.date | None:
        """AI 17; a day of 00 is the last of the month."""
        return self.dates.get("17")

    @property
    def quantity(self) -> int | None:
        """AI 30 or 37, in pieces."""
        text = self.values.get("30") or self.values.get("37")
        return int(text) if text and text.isascii() and text.isdigit() else None


def parse_gs1(text: str, symbology: Symbology | None = None, *, gs1: bool = False) -> Gs1 | None:
    """The GS1 content of a decoded text, or None where it is not GS1 at all.

    ``gs1`` says that the symbol itself declared it (FNC1 in first place, as in
    `Scan.gs1`); then a text that does not parse gives a `Gs1` with a problem rather
    than None. Reads plain GTINs, element strings with an AIM prefix or without, and
    GS1 Digital Link URLs. Never raises.
    """
    if not text or len(text) > MAX_LENGTH:
        return None
    if symbology in RETAIL or symbology is Symbology.ITF or _is_bare_gtin(text):
        return _of_gtin(text)
    body, declared = _without_aim(text)
    if body.lower().startswith(("http://", "https://")):
        return _of_url(body)
    return _of_elements(body, declared or gs1)


def _is_bare_gtin(text: str) -> bool:
    return len(text) in (13, 14) and is_gtin(text)


def _of_gtin(text: str) -> Gs1 | None:
    if not (text.isascii() and text.isdigit()) or len(text) > 14:
        return None
    problems = () if is_gtin(text) else (Gs1Problem("check_digit_wrong", "01"),)
    return Gs1({"01": text.zfill(14)}, problems=problems)


def _without_aim(text: str) -> tuple[str, bool]:
    for prefix in _AIM_GS1:
        if text.startswith(prefix):
            return text[len(prefix) :], True
    # Some scanners send the FNC1 that opens the symbol as a separator too.
    return (text[1:], True) if text.startswith(GS) else (text, False)


def _of_url(url: str) -> Gs1 | None:
    from biip.gs1_digital_link_uris import GS1DigitalLinkURI

    parsed = _quietly(GS1DigitalLinkURI.parse, url)
    return None if parsed is None else _collected(parsed.element_strings, ())


def _of_elements(body: str, declared: bool) -> Gs1 | None:
    from biip.gs1_messages import GS1Message

    message = _quietly(GS1Message.parse, body, config=_lenient())
    if message is None:
        return Gs1({}, problems=(Gs1Problem("not_gs1"),)) if declared else None
    found = _collected(message.element_strings, ())
    if not declared and not _convincing(body, found):
        return None
    hidden = () if GS in body else tuple(_swallowed(found.values))
    return Gs1(found.values, found.dates, found.problems + hidden)


def _lenient() -> Any:
    from biip import ParseConfig

    # A wrong date is a finding to report, not a reason to know nothing.
    return ParseConfig(gs1_element_strings_verify_date=False)


def _quietly(parse: Any, text: str, **options: Any) -> Any | None:
    from biip import BiipException

    try:
        return parse(text, **options)
    except (BiipException, ValueError, ArithmeticError, LookupError, AssertionError):
        return None


def _convincing(body: str, found: Gs1) -> bool:
    """A plain number often parses as GS1 by accident: ask for a sound key or a GS."""
    keys = (found.values.get("01"), found.values.get("02"), found.values.get("00"))
    return GS in body or any(key and has_valid_gs1_check_digit(key) for key in keys)


def _collected(elements: Iterable[Any], problems: tuple[Gs1Problem, ...]) -> Gs1:
    values: dict[str, str] = {}
    dates: dict[str, datetime.date] = {}
    found = list(problems)
    for element in elements:
        ai = str(element.ai.ai)
        values.setdefault(ai, element.value)
        if element.date is not None:
            dates.setdefault(ai, element.date)
        elif ai in ("11", "12", "13", "15", "16", "17"):
            found.append(Gs1Problem("date_invalid", ai))
        if element.gtin_error or element.sscc_error:
            found.append(Gs1Problem("check_digit_wrong", ai))
    return Gs1(values, dates, tuple(found))


def _swallowed(values: Mapping[str, str]) -> Iterable[Gs1Problem]:
    """Variable fields in a text without any separator that hold another field.

    Only the last element can have swallowed the rest, and only one it lacks.
    """
    ai, value = next(reversed(list(values.items())), ("", ""))
    if ai not in _SUSPECT_HOSTS:
        return
    for hidden, strength in _hidden_in(value):
        if hidden not in values:
            yield Gs1Problem(strength, ai, hidden)
            return


def _hidden_in(value: str) -> Iterable[tuple[str, str]]:
    for start in range(1, len(value) - 3):
        rest = value[start:]
        if _opens_with_sound_field(rest):
            yield rest[:2], "separator_missing"
    for start in range(1, len(value) - 2):
        rest = value[start:]
        for hidden in _WEAK_HIDDEN:
            if rest.startswith(hidden):
                yield hidden, "separator_suspected"


def _opens_with_sound_field(rest: str) -> bool:
    from biip.gs1_element_strings import GS1ElementString

    if not rest.startswith(_STRONG_HIDDEN):
        return False
    element = _quietly(GS1ElementString.extract, rest)
    if element is None:
        return False
    # Six digits are a date too easily: it must be near the end or lead to another field.
    after = rest[len(element) :]
    sound = element.date is not None or (element.gtin is not None and not element.gtin_error)
    return sound and (not after or after.startswith(_STRONG_HIDDEN + _WEAK_HIDDEN))
