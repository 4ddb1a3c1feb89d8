"""Pictures of a step: pinch and tap to zoom, drag to move, swipe to the next, pins to touch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import IconButton
from kiosk.ui.widgets.painting import antialiased, fill, focus_ring, write
from kiosk.ui.widgets.picture_grip import length
from kiosk.ui.widgets.picture_loading import PictureLoader
from kiosk.ui.widgets.picture_marks import Mark, Shown, paint_count, paint_pin
from kiosk.ui.widgets.zoomable import Zoomable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from kiosk.ui.widgets.clip_view import ClipView

#: What one tap zooms to.
_CLOSE = 2.5
_CENTRED = Qt.AlignmentFlag.AlignCenter


__all__ = ["Mark", "PictureView", "Shown"]


class PictureView(Zoomable):
    """Several pictures, one at a time.

    `pin_tapped` carries the pin's number, `picture_changed` the index now shown, `zoomed` the
    zoom (1 is the whole picture), `loaded` the index whose picture is now on the screen.
    """

    pin_tapped = Signal(int)
    picture_changed = Signal(int)
    loaded = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: tuple[Shown, ...] = ()
        self._images: dict[int, QImage] = {}
        self._loader = PictureLoader(self)
        self._fitted = QPixmap()
        self._clip: ClipView | None = None
        self._index = 0
        self._selected: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._previous, self._next = (
            IconButton("back", parent=self),
            IconButton("next", parent=self),
        )
        self._magnify = IconButton("zoom_in", parent=self)
        self.zoomed.connect(self._show_zoom)
        self._previous.clicked.connect(lambda: self.show_picture(self._index - 1))
        self._next.clicked.connect(lambda: self.show_picture(self._index + 1))
        self._magnify.clicked.connect(self._corner_tapped)
        self.retranslate()
        self._place()

    # --- what is shown ---

    def show_pictures(self, pictures: Sequence[Shown], index: int = 0) -> None:
        """Other pictures, from now on; the same ones again change nothing."""
        if tuple(pictures) == self._pictures:
            return
        self._loader.forget()
        self._pictures, self._images = tuple(pictures), {}
        self._index = -1
        self.show_picture(index)

    def show_picture(self, index: int) -> None:
        """The picture of that index, whole. Beyond the ends nothing happens."""
        if not 0 <= index < len(self._pictures):
            self._index = max(0, min(self._index, len(self._pictures) - 1))
            self._settle()
            return
        changed, self._index = index != self._index, index
        self._selected = None
        if index in self._images:
            self._take(index, self._images[index])
        else:
            self._viewport.show(QSizeF())
            self._load(index)
        self._settle()
        if changed:
            self.picture_changed.emit(index)

    @property
    def index(self) -> int:
        return self._index

    @property
    def image_shown(self) -> bool:
        """The picture has come; or it is known to be broken, or a clip."""
        shown = self._shown
        return shown is None or shown.clip or self._index in self._images

    def select_pin(self, number: int | None) -> None:
        """Show what the pin of that number says; None shows the caption again."""
        self._selected = number
        self.update()

    def pin_at(self, point: QPointF) -> int | None:
        """The pin a finger at that point means."""
        reach = theme.scale.target / 2
        near = [
            (length(self._viewport.at(QPointF(mark.x, mark.y)) - point), mark.number)
            for mark in self._marks
        ]
        distance, number = min(near, default=(reach * 2, 0))
        return number if distance <= reach else None

    def pin_position(self, number: int) -> QPointF | None:
        """Where that pin is drawn, in the view."""
        return next(
            (self._viewport.at(QPointF(m.x, m.y)) for m in self._marks if m.number == number), None
        )

    def retranslate(self) -> None:
        for button, name in (
            (self._previous, self.tr("Previous picture")),
            (self._next, self.tr("Next picture")),
            (self._magnify, self.tr("Zoom")),
        ):
            button.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(820), theme.px(560))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(280), theme.px(220))

    # --- loading ---

    @property
    def _shown(self) -> Shown | None:
        return self._pictures[self._index] if 0 <= self._index < len(self._pictures) else None

    @property
    def _marks(self) -> tuple[Mark, ...]:
        return self._shown.marks if self._shown and not self._shown.clip else ()

    def _load(self, index: int) -> None:
        shown = self._pictures[index]
        if shown.clip:
            self._play(shown)
            return
        self._loader.load(shown.file, lambda image: self._keep(index, image), shown.page)

    def _keep(self, index: int, image: QImage) -> None:
        self._images[index] = image
        # The neighbours stay, so that a swipe shows at once; the rest would only fill memory.
        for far in [i for i in self._images if abs(i - self._index) > 1]:
            del self._images[far]
        if index == self._index:
            self._take(index, image)

    def _take(self, index: int, image: QImage) -> None:
        self._viewport.show(QSizeF(image.size()))
        self._fitted = QPixmap()
        self._settle()
        self.loaded.emit(index)

    def _play(self, shown: Shown) -> None:
        from kiosk.ui.widgets.clip_view import ClipView

        if self._clip is None:
            self._clip = ClipView(self)
            self._clip.went.connect(self._show_zoom)
            self._clip.lower()
        self._clip.place = (self._index + 1, len(self._pictures))
        if isinstance(shown.file, Path):
            self._clip.play(shown.file)

    def _settle(self) -> None:
        """Everything that follows from which picture is shown."""
        shown = self._shown
        clip = bool(shown and shown.clip)
        if self._clip is not None:
            self._clip.setVisible(clip)
            if not clip:
                self._clip.stop()
            elif shown and isinstance(shown.file, Path) and not self._clip.playing:
                self._clip.play(shown.file)
        several = len(self._pictures) > 1
        self._previous.setVisible(several and self._index > 0)
        self._next.setVisible(several and self._index < len(self._pictures) - 1)
        self._magnify.setVisible(bool(shown))
        self.setAccessibleName(shown.caption if shown else "")
        self.setAccessibleDescription("; ".join(f"{m.number} {m.text}" for m in self._marks))
        self._place()

    # --- layout ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        super().resizeEvent(event)

    def restyle(self) -> None:
        self._place()
        super().restyle()

    def _place(self) -> None:
        gap, size = theme.px(12), theme.scale.target
        room = QRectF(self.rect())
        if self._words:
            room.setHeight(room.height() - self._strip_height)
        self._viewport.resize(room)
        self._fitted = QPixmap()
        middle = round(room.center().y() - size / 2)
        self._previous.setGeometry(gap, middle, size, size)
        self._next.setGeometry(self.width() - gap - size, middle, size, size)
        corner = round(room.bottom()) - gap - size
        self._magnify.setGeometry(self.width() - gap - size, corner, size, size)
        self._show_zoom()
        if self._clip is not None:
            self._clip.setGeometry(room.toRect())
        self.update()

    @property
    def _words(self) -> str:
        """What the strip under the picture says: the touched pin, or the caption."""
        pin = next((m for m in self._marks if m.number == self._selected), None)
        caption = self._shown.caption if self._shown else ""
        return f"{pin.number}  {pin.text}" if pin else caption or (" " if self._marks else "")

    @property
    def _strip_height(self) -> int:
        return theme.px(60)

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        room = self._viewport.room
        fill(painter, QRectF(self.rect()), "sunken")
        image = self._images.get(self._index)
        painter.save()
        painter.setClipPath(self._window)
        if image is not None and not image.isNull():
            self._paint_picture(painter, image)
            for mark in self._marks:
                where = self._viewport.at(QPointF(mark.x, mark.y)) + QPointF(self._grip.swipe, 0)
                paint_pin(painter, where, mark.number, mark.number == self._selected)
        elif self._shown is not None and not self._shown.clip:
            self._paint_waiting(painter, room, broken=image is not None)
        painter.restore()
        self._paint_strip(painter)
        if len(self._pictures) > 1:
            paint_count(painter, self._index + 1, len(self._pictures))
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), theme.scale.radius)

    def _paint_picture(self, painter: QPainter, image: QImage) -> None:
        area = self._viewport.area.translated(self._grip.swipe, 0)
        if self.zoom > 1.01:
            painter.drawImage(area, image)
            return
        if self._fitted.isNull():
            ratio = self.devicePixelRatioF()
            self._fitted = QPixmap.fromImage(
                image.scaled(
                    (area.size() * ratio).toSize(),
                    Qt.AspectRatioMode.IgnoreAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            )
            self._fitted.setDevicePixelRatio(ratio)
        painter.drawPixmap(area.topLeft(), self._fitted)

    @property
    def _window(self) -> QPainterPath:
        """What of the picture is seen: its corners are as round as the view's."""
        path = QPainterPath()
        radius = theme.scale.radius
        path.addRoundedRect(self._viewport.room, radius, radius)
        return path

    def _paint_waiting(self, painter: QPainter, room: QRectF, broken: bool) -> None:
        words = self.tr("This picture cannot be shown.") if broken else self.tr("Loading…")
        write(painter, room, words, theme.scale.body, "soft", align=_CENTRED)

    def _paint_strip(self, painter: QPainter) -> None:
        if not self._words.strip():
            return
        room = QRectF(self.rect())
        room.setTop(room.bottom() - self._strip_height)
        room.adjust(theme.px(24), 0, -theme.px(24), 0)
        chosen = self._selected is not None
        ink = "text" if chosen else "soft"
        write(painter, room, self._words, theme.scale.label, ink, bold=chosen)

    # --- hands ---

    def swiped(self, steps: int) -> None:
        self.show_picture(self._index + steps)

    def tapped(self, point: QPointF) -> None:
        number = self.pin_at(point)
        if number is None and self._selected is not None:
            self.select_pin(None)
        elif number is None:
            if self._images.get(self._index) is not None:
                self.toggle_zoom(point)
        else:
            self.select_pin(number)
            self.pin_tapped.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = {
            Qt.Key.Key_Left: lambda: self.show_picture(self._index - 1),
            Qt.Key.Key_Right: lambda: self.show_picture(self._index + 1),
            Qt.Key.Key_Plus: lambda: self.zoom_to(self.zoom * 1.4, self._viewport.room.center()),
            Qt.Key.Key_Minus: lambda: self.zoom_to(self.zoom / 1.4, self._viewport.room.center()),
            Qt.Key.Key_Space: self.toggle_zoom,
            Qt.Key.Key_Return: self._next_pin,
            Qt.Key.Key_Enter: self._next_pin,
        }.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _show_zoom(self, *_: object) -> None:
        """The button in the corner: zoom a picture, halt a clip."""
        if self._clip is not None and self._clip.isVisibleTo(self):
            self._magnify.set_icon("pause" if self._clip.playing else "play")
        else:
            self._magnify.set_icon("zoom_out" if self.zoom > 1.01 else "zoom_in")

    def _corner_tapped(self) -> None:
        if self._clip is not None and self._clip.isVisibleTo(self):
            self._clip.toggle()
        else:
            self.toggle_zoom()

    def _next_pin(self) -> None:
        """Enter goes from pin to pin, as a finger would tap them in turn."""
        numbers = [mark.number for mark in self._marks]
        if not numbers:
            return
        at = numbers.index(self._selected) + 1 if self._selected in numbers else 0
        self.select_pin(numbers[at % len(numbers)])
        self.pin_tapped.emit(numbers[at % len(numbers)])

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.update()
        super().changeEvent(event)
