"""What lies over a screen: one sheet, one passing message. Never a stack of dialogs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QPoint,
    QPropertyAnimation,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import IconButton
from kiosk.ui.widgets.cards import TONES
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.painting import Painted, antialiased, fill, icon, shadow, text_size, write

MOTION_MS = 160

#: A text, or how to say it in the language of the moment.
Words = str | Callable[[], str]


class Sheet(Painted):
    """A panel over the screen. Fill `content`, put actions into `buttons`.

    `dismissed` when the person left it without an answer: by ✕, Esc or a tap beside it.
    `retranslated` when the language was switched while it is open.
    """

    dismissed = Signal()
    retranslated = Signal()

    def __init__(self, title: Words, *, wide: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spoken: list[tuple[Callable[[Any], object], Callable[[], Any]]] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._wide = wide
        self.panel = _Panel(self)
        column = self._column = QVBoxLayout(self.panel)
        pad = theme.px(36)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.px(20))
        head = QHBoxLayout()
        self.title = Label("", "heading", bold=True)
        self.says(self.title.setText, title)
        self.close_button = IconButton("cross", "✕")
        self.close_button.clicked.connect(self.dismissed.emit)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.content = QVBoxLayout()
        self.content.setSpacing(theme.px(16))
        column.addLayout(self.content, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(theme.px(16))
        column.addLayout(self.buttons)

    def says(self, put: Callable[[Any], object], words: str | Callable[[], Any]) -> None:
        """Put these words there, now and again whenever the language is switched."""
        say = words if callable(words) else lambda: words
        self._spoken.append((put, say))
        put(say())

    def retranslate(self) -> None:
        """Say everything again; what was entered stays."""
        for put, say in self._spoken:
            put(say())
        self.retranslated.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        super().resizeEvent(event)

    def _place(self) -> None:
        share = 0.86 if self._wide or theme.scale.portrait else 0.56
        width = min(int(self.width() * share), self.width() - theme.px(48))
        wanted = max(self._column.heightForWidth(width), self.panel.sizeHint().height())
        height = min(wanted, self.height() - theme.px(48))
        self.panel.setGeometry(
            QRect((self.width() - width) // 2, (self.height() - height) // 2, width, height)
        )

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()
        if theme.motion:
            end = self.panel.pos()
            self._slide = QPropertyAnimation(self.panel, b"pos", self)
            self._slide.setDuration(MOTION_MS)
            self._slide.setStartValue(end + QPoint(0, theme.px(60)))
            self._slide.setEndValue(end)
            self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
            self._slide.start()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.dismissed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        painter.fillRect(self.rect(), theme.colour("scrim"))


class _Panel(Painted):
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        fill(painter, QRectF(self.rect()), "surface", theme.px(28))


_TOAST_ICONS = {"passed": "tick", "failed": "cross", "attention": "warning", "plain": "info"}
_TOAST_TONES = {"pass": "passed", "fail": "failed", "attention": "attention", "info": "plain"}


class Toast(Painted):
    """A passing message at the foot of the window. A failure stays longer; a tap sends it away."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text, self._tone = "", "plain"
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def say(self, text: str, kind: str = "info") -> None:
        """kind: info, pass, attention or fail."""
        self._text, self._tone = text, _TOAST_TONES.get(kind, "plain")
        self.setAccessibleName(text)
        parent = self.parentWidget()
        assert parent is not None
        width = min(parent.width() - theme.px(80), theme.px(1100))
        inner = width - theme.px(140)
        height = text_size(text, theme.scale.body, width=inner).height() + theme.px(56)
        self.setGeometry(
            (parent.width() - width) // 2, parent.height() - height - theme.px(150), width, height
        )
        self.show()
        self.raise_()
        self.update()
        self._timer.start(9000 if kind == "fail" else 4000)

    @property
    def text(self) -> str:
        return self._text

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        area = QRectF(self.rect()).adjusted(6, 2, -6, -10)
        ground, ink = TONES[self._tone]
        if self._tone == "plain":
            ground, ink = "surface", "text"
        shadow(painter, area, theme.scale.radius)
        line = "line" if self._tone == "plain" else self._tone
        fill(painter, area, ground, line=line, width=theme.px(3))
        size = theme.px(44)
        name = _TOAST_ICONS[self._tone]
        top = int(area.center().y() - size / 2)
        painter.drawPixmap(int(area.x()) + theme.px(26), top, icon(name, size, theme.colour(ink)))
        room = area.adjusted(theme.px(92), 0, -theme.px(24), 0)
        write(painter, room, self._text, theme.scale.body, ink, wrap=True)


class Banner(Painted):
    """A sentence that stays while its cause lasts: no camera, disk nearly full, clock wrong."""

    tapped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(12))
        row.setSpacing(theme.px(14))
        self._icon = "warning"
        self._tone = "attention"
        self._label = Label("", "label", "on_attention_soft")
        row.addSpacing(theme.px(44))
        row.addWidget(self._label, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.hide()

    def show_text(self, text: str, tone: str = "attention", icon_name: str = "warning") -> None:
        """An empty text hides the banner."""
        self._tone, self._icon = tone, icon_name
        self._label.setText(text)
        self._label.set_colour(TONES[tone][1])
        self.setVisible(bool(text))

    def text(self) -> str:
        return self._label.text()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.tapped.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        ground, ink = TONES[self._tone]
        fill(painter, QRectF(self.rect()), ground)
        size = theme.px(34)
        top = (self.height() - size) // 2
        painter.drawPixmap(theme.px(20), top, icon(self._icon, size, theme.colour(ink)))
