"""The calls over everything. What lies under it stays as it is: not a letter of it is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.ui.andon.call_view import CallView
from kiosk.ui.andon.fitted import Fitted
from kiosk.ui.andon.rows import CallRow
from kiosk.ui.andon.words import say
from kiosk.ui.badge.typing import BadgeSheet
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button, PrimaryButton
from kiosk.ui.widgets.painting import Painted, antialiased
from kiosk.ui.widgets.scrolling import ScrollArea

if TYPE_CHECKING:
    from kiosk.operations.andon import AndonStatus, HeardCall
    from kiosk.scanner import Scan

_NOT_MEANT_MS = 700
"""A finger on its way to what lay here before hits nothing."""


class CallsOver(Painted):
    """`badge` carries a badge and the call it is for; `small` when it is to be shown small."""

    badge = Signal(str, object)
    small = Signal()

    def __init__(self, language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._language = language
        self._status: AndonStatus | None = None
        self._calls: tuple[HeardCall, ...] = ()
        self._chosen: str | None = None
        self._sheet: BadgeSheet | None = None
        self._rows: dict[str, CallRow] = {}
        self._view = CallView()
        self._list = ScrollArea()
        self._how = Fitted(48, 30, lines=2)
        self._type = PrimaryButton("", "keyboard")
        self._small = Button("", "secondary", "down", big=True)
        self._type.clicked.connect(self._type_badge)
        self._small.clicked.connect(self.small)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self.speak(language)
        for button in (self._type, self._small):
            button.setEnabled(False)
        QTimer.singleShot(_NOT_MEANT_MS, self, self._take_taps)

    @property
    def chosen(self) -> HeardCall | None:
        """The call that stands large, which a badge is for."""
        return next((heard for heard in self._calls if heard.id == self._chosen), None)

    def speak(self, language: str) -> None:
        self._language = language
        self._how.setText(say("scan", language))
        self._type.setText(say("come", language))
        self._small.setText(say("small", language))

    def show_calls(
        self, calls: tuple[HeardCall, ...], status: AndonStatus, now_ns: int, first: str = ""
    ) -> None:
        """The one chosen stays so; else `first`, else the first."""
        ids = [heard.id for heard in calls]
        if self._chosen not in ids:
            self._chosen = first if first in ids else ids[0] if ids else None
        if ids != [heard.id for heard in self._calls]:
            self._make_rows(calls)
        self._calls, self._status = calls, status
        self.tell_time(now_ns)

    def tell_time(self, now_ns: int) -> None:
        """Everything again, as it stands now."""
        assert self._status is not None
        for heard in self._calls:
            row = self._rows[heard.id]
            row.show_call(heard, heard.open_s(now_ns), self._language)
            row.setChecked(heard.id == self._chosen)
        chosen = self.chosen
        if chosen is not None:
            self._view.show_call(chosen, self._status, chosen.open_s(now_ns), self._language)

    def choose(self, exception: str) -> None:
        self._chosen = exception

    def scanned(self, scan: Scan) -> bool:
        chosen = self.chosen
        if chosen is not None:
            self._close_sheet()
            self.badge.emit(scan.text, chosen)
        return True

    # --- hands ---

    def _take_taps(self) -> None:
        for button in (self._type, self._small):
            button.setEnabled(True)

    def _type_badge(self) -> None:
        self._close_sheet()
        sheet = self._sheet = BadgeSheet(lambda: say("come", self._language))
        sheet.typed.connect(self._typed)
        sheet.dismissed.connect(self._close_sheet)
        sheet.setParent(self)
        sheet.setGeometry(self.rect())
        sheet.show()
        sheet.raise_()
        sheet.setFocus()

    def _typed(self, badge: str) -> None:
        self._close_sheet()
        if self.chosen is not None:
            self.badge.emit(badge, self.chosen)

    def _close_sheet(self) -> None:
        if self._sheet is not None:
            sheet, self._sheet = self._sheet, None
            sheet.hide()
            sheet.deleteLater()
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """No key goes on to what lies under it."""
        if event.key() == Qt.Key.Key_Escape and self._small.isEnabled():
            self.small.emit()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._sheet is not None:
            self._sheet.setGeometry(self.rect())
        super().resizeEvent(event)

    # --- how it looks ---

    def _make_rows(self, calls: tuple[HeardCall, ...]) -> None:
        body = self._list.body
        while (item := body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._rows = {heard.id: CallRow(heard) for heard in calls}
        for heard_id, row in self._rows.items():
            row.clicked.connect(lambda _=False, chosen=heard_id: self._pick(chosen))
            self._list.add(row)
        body.addStretch(1)
        self._list.setVisible(len(calls) > 1)
        self._view.make_room(len(calls) > 1)

    def _pick(self, exception: str) -> None:
        self.choose(exception)
        chosen = self.chosen
        if chosen is not None and self._status is not None:
            self._view.show_call(chosen, self._status, chosen.call.open_s, self._language)

    def _lay_out(self) -> None:
        scale, tall = theme.scale, theme.scale.portrait
        whole = QVBoxLayout(self)
        margin = scale.px(40)
        whole.setContentsMargins(margin, margin, margin, scale.px(28))
        whole.setSpacing(scale.px(24))
        middle = QVBoxLayout() if tall else QHBoxLayout()
        middle.setSpacing(scale.px(28))
        middle.addWidget(self._view, 3)
        middle.addWidget(self._list, 1)
        if not tall:
            self._list.setFixedWidth(scale.px(560))
        else:
            self._list.setFixedHeight(scale.px(380))
        self._list.hide()
        whole.addLayout(middle, 1)
        foot = QHBoxLayout()
        foot.setSpacing(scale.px(24))
        foot.addWidget(self._small)
        foot.addWidget(self._how, 1)
        foot.addWidget(self._type)
        self._how.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        whole.addLayout(foot)

    def paintEvent(self, event: QPaintEvent) -> None:
        antialiased(self).fillRect(self.rect(), theme.colour("ground"))
