"""Where icons, fonts, sounds and demo content lie: beside the packages, or in the built folder."""

import sys
from pathlib import Path


def resources() -> Path:
    """The `resources` folder of this installation."""
    bundle = getattr(sys, "_MEIPASS", None)
    root = Path(bundle) if bundle else Path(__file__).resolve().parent.parent
    return root / "resources"
