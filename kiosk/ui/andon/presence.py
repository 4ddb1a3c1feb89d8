"""Between the screens and the andon: what is called comes up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from kiosk.operations.andon import AndonStatus


class AndonPresence(QObject):
    """`changed` carries an `AndonStatus`; `status` is the last, None before there was one."""

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.status: AndonStatus | None = None
        self.changed.connect(self._keep)

    def _keep(self, status: AndonStatus) -> None:
        self.status = status

    def tell(self, status: AndonStatus) -> None:
        """From whichever thread knows."""
        self.changed.emit(status)
