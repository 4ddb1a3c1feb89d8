"""Becoming a station of a hub: its QR code is held before this station's own camera."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from kiosk.scanner import ANYTHING
from kiosk.ui.hub.words import lines
from kiosk.ui.run.preview import Preview
from kiosk.ui.settings.entry import ask_text
from kiosk.ui.settings.parts import Page
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button
from kiosk.ui.widgets.cards import Card
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Banner

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kiosk.errors import KnownError
    from kiosk.scanner import Expectation, Scan
    from kiosk.ui.shell.context import Context

SCHEME = "sop-hub:"


class HubPage(Page):
    """What the hub page shows follows the sync; a code that is no invitation is told as such."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._standing = Card()
        self._hint = Label("", "label", "soft")
        self._told = Banner()
        self._preview = Preview(context, "scan")
        self._type = Button("", "secondary", "keyboard")
        self._type.clicked.connect(self._ask)
        context.presence.changed.connect(self._changed)
        context.presence.joined.connect(self._joined)
        context.presence.not_joined.connect(self._not_joined)
        self._lay_out()
        self.retranslate()

    def come(self) -> None:
        self._told.show_text("")
        self._preview.start()
        self._show()

    def go(self) -> None:
        self._preview.stop()

    def expectation(self) -> Expectation | None:
        return ANYTHING

    def scanned(self, scan: Scan) -> bool:
        self._join(scan.text)
        return True

    def retranslate(self) -> None:
        self._hint.setText(
            self.tr(
                "To join a hub, hold the QR code that the hub shows before the camera. "
                "Work goes on meanwhile; nothing that is recorded here is lost."
            )
        )
        self._type.setText(self.tr("Enter the code by hand"))
        self._preview.retranslate()
        self._show()

    # --- what happens ---

    def _ask(self) -> None:
        ask_text(self.context, self.tr("Enrolment code"), "", self._join, required=True)

    def _join(self, text: str) -> None:
        if not text.startswith(SCHEME):
            self._told.show_text(
                self.tr("That is no hub's enrolment code."), "attention", "warning"
            )
            return
        self._told.show_text(self.tr("Joining…"), "plain", "clock")
        self.context.presence.invited.emit(text)

    def _changed(self, _status: object) -> None:
        # Not a lambda: it would outlive a page made anew.
        self._show()

    def _joined(self) -> None:
        station, preferences = self.context.desk.station, self.context.preferences
        preferences["station"], preferences["operation"] = station.name, station.operation
        self._told.show_text(self.tr("This station has joined the hub."), "passed", "tick")

    def _not_joined(self, error: KnownError) -> None:
        self._told.show_text(error.text(self.context.language), "attention", "warning")

    # --- how it looks ---

    def _show(self) -> None:
        content = self._standing.content
        while (item := content.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        now = datetime.now().astimezone()
        for line in lines(self.context.presence.status, self.context.language, now):
            content.addWidget(Label(line.title, "small", "soft"))
            content.addWidget(Label(line.text, "body", "text" if line.good else "attention"))

    def _lay_out(self) -> None:
        """How it stands beside what the camera sees; one under the other on a tall screen."""
        tall = theme.scale.portrait
        way = QBoxLayout.Direction.TopToBottom if tall else QBoxLayout.Direction.LeftToRight
        whole = QWidget()
        row = QBoxLayout(way, whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(24))
        joining, standing = QVBoxLayout(), QVBoxLayout()
        for column, widgets in (
            (joining, (self._hint, self._preview, self._told, self._type)),
            (standing, (self._standing,)),
        ):
            column.setSpacing(theme.px(16))
            for widget in widgets:
                column.addWidget(widget)
            column.addStretch(1)
            row.addLayout(column, 1)
        self.add(whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The preview in a camera's own shape."""
        super().resizeEvent(event)
        share = 1.0 if theme.scale.portrait else 0.48
        self._preview.setFixedHeight(int(self.viewport().width() * share * 9 / 16))
