"""What fingers are doing to a picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF


class Grip:
    """Where the fingers took hold, and what they have done since."""

    def __init__(self) -> None:
        self.held = False
        self.moved = False
        self.start = self.last = self.middle = QPointF()
        self.spread: float | None = None
        self.zoom = 1.0
        self.swipe = 0.0

    @classmethod
    def at(cls, point: QPointF) -> Grip:
        grip = cls()
        grip.held = True
        grip.start = grip.last = point
        return grip


def length(vector: QPointF) -> float:
    return float((vector.x() ** 2 + vector.y() ** 2) ** 0.5)
