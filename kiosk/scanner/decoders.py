"""The two decoding engines behind one small interface.

Each engine may be missing on a machine (a DLL, a system library): then it is absent
with a reason, and the other goes on alone.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Protocol

from kiosk.scanner.sightings import Corners, Sighting
from kiosk.scanner.symbologies import MATRIX, WAYS_OF_READING, Symbology

if TYPE_CHECKING:
    from collections.abc import Collection

    from kiosk.scanner.pictures import Plane


class EngineAbsent(Exception):
    """The engine cannot run here. ``reason`` is the loader's own message."""

    def __init__(self, engine: str, reason: str) -> None:
        super().__init__(f"{engine}: {reason}")
        self.engine = engine
        self.reason = reason


class Decoder(Protocol):
    """An engine that finds and reads codes in a plane of grey levels."""

    name: str

    def decode(self, plane: Plane, formats: Collection[Symbology]) -> list[Sighting]:
        """Every code of the given kinds; matrix codes come back as certain."""
        ...


_ZXING_NAMES: dict[Symbology, tuple[str, ...]] = {
    Symbology.EAN13: ("EAN13",),
    Symbology.EAN8: ("EAN8",),
    Symbology.UPCA: ("UPCA", "EAN13"),
    Symbology.UPCE: ("UPCE",),
    Symbology.CODE128: ("Code128",),
    Symbology.CODE39_EXTENDED: ("Code39",),
    Symbology.CODE32: ("Code39",),
    Symbology.CODE39: ("Code39Std", "Code39", "Code39Ext", "Code32", "PZN"),
    Symbology.CODE93: ("Code93",),
    Symbology.CODABAR: ("Codabar",),
    Symbology.ITF: ("ITF", "ITF14"),
    Symbology.DATABAR: ("DataBarOmni", "DataBarStk", "DataBarStkOmni", "DataBar"),
    Symbology.DATABAR_LIMITED: ("DataBarLtd",),
    Symbology.DATABAR_EXPANDED: ("DataBarExp", "DataBarExpStk"),
    Symbology.QRCODE: ("QRCode", "QRCodeModel2", "QRCodeModel1"),
    Symbology.MICROQRCODE: ("MicroQRCode",),
    Symbology.RMQRCODE: ("RMQRCode",),
    Symbology.DATAMATRIX: ("DataMatrix",),
    Symbology.AZTEC: ("Aztec", "AztecCode", "AztecRune"),
    Symbology.PDF417: ("PDF417", "CompactPDF417"),
    Symbology.MICROPDF417: ("MicroPDF417",),
    Symbology.MAXICODE: ("MaxiCode",),
}
"""What each symbology is called by zxing-cpp; the first name is the one to ask for."""


def upca_if_so(symbology: Symbology, text: str) -> Symbology:
    """UPC-A is an EAN-13 whose first digit is 0; engines differ in which they say."""
    if symbology is Symbology.EAN13 and text.startswith("0"):
        return Symbology.UPCA
    return symbology


class ZxingDecoder:
    """zxing-cpp. ``thorough`` also tries turned, shrunk and inverted pictures."""

    name = "zxing-cpp"

    def __init__(self) -> None:
        try:
            import zxingcpp
        except ImportError as error:
            raise EngineAbsent(self.name, str(error)) from error
        self._zxing: Any = zxingcpp
        self._symbology = {
            getattr(zxingcpp.BarcodeFormat, name): symbology
            for symbology, names in _ZXING_NAMES.items()
            for name in names
            if hasattr(zxingcpp.BarcodeFormat, name)
        } | {zxingcpp.BarcodeFormat.EAN13: Symbology.EAN13}

    def decode(
        self, plane: Plane, formats: Collection[Symbology], *, thorough: bool = True
    ) -> list[Sighting]:
        """As `Decoder.decode`. An empty or one-pixel plane holds nothing."""
        if min(plane.shape) < 2 or not formats:
            return []
        found = self._zxing.read_barcodes(
            plane,
            formats=self._asked(formats),
            try_rotate=thorough,
            try_downscale=thorough,
            try_invert=thorough,
            text_mode=self._zxing.TextMode.Plain,
        )
        sightings = (self._sighting(code) for code in found if self._holds(code, formats))
        return [seen for seen in sightings if seen is not None]

    def _holds(self, code: Any, formats: Collection[Symbology]) -> bool:
        """What may be a Code 32 or six characters as printed is neither until one is asked for:
        the engine expands without being told which kind."""
        is_code32 = code.format == self._zxing.BarcodeFormat.Code32
        return code.valid and not (is_code32 and Symbology.CODE32 not in formats)

    def _asked(self, formats: Collection[Symbology]) -> list[Any]:
        names = {_ZXING_NAMES[symbology][0] for symbology in formats}
        if WAYS_OF_READING & set(formats):
            names.discard("Code39Std")
        return [getattr(self._zxing.BarcodeFormat, name) for name in sorted(names)]

    def _sighting(self, code: Any) -> Sighting | None:
        symbology = self._symbology.get(code.format)
        if symbology is None:
            return None
        text = decoded_text(bytes(code.bytes), code.text)
        return Sighting(
            text=text,
            symbology=upca_if_so(symbology, text),
            engine=self.name,
            corners=_corners(code.position),
            gs1=code.content_type == self._zxing.ContentType.GS1,
            certain=symbology in MATRIX,
        )


