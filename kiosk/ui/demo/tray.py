"""The label tray of the demo: printed labels one taps to hold before the virtual lens.

Only the label is pretended. It is rendered as a picture, seen by the virtual camera with
perspective, blur and noise, and decoded by the same pipeline as a real one.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QScrollArea, QWidget

from kiosk.ui.demo.labels import Label, render
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import IconButton
from kiosk.ui.widgets.cards import Chip
from kiosk.ui.widgets.painting import (
    WRAPPED,
    Painted,
    antialiased,
    fill,
    focus_ring,
    shadow,
    write,
)
from kiosk.ui.widgets.scrolling import move_by_finger

if TYPE_CHECKING:
    from kiosk.scanner.demo_camera import DemoCamera

HOLD_MS = 3500
#: Where the tab may stand across the window, the best place first.
_PLACES = (0.6, 0.56, 0.52, 0.64, 0.48, 0.46, 0.68, 0.42, 0.38, 0.72, 0.34, 0.3)
_SETTLES_MS = 80


class LabelTray(QObject):
    """A tab at the foot of the window that opens the tray over it."""

    def __init__(self, window: QWidget, camera: DemoCamera, labels: list[Label]) -> None:
        super().__init__(window)
        self._window, self._camera = window, camera
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="labels")
        self.tab = IconButton("barcode", parent=window)
        self.tab.set_kind("attention")
        self.tab.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tab.clicked.connect(self.toggle)
        self.panel = _Panel(window)
        self.cards = [_LabelCard(label) for label in labels]
        for card in self.cards:
            card.clicked.connect(lambda _=False, shown=card: self.hold(shown))
            self.panel.row.addWidget(card)
        self.panel.row.addStretch(1)
        self._release = QTimer(self)
        self._release.setSingleShot(True)
        self._release.timeout.connect(self.put_down)
        self._held: _LabelCard | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLES_MS)
        self._settle.timeout.connect(self._place)
        window.installEventFilter(self)
        theme.changed.connect(self._place)
        self._translate()
        self._place()
        self.tab.show()

    def toggle(self) -> None:
        self.panel.setVisible(not self.panel.isVisible())
        self._place()
        if self.panel.isVisible():
            for card in self.cards:
                card.make(self._worker)

    def hold(self, card: _LabelCard) -> None:
        """Hold that label before the lens for some seconds."""
        self.put_down()
        card.make(self._worker)
        picture = card.picture()
        self._camera.hold(picture)
        self._held = card
        card.set_held(True)
        self._release.start(HOLD_MS)

    def card(self, text: str) -> _LabelCard | None:
        """The card of the label with that content."""
        return next((card for card in self.cards if card.label.text == text), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        elif event.type() == QEvent.Type.LanguageChange:
            self._translate()
        elif event.type() == QEvent.Type.LayoutRequest:
            self._settle.start()
        elif event.type() == QEvent.Type.ChildAdded:
            QTimer.singleShot(0, self._raise)
        elif event.type() == QEvent.Type.Close:
            self._worker.shutdown(wait=False, cancel_futures=True)
        return False

    def show(self, picture: Any) -> None:
        """Put a part before the lens, for a photograph, until something else is held there."""
        self.put_down()
        self._camera.show(picture)

    def put_down(self) -> None:
        """Take away whatever is before the lens."""
        self._release.stop()
        self._camera.release()
        if self._held is not None:
            self._held.set_held(False)
            self._held = None

    def _translate(self) -> None:
        self.tab.setAccessibleName(self.tr("Labels"))
        self._place()

    def _place(self) -> None:
        width, height = self._window.width(), self._window.height()
        tray = theme.px(330)
        self.panel.setGeometry(0, height - tray, width, tray)
        size, gap = self.tab.sizeHint(), theme.px(8)
        tab = QRect(0, 0, size.width(), size.height())
        if self.panel.isVisible():
            tab.moveTo(width - tab.width() - gap, height - tray - tab.height() - gap)
        else:
            tab = self._free(tab)
        self.tab.setGeometry(tab)
        self._raise()

    def _free(self, tab: QRect) -> QRect:
        """In the head, or else at the foot, where it covers nothing to be tapped or read: the
        screens do not know of it. Where it is now, if it can stay: a thing to tap must not jump."""
        taken = self._taken()
        width, foot = self._window.width(), self._window.height() - tab.height() - theme.px(8)
        tops = (theme.px(20), foot)
        spots = [QPoint(int(width * x - tab.width() / 2), y) for y in tops for x in _PLACES]
        edge = width - tab.width() - theme.px(12)  # where neither has room, beside what is shown
        aside = [QPoint(edge, y) for y in range(foot, 0, -tab.height() // 2)]
        here = self.tab.pos()
        order = [here] if here in spots else []
        for spot in [*order, *spots, *aside]:
            if not _covered(QRect(spot, tab.size()), taken):
                tab.moveTopLeft(spot)
                return tab
        tab.moveTopLeft(min(spots, key=lambda spot: _covered(QRect(spot, tab.size()), taken)))
        return tab

    def _taken(self) -> list[QRect]:
        """Where there is something to be tapped or read; of a wide label only its words."""
        window, others = self._window, []
        for kind in (QAbstractButton, Chip, QLabel):
            others += window.findChildren(kind)
        return [
            QRect(other.mapTo(window, QPoint(0, 0)), other.size().boundedTo(_words(other)))
            for other in others
            if other.isVisible() and other is not self.tab and not self.panel.isAncestorOf(other)
        ]

    def _raise(self) -> None:
        self.panel.raise_()
        self.tab.raise_()


def _covered(tab: QRect, taken: list[QRect]) -> int:
    """How much of what is to be read or tapped lies under it, in pixels."""
    under = (tab.intersected(other) for other in taken)
    return sum(part.width() * part.height() for part in under if not part.isEmpty())


def _words(widget: QWidget) -> QSize:
    """The room a label's words take; any other widget takes all of its own."""
    if isinstance(widget, QLabel):
        metrics, text = widget.fontMetrics(), widget.text()
        if widget.wordWrap():
            return metrics.boundingRect(widget.rect(), WRAPPED, text).size()
        return QSize(metrics.horizontalAdvance(text), widget.height())
    return widget.size()


