"""The strip at the top of every signed-in screen: where one is, who, when, in which language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui.hub.chip import HubChip
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button, IconButton
from kiosk.ui.widgets.cards import Chip
from kiosk.ui.widgets.label import Label, Size
from kiosk.ui.widgets.painting import text_size

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kiosk.ui.shell.context import Context


class Title(Label):
    """As large as there is room for: smaller before it is cut, and on two lines where the window
    is narrow but tall."""

    def __init__(self) -> None:
        super().__init__(size="title", bold=True, wrap=False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._fit()

    def sizeHint(self) -> QSize:
        lines = 2 if self.wordWrap() else 1
        return QSize(theme.px(120), lines * self.fontMetrics().lineSpacing())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        def fits(size: int) -> bool:
            return text_size(self.text(), size, bold=True).width() <= self.width()

        sizes: tuple[Size, ...] = ("title", "heading", "body")
        size = next((s for s in sizes if fits(getattr(theme.scale, s))), None)
        self.set_size(size or "heading")
        self.setWordWrap(size is None and theme.scale.portrait)
        self.updateGeometry()


class Head(QWidget):
    """`back` when the arrow is tapped. Put a screen's own things into `row`."""

    back = Signal()

    def __init__(self, context: Context, *, with_back: bool = True) -> None:
        super().__init__()
        self.context = context
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._arrow = IconButton("back")
        self._arrow.clicked.connect(self.back)
        self._arrow.setVisible(with_back)
        self.title = Title()
        self.subtitle = Label(size="small", colour="soft", wrap=False)
        self.subtitle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hub = HubChip(context)
        self.person = Chip(icon_name="person")
        self.clock = Label(size="label", colour="soft", wrap=False)
        self.language = Button("", "secondary", "language")
        self.language.clicked.connect(self._switch_language)
        self.row = QHBoxLayout()
        self.row.setSpacing(theme.px(12))
        self._lay_out()
        self._tick = QTimer(self)
        self._tick.setInterval(5000)
        self._tick.timeout.connect(self.refresh)
        self._tick.start()
        self.refresh()

    def show_title(self, title: str, subtitle: str = "") -> None:
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    def refresh(self) -> None:
        """Who is here and what time it is."""
        desk = self.context.desk
        person = desk.station.person if desk.is_open else None
        station = self.context.preferences["station"]
        if theme.scale.compact or theme.scale.portrait:
            self.person.show_status(person.name if person else "–", "plain", "person")
        else:
            name = person.name if person else "–"
            self.person.show_status(f"{name} · {station}", "plain", "person")
        self.clock.setText(QDateTime.currentDateTime().toString("HH:mm"))
        self.language.setText("EN" if self.context.language == "zh" else "中")
        self.language.setAccessibleName("English" if self.context.language == "zh" else "中文")
        self._arrow.setAccessibleName(self.tr("Back"))
        self.hub.refresh()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)

    def _switch_language(self) -> None:
        self.context.preferences["language"] = "en" if self.context.language == "zh" else "zh"

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(16))
        line.addWidget(self._arrow)
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(self.title)
        titles.addWidget(self.subtitle)
        line.addLayout(titles, 1)
        line.addLayout(self.row)
        line.addWidget(self.hub, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.person, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.clock)
        line.addWidget(self.language)
