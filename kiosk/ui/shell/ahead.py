"""The code of the screens, read before somebody waits for it.

Starting, only the badge screen is imported: it must be up at once. The rest would otherwise be
read from the disk at the first tap, on the screen's thread: a quarter of a second of computing
for the run screen alone, and several of waiting for a slow disk.
"""

from __future__ import annotations

import logging
import threading
from importlib import import_module

log = logging.getLogger(__name__)

#: The badge screen has been drawn by then, and nobody has found their badge yet.
_AFTER_S = 0.5


def import_ahead(modules: list[str]) -> None:
    """Import them and what they name as `AHEAD`, on a thread of its own and not at once."""
    timer = threading.Timer(_AFTER_S, _import, (modules,))
    timer.name = "import-ahead"
    timer.daemon = True
    timer.start()


def _import(modules: list[str]) -> None:
    for name in modules:
        try:
            _import(getattr(import_module(name), "AHEAD", []))
        except ImportError:  # told when the screen is asked for
            log.warning("%s cannot be imported", name, exc_info=True)
