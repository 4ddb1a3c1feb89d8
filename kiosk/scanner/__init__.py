"""The station's eyes: camera, keyboard-style scanner, decoders, admission.

A leaf: no Qt, nothing of the other floors. Importing it is light; OpenCV and the
decoders are loaded by the scanner's own threads at their first frame.
"""

from __future__ import annotations

from kiosk.scanner.admission import ANYTHING, Admission, Expectation
from kiosk.scanner.camera import Camera, CameraState, CameraStatus, Frame
from kiosk.scanner.checkdigits import same_code
from kiosk.scanner.folders import scan_sources
from kiosk.scanner.hints import Hint
from kiosk.scanner.service import Scanner
from kiosk.scanner.sightings import Scan, Sighting
from kiosk.scanner.sources import Device, FrameSource, SourceUnavailable, list_devices
from kiosk.scanner.symbologies import ALL, LINEAR, MATRIX, RETAIL, SHOP_FLOOR, Symbology

__all__ = [
    "ALL",
    "ANYTHING",
    "LINEAR",
    "MATRIX",
    "RETAIL",
    "SHOP_FLOOR",
    "Admission",
    "Camera",
    "CameraState",
    "CameraStatus",
    "Device",
    "Expectation",
    "Frame",
    "FrameSource",
    "Hint",
    "Scan",
    "Scanner",
    "Sighting",
    "SourceUnavailable",
    "Symbology",
    "list_devices",
    "same_code",
    "scan_sources",
]
