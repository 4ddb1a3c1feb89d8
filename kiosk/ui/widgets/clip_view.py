"""A clip, without sound, in a loop. Painted here: Qt's own video widget cannot be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.theme import theme
from kiosk.ui.widgets.painting import Painted, antialiased, fill, icon, write
from kiosk.ui.widgets.picture_marks import paint_count

if TYPE_CHECKING:
    from pathlib import Path


class ClipView(Painted):
    """Tap to pause and go on. QtMultimedia is loaded with the first clip, not before.

    `failed` carries why a clip cannot be played; `went` whether it plays from now on. `place`
    is which it is of how many, painted as on a picture.
    """

    failed = Signal(str)
    went = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: Path | None = None
        self._player: Any = None
        self._sink: Any = None
        self._image = QImage()
        self._problem = ""
        self.place = (1, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def play(self, file: Path) -> None:
        """Begin once the view has been painted: loading the player takes longer than a frame."""
        self._file, self._image, self._problem = file, QImage(), ""
        self.update()
        QTimer.singleShot(0, self, self._begin)

    def stop(self) -> None:
        """Let go of the file and its decoder."""
        self._file = None
        if self._player is not None:
            self._player.stop()
            self._player.setSource(QUrl())

    def toggle(self) -> None:
        """Pause, or go on."""
        if self._player is None:
            return
        if self._player.isPlaying():
            self._player.pause()
        else:
            self._player.play()
        self.update()

    @property
    def playing(self) -> bool:
        return self._player is not None and bool(self._player.isPlaying())

    @property
    def shows(self) -> bool:
        """The first frame has come."""
        return not self._image.isNull()

    def _begin(self) -> None:
        if self._file is None:
            return
        if self._player is None:
            self._make_player()
        self._player.setSource(QUrl.fromLocalFile(str(self._file)))
        self._player.play()

    def _make_player(self) -> None:
        from PySide6.QtMultimedia import QMediaPlayer, QVideoSink

        self._sink = QVideoSink(self)
        self._sink.videoFrameChanged.connect(self._take_frame)
        self._player = QMediaPlayer(self)
        self._player.setVideoSink(self._sink)
        self._player.setLoops(QMediaPlayer.Loops.Infinite.value)
        self._player.errorOccurred.connect(self._tell)
        self._player.playingChanged.connect(self._tell_went)

    def _take_frame(self, frame: Any) -> None:
        if self.isVisible() and frame.isValid():
            self._image = frame.toImage()
            self.update()

    def _tell_went(self, plays: bool) -> None:
        self.update()
        self.went.emit(plays)

    def _tell(self, _error: Any, reason: str) -> None:
        self._problem = self.tr("This clip cannot be played.")
        self.failed.emit(reason)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(640), theme.px(360))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.toggle()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        room = QRectF(self.rect())
        fill(painter, room, "sunken")
        if not self._image.isNull():
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            area = QRectF(0, 0, size.width(), size.height())
            area.moveCenter(room.center())
            painter.drawImage(area, self._image)
        if self._problem:
            centred = Qt.AlignmentFlag.AlignCenter
            write(painter, room, self._problem, theme.scale.body, "soft", align=centred)
        elif not self.playing:
            size_px = theme.px(120)
            disc = QRectF(0, 0, size_px, size_px)
            disc.moveCenter(room.center())
            fill(painter, disc, "scrim", size_px / 2)
            mark = icon("play", size_px // 2, QColor("white"))
            painter.drawPixmap(disc.center().toPoint() - mark.rect().center(), mark)
        if self.place[1] > 1:
            paint_count(painter, *self.place)