def _corners(position: Any) -> Corners:
    points = (
        position.top_left,
        position.top_right,
        position.bottom_right,
        position.bottom_left,
    )
    first, second, third, fourth = ((float(p.x), float(p.y)) for p in points)
    return (first, second, third, fourth)


def decoded_text(payload: bytes, guessed: str) -> str:
    """The exact content as text: UTF-8 where it is that, else the engine's reading.

    The engine knows the declared character set (ECI) and guesses where there is none;
    bytes that are valid UTF-8 are practically never anything else.
    """
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError:
        return guessed or payload.decode("latin-1")


_ZBAR_NAMES = {
    Symbology.EAN13: "EAN13",
    Symbology.UPCA: "EAN13",
    Symbology.EAN8: "EAN8",
    Symbology.UPCE: "UPCE",
    Symbology.CODE128: "CODE128",
    Symbology.CODE39: "CODE39",
    Symbology.CODE93: "CODE93",
    Symbology.CODABAR: "CODABAR",
    Symbology.ITF: "I25",
    Symbology.QRCODE: "QRCODE",
}
"""What zbar can be asked for. Its DataBar is left out: it invents reads."""


class ZbarDecoder:
    """zbar by way of pyzbar."""

    name = "pyzbar"

    def __init__(self) -> None:
        try:
            from pyzbar import pyzbar
        except (ImportError, OSError) as error:
            raise EngineAbsent(self.name, str(error)) from error
        self._zbar: Any = pyzbar

    def decode(self, plane: Plane, formats: Collection[Symbology]) -> list[Sighting]:
        """As `Decoder.decode`."""
        names = {_ZBAR_NAMES[symbology] for symbology in formats if symbology in _ZBAR_NAMES}
        if min(plane.shape) < 2 or not names:
            return []
        kinds = [self._zbar.ZBarSymbol[name] for name in sorted(names)]
        sightings = (self._sighting(code) for code in self._zbar.decode(plane, symbols=kinds))
        return [seen for seen in sightings if seen is not None]

    def _sighting(self, code: Any) -> Sighting | None:
        symbology = _ZBAR_SYMBOLOGIES.get(code.type)
        # zbar guesses the character set of anything beyond ASCII, and guesses wrong.
        if symbology is None or not code.data or not code.data.isascii():
            return None
        text = self._text(symbology, bytes(code.data))
        return Sighting(
            text=text,
            symbology=upca_if_so(symbology, text),
            engine=self.name,
            corners=_box(code.rect),
            certain=symbology in MATRIX,
        )

    @staticmethod
    def _text(symbology: Symbology, payload: bytes) -> str:
        text = decoded_text(payload, "")
        return gtin_of_upce(text) if symbology is Symbology.UPCE else text


_ZBAR_SYMBOLOGIES = {
    name: symbology for symbology, name in _ZBAR_NAMES.items() if symbology is not Symbology.UPCA
}


def gtin_of_upce(text: str) -> str:
    """The 13-digit GTIN behind an 8-digit UPC-E; anything else is handed back."""
    if len(text) != 8 or not text.isdigit():
        return text
    system, body, check = text[0], text[1:7], text[7]
    last = body[5]
    if last in "012":
        full = body[:2] + last + "0000" + body[2:5]
    elif last == "3":
        full = body[:3] + "00000" + body[3:5]
    elif last == "4":
        full = body[:4] + "00000" + body[4]
    else:
        full = body[:5] + "0000" + last
    return "0" + system + full + check


def upce_of_gtin(text: str) -> str | None:
    """The 8-digit UPC-E that expands to this 13-digit GTIN; None if there is none."""
    system, check = text[1:2], text[12:13]
    bodies = (
        text[2:4] + text[9:12] + text[4:5],
        text[2:5] + text[10:12] + "3",
        text[2:6] + text[11:12] + "4",
        text[2:7] + text[11:12],
    )
    for body in bodies:
        if len(text) == 13 and gtin_of_upce(system + body + check) == text:
            return system + body + check
    return None


def _box(rect: Any) -> Corners:
    left, top = float(rect.left), float(rect.top)
    right, bottom = left + rect.width, top + rect.height
    return ((left, top), (right, top), (right, bottom), (left, bottom))


@functools.cache
def zxing() -> ZxingDecoder | None:
    """The process's zxing-cpp engine, or None where it is absent."""
    try:
        return ZxingDecoder()
    except EngineAbsent:
        return None


@functools.cache
def zbar() -> ZbarDecoder | None:
    """The process's zbar engine, or None where it is absent."""
    try:
        return ZbarDecoder()
    except EngineAbsent:
        return None


def absent_engines() -> dict[str, str]:
    """Engines that cannot run here, each with the loader's reason; for ``doctor``."""
    absent: dict[str, str] = {}
    for engine in (ZxingDecoder, ZbarDecoder):
        try:
            engine()
        except EngineAbsent as error:
            absent[error.engine] = error.reason
    return absent
