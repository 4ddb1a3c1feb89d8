"""Between the screens and the sync: how it stands comes up, wishes go down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kiosk.operations.reconciling import SyncStatus

if TYPE_CHECKING:
    from kiosk.errors import KnownError


class Presence(QObject):
    """`changed` carries a `SyncStatus`; `wanted`: somebody wants the sync to try now; `invited`
    carries the text of an enrolment code; then `joined`, or `not_joined` with a `KnownError`."""

    changed = Signal(object)
    wanted = Signal()
    invited = Signal(str)
    joined = Signal()
    not_joined = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.status = SyncStatus(state="alone")
        self.changed.connect(self._keep)

    def _keep(self, status: SyncStatus) -> None:
        self.status = status

    def tell(self, status: SyncStatus) -> None:
        """From whichever thread knows."""
        self.changed.emit(status)

    def tell_failure(self, error: KnownError) -> None:
        self.not_joined.emit(error)
