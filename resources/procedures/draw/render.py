"""Render every drawing with Qt, as a station does: python -m draw.render OUT [NAME…]"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer


def render(svg: str, size: tuple[int, int] = (800, 500)) -> QImage:
    """The drawing at `size` pixels."""
    image = QImage(*size, QImage.Format.Format_RGB888)
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    return image
