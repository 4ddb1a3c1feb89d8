"""The kinds of code a station can read, under one set of names.

The names are those of the published regression set and of ``sop-kiosk scan``;
every decoder translates its own spelling into these.
"""

from __future__ import annotations

from enum import StrEnum


class Symbology(StrEnum):
    """A kind of barcode. UPC-A and UPC-E texts are given as 13-digit GTINs."""

    EAN13 = "ean13"
    EAN8 = "ean8"
    UPCA = "upca"
    UPCE = "upce"
    CODE128 = "code128"
    CODE39 = "code39"
    CODE39_EXTENDED = "code39ext"
    """Asks that Code 39 be expanded (full ASCII, PZN); codes come as CODE39."""
    CODE32 = "code32"
    """Asks that Code 39 be expanded, and that six characters of Code 39 that may be an Italian
    pharmacode be read as one; codes come as CODE39."""
    CODE93 = "code93"
    CODABAR = "codabar"
    ITF = "itf"
    DATABAR = "databar"
    DATABAR_LIMITED = "databarlimited"
    DATABAR_EXPANDED = "databarexpanded"
    QRCODE = "qrcode"
    MICROQRCODE = "microqrcode"
    RMQRCODE = "rmqrcode"
    DATAMATRIX = "datamatrix"
    AZTEC = "aztec"
    PDF417 = "pdf417"
    MICROPDF417 = "micropdf417"
    MAXICODE = "maxicode"


WAYS_OF_READING = frozenset({Symbology.CODE39_EXTENDED, Symbology.CODE32})
"""No symbols of their own: printed, both are Code 39."""

ALL = frozenset(Symbology) - {Symbology.CODE32}
"""Every kind of symbol. Code 32 must be asked for by name: one part number of six characters in
ten has its check digit, and nothing in the bars tells the two apart."""

MATRIX = frozenset(
    {
        Symbology.QRCODE,
        Symbology.MICROQRCODE,
        Symbology.RMQRCODE,
        Symbology.DATAMATRIX,
        Symbology.AZTEC,
        Symbology.PDF417,
        Symbology.MICROPDF417,
        Symbology.MAXICODE,
    }
)
"""Codes with Reed-Solomon correction: one sighting is proof enough."""

LINEAR = ALL - MATRIX

RETAIL = frozenset({Symbology.EAN13, Symbology.EAN8, Symbology.UPCA, Symbology.UPCE})

# Codabar, DataBar and short ITF were seen to invent reads from pictures without
# any code; UPC-E appears when half an EAN is hidden. A step asks for them by name.
# Expanding Code 39 turns the part number A/B12 into something else; keyboard scanners do
# not expand it either.
SHOP_FLOOR = ALL - {
    Symbology.CODE39_EXTENDED,
    Symbology.CODABAR,
    Symbology.DATABAR,
    Symbology.DATABAR_LIMITED,
    Symbology.DATABAR_EXPANDED,
    Symbology.UPCE,
    Symbology.MAXICODE,
    Symbology.MICROPDF417,
}
"""What is admitted where nobody said which kind of code to expect."""
