"""Pictures read, turned upright and scaled away from the screen's thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPainter

if TYPE_CHECKING:
    from collections.abc import Callable

#: Longest side kept, in pixels: sharp at two and a half times the size it is first shown at.
LONGEST = 2400
#: A picture may claim any size in its header; one that needs more memory than this is refused.
_MOST_MEGABYTES = 256

Source = Path | bytes


class PictureLoader(QObject):
    """`load` answers through `then(image)` on the screen's thread; a null image is a broken one.

    One picture at a time, in the order asked. What was asked before `forget` is not answered.
    """

    _came = Signal(object, object, QImage)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pictures")
        self._round = 0
        self._came.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def load(self, source: Source, then: Callable[[QImage], None], page: int | None = None) -> None:
        """A PNG, JPEG or SVG by path or bytes, or the page of that number (from 1) of a PDF."""
        self._pool.submit(self._work, self._round, source, page, then)

    def forget(self) -> None:
        """What is still under way is no longer wanted."""
        self._round += 1

    def _work(
        self, round_: int, source: Source, page: int | None, then: Callable[[QImage], None]
    ) -> None:
        if round_ != self._round:
            return
        image = read_picture(source, page)
        try:
            self._came.emit(round_, then, image)
        except RuntimeError:  # the widget that asked is gone
            return

    def _answer(self, round_: int, then: Callable[[QImage], None], image: QImage) -> None:
        if round_ == self._round:
            then(image)


def read_picture(source: Source, page: int | None = None) -> QImage:
    """The picture, its longest side at most `LONGEST`. Null when it cannot be read."""
    if page is not None:
        return _pdf(source, page)
    start = source[:512] if isinstance(source, bytes) else _start(source)
    if b"<svg" in start or b"<?xml" in start:
        return _svg(source)
    return _raster(source)


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(512)
    except OSError:
        return b""


def _raster(source: Source) -> QImage:
    buffer = QBuffer()
    if isinstance(source, bytes):
        buffer.setData(QByteArray(source))
        buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer)
    else:
        reader = QImageReader(str(source))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    QImageReader.setAllocationLimit(_MOST_MEGABYTES)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > LONGEST:
        reader.setScaledSize(size.scaled(_SQUARE, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _svg(source: Source) -> QImage:
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer()
    data = source if isinstance(source, bytes) else source.read_bytes()
    if not renderer.load(QByteArray(data)):
        return QImage()
    size = renderer.defaultSize().scaled(_SQUARE, Qt.AspectRatioMode.KeepAspectRatio)
    image = _blank(size)
    painter = QPainter(image)
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    renderer.render(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    return image


def _pdf(source: Source, page: int) -> QImage:
    from PySide6.QtPdf import QPdfDocument

    document = QPdfDocument()
    buffer = QBuffer()
    if isinstance(source, bytes):
        buffer.setData(QByteArray(source))
        buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        document.load(buffer)
    else:
        document.load(str(source))
    if not 1 <= page <= document.pageCount():
        return QImage()
    size = document.pagePointSize(page - 1).toSize()
    size = size.scaled(_SQUARE, Qt.AspectRatioMode.KeepAspectRatio)
    paper = _blank(size)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, document.render(page - 1, size))
    painter.end()
    document.close()
    return paper


def _blank(size: QSize) -> QImage:
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


_SQUARE = QSize(LONGEST, LONGEST)
