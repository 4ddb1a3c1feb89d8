"""What the camera sees, with what it makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui.theme import theme
from kiosk.ui.widgets.painting import Painted, antialiased, fill, icon, text_size, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QPaintEvent

_CENTRED = Qt.AlignmentFlag.AlignCenter
_FLASH_MS = 140
#: The camera's ground is dark in both themes: a preview is judged against black.
_DARK, _LIGHT = QColor("#0B1118"), QColor("#F2F6FA")


class Outline(NamedTuple):
    """Corners of a code in pixels of the frame; `tone` is passed, attention or failed."""

    corners: tuple[tuple[float, float], ...]
    tone: str = "passed"
    text: str = ""


class CameraView(Painted):
    """Paints the newest frame only. Frames are height × width × 3 arrays, BGR, 8 bit.

    Nothing is kept of a frame but its scaled copy: the array may be reused after `show_frame`.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._pixels: Any = None
        self._frame_size = QSizeF()
        self._outlines: tuple[Outline, ...] = ()
        self._hint = ""
        self._state: tuple[str, str, str] | None = None
        self._finder = True
        self._frozen = False
        self._flash = QTimer(self)
        self._flash.setSingleShot(True)
        self._flash.timeout.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # --- what it shows ---

    def show_frame(self, frame: Any) -> None:
        """The newest frame. Ignored while hidden or frozen."""
        if self._frozen or not self.isVisible():
            return
        self._take(frame)
        self._state = None
        self.update()

    def show_still(self, frame: Any) -> None:
        """A photograph just taken, until `go_live`."""
        self._frozen = True
        self._take(frame)
        self.update()

    def go_live(self) -> None:
        self._frozen = False
        self.update()

    def show_outlines(self, outlines: Iterable[Outline]) -> None:
        """What was seen in the frame, drawn over it; the next call replaces it."""
        self._outlines = tuple(outlines)
        self.update()

    def show_hint(self, text: str) -> None:
        """What to do so that the code can be read; empty for nothing."""
        if text != self._hint:
            self._hint = text
            self.setAccessibleDescription(text)
            self.update()

    def show_state(self, text: str, detail: str = "", icon_name: str = "camera_off") -> None:
        """Instead of a picture: no camera, opening, unplugged. The next frame takes it away."""
        self._state = (text, detail, icon_name)
        self._image, self._outlines = QImage(), ()
        self.setAccessibleDescription(f"{text} {detail}".strip())
        self.update()

    def show_finder(self, shown: bool) -> None:
        """The corners that say where to hold a code."""
        self._finder = shown
        self.update()

    def flash(self) -> None:
        """The shutter: seen at once, gone in a moment."""
        if theme.motion:
            self._flash.start(_FLASH_MS)
        self.update()

    @property
    def live(self) -> bool:
        """A picture is shown and not frozen."""
        return not self._image.isNull() and not self._frozen

    def sizeHint(self) -> QSize:
        return QSize(theme.px(640), theme.px(360))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(160))

    # --- frames ---

    def _take(self, frame: Any) -> None:
        """Scale before painting: a quarter of the work of letting the painter do it."""
        import cv2  # the scanner has loaded it by the time there is a frame

        height, width = frame.shape[:2]
        self._frame_size = QSizeF(width, height)
        wanted = (self._area().size() * self.devicePixelRatioF()).toSize()
        if wanted.isEmpty():
            return
        smooth = cv2.INTER_AREA if wanted.width() < width / 1.5 else cv2.INTER_LINEAR
        scaled = cv2.resize(frame, (wanted.width(), wanted.height()), interpolation=smooth)
        # QImage does not copy: the array must live as long as the image.
        self._pixels = cv2.cvtColor(scaled, cv2.COLOR_BGR2BGRA)
        self._image = QImage(
            self._pixels.data,
            wanted.width(),
            wanted.height(),
            self._pixels.strides[0],
            QImage.Format.Format_RGB32,
        )
        self._image.setDevicePixelRatio(self.devicePixelRatioF())

    def _area(self) -> QRectF:
        """Where the whole frame lies in the view."""
        size = self._frame_size.scaled(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        area = QRectF(QPointF(0, 0), size)
        area.moveCenter(QRectF(self.rect()).center())
        # Whole pixels: half a pixel off and the painter filters the whole picture again.
        return QRectF(area.toAlignedRect())

    def point_at(self, x: float, y: float) -> QPointF:
        """Where that pixel of the frame is in the view."""
        area = self._area()
        return QPointF(
            area.x() + x / max(self._frame_size.width(), 1) * area.width(),
            area.y() + y / max(self._frame_size.height(), 1) * area.height(),
        )

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        room = QRectF(self.rect())
        fill(painter, room, _DARK, line="line")
        if self._state is not None:
            self._paint_state(painter, room)
            return
        if self._image.isNull():
            return
        painter.drawImage(self._area().topLeft(), self._image)
        if self._finder and not self._frozen:
            self._paint_finder(painter)
        for outline in self._outlines:
            self._paint_outline(painter, outline)
        if self._hint and not self._frozen:
            self._paint_hint(painter, room)
        if self._flash.isActive():
            fill(painter, room, QColor(255, 255, 255, 210))

    def _paint_state(self, painter: QPainter, room: QRectF) -> None:
        assert self._state is not None
        text, detail, icon_name = self._state
        size = min(theme.px(96), self.height() // 3)
        lines = theme.px(100 if detail else 50)
        top = room.center().y() - (size + theme.px(16) + lines) / 2
        mark = icon(icon_name, size, QColor("#93A3B5"))
        painter.drawPixmap(QPointF(room.center().x() - size / 2, top), mark)
        line = QRectF(room).adjusted(theme.px(20), 0, -theme.px(20), 0)
        line.setTop(top + size + theme.px(16))
        line.setHeight(theme.px(50))
        write(painter, line, text, theme.scale.body, _LIGHT, bold=True, align=_CENTRED)
        if detail:
            below = line.translated(0, theme.px(46))
            below.setHeight(theme.px(70))
            wrapped = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            ink = QColor("#BFCBD8")
            write(painter, below, detail, theme.scale.small, ink, align=wrapped, wrap=True)

    def _paint_finder(self, painter: QPainter) -> None:
        area = self._area()
        inset = min(area.width(), area.height()) * 0.14
        frame = area.adjusted(inset, inset, -inset, -inset)
        arm = min(frame.width(), frame.height()) * 0.16
        painter.setPen(_pen(QColor(255, 255, 255, 190), theme.px(5)))
        for x, towards_x in ((frame.left(), 1), (frame.right(), -1)):
            for y, towards_y in ((frame.top(), 1), (frame.bottom(), -1)):
                corner = [
                    QPointF(x + towards_x * arm, y),
                    QPointF(x, y),
                    QPointF(x, y + towards_y * arm),
                ]
                painter.drawPolyline(QPolygonF(corner))

    def _paint_outline(self, painter: QPainter, outline: Outline) -> None:
        corners = [self.point_at(x, y) for x, y in outline.corners]
        if len(corners) < 2:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((QColor("#FFFFFF"), 9), (_on_dark(outline.tone), 5)):
            painter.setPen(_pen(colour, theme.px(width)))
            painter.drawPolygon(QPolygonF(corners))
        if outline.text:
            self._paint_word(painter, outline, corners)

    def _paint_word(self, painter: QPainter, outline: Outline, corners: Sequence[QPointF]) -> None:
        width = text_size(outline.text, theme.scale.small, bold=True).width() + theme.px(28)
        x = min(min(corner.x() for corner in corners), self.width() - width)
        y = min(max(corner.y() for corner in corners) + theme.px(8), self.height() - theme.px(48))
        pill = QRectF(max(0.0, x), y, width, theme.px(40))
        fill(painter, pill, _DARK, theme.px(12))
        write(painter, pill, outline.text, theme.scale.small, _LIGHT, bold=True, align=_CENTRED)

    def _paint_hint(self, painter: QPainter, room: QRectF) -> None:
        height = theme.px(64)
        size = theme.px(32)
        wanted = text_size(self._hint, theme.scale.label, bold=True).width()
        width = min(wanted + size + theme.px(64), room.width() - theme.px(24))
        banner = QRectF((room.width() - width) / 2, 0, width, height)
        banner.moveBottom(room.bottom() - theme.px(16))
        fill(painter, banner, "attention_soft", height / 2)
        mark = icon("warning", size, theme.colour("on_attention_soft"))
        left = banner.left() + theme.px(22)
        painter.drawPixmap(QPointF(left, banner.center().y() - size / 2), mark)
        words = banner.adjusted(theme.px(34) + size, 0, -theme.px(16), 0)
        write(painter, words, self._hint, theme.scale.label, "on_attention_soft", bold=True)


def _on_dark(tone: str) -> QColor:
    """Bright in both themes: a picture does not change with the theme."""
    bright = {"passed": "#43D18C", "attention": "#F5B544", "failed": "#FF7A73"}
    return QColor(bright.get(tone, "#35CDBB"))


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
