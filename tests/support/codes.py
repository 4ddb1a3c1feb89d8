"""Codes as if they had been seen."""

from kiosk.scanner import Scan, Symbology


def seen(text: str, symbology: Symbology = Symbology.DATAMATRIX) -> Scan:
    """A scan of the station's camera; with separators in it, a GS1 one."""
    return Scan(text, symbology, "test", "camera", None, 0.0, gs1="\x1d" in text)