class _Panel(Painted):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.viewport().setAutoFillBackground(False)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        self.row = QHBoxLayout(inner)
        self.row.setSpacing(theme.px(16))
        area.setWidget(inner)
        inner.setAutoFillBackground(False)
        move_by_finger(area)
        whole = QHBoxLayout(self)
        whole.addWidget(area)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        painter.fillRect(self.rect(), theme.colour("attention_soft"))
        painter.fillRect(0, 0, self.width(), theme.px(4), theme.colour("attention"))


class _LabelCard(QAbstractButton):
    """A label as it lies in the tray; its picture is made when the tray first opens."""

    _made = Signal()

    def __init__(self, label: Label) -> None:
        super().__init__()
        self.label = label
        self._future: Future[Any] | None = None
        self._shown: QPixmap | None = None
        self._held = False
        self.setAccessibleName(label.caption)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._made.connect(self._show)

    def make(self, worker: ThreadPoolExecutor) -> None:
        if self._future is None:
            self._future = worker.submit(render, self.label)
            self._future.add_done_callback(lambda _done: self._made.emit())

    def picture(self) -> Any:
        """The printed label as BGR pixels; waits for it when it is not made yet."""
        assert self._future is not None
        return self._future.result(timeout=10)

    def set_held(self, held: bool) -> None:
        self._held = held
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(330), theme.px(270))

    def _show(self) -> None:
        pixels = self.picture()
        height, width = pixels.shape[:2]
        image = QImage(pixels.data, width, height, width * 3, QImage.Format.Format_BGR888).copy()
        self._shown = QPixmap.fromImage(image)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        area = QRectF(self.rect()).adjusted(4, 4, -4, -8)
        shadow(painter, area, theme.px(10))
        line = "failed" if self.label.wrong else "line"
        fill(painter, area, "surface", theme.px(10), line="accent" if self._held else line, width=3)
        caption = QRectF(
            area.x() + 12, area.bottom() - theme.px(50), area.width() - 24, theme.px(46)
        )
        ink = "failed" if self.label.wrong else "text"
        write(painter, caption, self.label.caption or self.label.text, theme.px(21), ink, bold=True)
        if self._shown is not None:
            room = area.adjusted(10, 10, -10, -theme.px(54))
            size = self._shown.size().scaled(
                room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio
            )
            where = QRectF(0, 0, size.width(), size.height())
            where.moveCenter(room.center())
            painter.drawPixmap(where.toRect(), self._shown)
        if self._held:
            focus_ring(painter, area, theme.px(10))
