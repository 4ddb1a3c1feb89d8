"""Where icons, fonts, sounds and demo content lie: beside the packages, or in the built folder."""

import sys
from pathlib import Path


def resources() -> Path:
    """The `resources` folder of this installation: a built folder's, a checkout's or a wheel's."""
    bundle = getattr(sys, "_MEIPASS", None)
    root = Path(bundle) if bundle else Path(__file__).resolve().parent.parent
    beside = root / "resources"
    return beside if beside.is_dir() else Path(sys.prefix) / "share" / "sop-kiosk" / "resources"
