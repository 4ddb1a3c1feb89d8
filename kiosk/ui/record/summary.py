"""What heads a record: what it was about, and how often something went amiss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from kiosk.ui.record.long_value import LongValue
from kiosk.ui.theme import theme
from kiosk.ui.widgets.cards import TONES
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.painting import Painted, antialiased, fill, icon, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from kiosk.record.page import Pair
    from kiosk.record.wording import Both

    Say = Callable[[Both], str]

#: As level of the record: ground and ink, and the sign beside the figure.
LEVELS = {"good": "passed", "attention": "attention", "bad": "failed", "plain": "plain"}
SIGNS = {"good": "tick", "attention": "warning", "bad": "cross", "plain": ""}
#: Longer ones take a row of their own.
_LONG = 30


def facts(pairs: list[Pair], say: Say) -> QWidget:
    """Names and values, two pairs abreast where there is room; long values in rows of their own."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.px(28))
    grid.setVerticalSpacing(theme.px(8))
    abreast = 1 if theme.scale.portrait else 2
    short = [pair for pair in pairs if len(say(pair.value)) <= _LONG]
    for index, pair in enumerate(short):
        _put(grid, pair, say, index // abreast, index % abreast * 2, 1)
    for index, pair in enumerate(pair for pair in pairs if pair not in short):
        _put(grid, pair, say, len(short) + index, 0, abreast * 2 - 1)
    for column in range(abreast):
        grid.setColumnStretch(column * 2 + 1, 1)
    return holder


def _put(grid: QGridLayout, pair: Pair, say: Say, row: int, column: int, across: int) -> None:
    value = say(pair.value)
    grid.addWidget(Label(say(pair.label), "label", "soft", wrap=False), row, column)
    if len(value) > _LONG and " " not in value:
        grid.addWidget(LongValue(value), row, column + 1, 1, across)
    else:
        grid.addWidget(Label(value, "label"), row, column + 1, 1, across)


def counts(pairs: list[Pair], say: Say) -> QWidget:
    """How often what: large figures, so that what is not nought is seen first."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(theme.px(12))
    for index, pair in enumerate(pairs):
        count = _Count(say(pair.value), say(pair.label), pair.level)
        if theme.scale.portrait:  # seven in two rows: the first, the longest, takes two places
            place = (index + 1) // 4, (index + 1) % 4 if index else 0, 1, 1 if index else 2
        else:
            place = 0, index, 1, 1
        grid.addWidget(count, *place)
    return holder


class _Count(Painted):
    def __init__(self, figure: str, name: str, level: str) -> None:
        super().__init__()
        self._figure, self._name, self._level = figure, name, level
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{name} {figure}")

    def sizeHint(self) -> QSize:
        return QSize(theme.px(150), theme.px(112))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(110), theme.px(112))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        ground, ink = TONES[LEVELS[self._level]]
        area = QRectF(self.rect())
        fill(painter, area, ground)
        room = area.adjusted(theme.px(18), theme.px(12), -theme.px(12), -theme.px(12))
        upper = QRectF(room.x(), room.y(), room.width(), theme.px(52))
        strong = "text" if self._level == "plain" else ink
        write(painter, upper, self._figure, theme.scale.heading, strong, bold=True)
        if SIGNS[self._level]:
            size = theme.px(30)
            mark = icon(SIGNS[self._level], size, theme.colour(ink))
            painter.drawPixmap(int(room.right()) - size, int(upper.center().y() - size / 2), mark)
        lower = QRectF(room.x(), upper.bottom(), room.width(), room.bottom() - upper.bottom())
        write(painter, lower, self._name, theme.scale.small, ink)
