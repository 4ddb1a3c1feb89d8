"""What the pages of the settings are made of: a tab, a setting with its control, a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui.theme import theme
from kiosk.ui.widgets.controls import Toggle
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.painting import antialiased, fill, focus_ring, icon, write
from kiosk.ui.widgets.scrolling import ScrollArea

if TYPE_CHECKING:
    from kiosk.scanner import Expectation, Scan
    from kiosk.ui.shell.context import Context


class Page(ScrollArea):
    """One page of the settings; `come` and `go` as the hand turns to it and away from it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    def come(self) -> None: ...

    def go(self) -> None: ...

    def expectation(self) -> Expectation | None:
        return None

    def scanned(self, scan: Scan) -> bool:
        return False

    def retranslate(self) -> None:
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class Setting(QWidget):
    """What is set, a line on what it does, and the control: beside them, or under them where
    the screen is narrow."""

    def __init__(self, control: QWidget) -> None:
        super().__init__()
        self.control = control
        self._title = Label("", "body", bold=True)
        self._detail = Label("", "small", "soft")
        small = isinstance(control, Toggle)
        narrow = (theme.scale.portrait or theme.scale.compact) and not small
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        whole = QBoxLayout(way, self)
        whole.setContentsMargins(0, theme.px(6), 0, theme.px(6))
        whole.setSpacing(theme.px(12 if narrow else 32))
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(self._title)
        words.addWidget(self._detail)
        whole.addLayout(words, 0 if narrow else 1)
        whole.addWidget(control)

    def say(self, title: str, detail: str = "") -> None:
        self._title.setText(title)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))


class Tab(QAbstractButton):
    """A page's name: beside its icon in a column, under it in a row across a tall screen."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon = icon_name
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        if theme.scale.portrait:
            return QSize(theme.px(150), theme.px(112))
        return QSize(theme.px(330), theme.px(88))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        area = QRectF(self.rect())
        chosen = self.isChecked()
        if chosen or self.isDown():
            fill(painter, area, "surface" if chosen else "sunken")
        ink = "accent" if chosen else "soft"
        size = theme.scale.icon
        mark = icon(self._icon, size, theme.colour(ink))
        if theme.scale.portrait:
            painter.drawPixmap(int((area.width() - size) / 2), theme.px(18), mark)
            words = QRectF(0, theme.px(60), area.width(), theme.px(40))
            centre = Qt.AlignmentFlag.AlignCenter
            write(painter, words, self.text(), theme.scale.small, ink, bold=True, align=centre)
            edge = QRectF(
                area.width() * 0.3, area.bottom() - theme.px(6), area.width() * 0.4, theme.px(6)
            )
        else:
            painter.drawPixmap(theme.px(28), int((area.height() - size) / 2), mark)
            words = area.adjusted(theme.px(80), 0, -theme.px(12), 0)
            write(painter, words, self.text(), theme.scale.body, ink, bold=True)
            edge = QRectF(0, area.height() * 0.25, theme.px(6), area.height() * 0.5)
        if chosen:
            fill(painter, edge, "accent", theme.px(3))
        if self.hasFocus():
            focus_ring(painter, area, theme.scale.radius)
