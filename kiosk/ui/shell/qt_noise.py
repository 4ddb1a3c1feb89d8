"""What Qt says on standard error that nobody at a station can act upon: dropped, and only that."""

from __future__ import annotations

import atexit
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QLoggingCategory, qFormatLogMessage, qInstallMessageHandler

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType

#: Optional libraries that are not there, and which FFmpeg is. QT_LOGGING_RULES has the last word.
RULES = "qt.multimedia.symbolsresolver=false\nqt.multimedia.ffmpeg.info=false"

#: Said without a category by windows in memory, at each change of their least size.
NOISE = frozenset({"This plugin does not support propagateSizeHints()"})


def drop_qt_noise() -> None:
    """For the rest of the process. Every other message is said as Qt would have said it."""
    QLoggingCategory.setFilterRules(RULES)
    before = qInstallMessageHandler(None)

    def hear(kind: QtMsgType, context: QMessageLogContext, said: str) -> None:
        if said in NOISE:
            return
        if before is not None:
            before(kind, context, said)
        elif sys.stderr is not None:  # a program without a console has none
            print(qFormatLogMessage(kind, context, said), file=sys.stderr, flush=True)

    qInstallMessageHandler(hear)
    # A thread of Qt's may speak when there is no Python left to listen.
    atexit.register(qInstallMessageHandler, None)
