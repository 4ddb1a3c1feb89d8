"""Answers to tap: one of several, several of several, and everything on a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui.theme import theme
from kiosk.ui.widgets.painting import antialiased, fill, focus_ring, text_size, tick, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Tile(NamedTuple):
    id: str
    text: str
    detail: str = ""


class TickTile(QAbstractButton):
    """A tile with its mark: round where one answer excludes the others, square where not."""

    def __init__(
        self, text: str, detail: str = "", *, round_mark: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._detail = detail
        self._round = round_mark
        self.setText(text)
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setAccessibleDescription(detail)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._restyle)

    def sizeHint(self) -> QSize:
        width = theme.px(360)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(88))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = width - self._left - theme.px(20)
        height = text_size(self.text(), theme.scale.body, True, room).height()
        if self._detail:
            height += text_size(self._detail, theme.scale.small, width=room).height()
        return max(theme.px(88), height + theme.px(36))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        area = QRectF(self.rect())
        chosen = self.isChecked()
        ground = "accent_soft" if chosen or self.isDown() else "surface"
        line, width = ("accent", theme.px(4)) if chosen else ("line", 2)
        fill(painter, area, ground, line=line, width=width)
        self._paint_mark(painter, area)
        self._paint_words(painter, area)
        if self.hasFocus():
            focus_ring(painter, area, theme.scale.radius)

    @property
    def _left(self) -> int:
        return theme.px(92)

    def _paint_mark(self, painter: QPainter, area: QRectF) -> None:
        size = theme.px(46)
        mark = QRectF(theme.px(24), (area.height() - size) / 2, size, size)
        radius = size / 2 if self._round else theme.px(12)
        if self.isChecked():
            fill(painter, mark, "accent", radius)
            tick(painter, mark, "on_accent", theme.px(5))
        else:
            fill(painter, mark, "surface", radius, line="faint", width=theme.px(3))

    def _paint_words(self, painter: QPainter, area: QRectF) -> None:
        ink = "on_accent_soft" if self.isChecked() else "text"
        room = area.adjusted(self._left, 0, -theme.px(20), 0)
        if not self._detail:
            middle = Qt.AlignmentFlag.AlignVCenter
            write(
                painter,
                room,
                self.text(),
                theme.scale.body,
                ink,
                bold=True,
                align=middle,
                wrap=True,
            )
            return
        width = int(room.width())
        upper = text_size(self.text(), theme.scale.body, True, width).height()
        lower = text_size(self._detail, theme.scale.small, width=width).height()
        top = (area.height() - upper - lower) / 2
        above = Qt.AlignmentFlag.AlignTop
        first = QRectF(room.x(), top, room.width(), upper)
        second = QRectF(room.x(), top + upper, room.width(), lower)
        write(painter, first, self.text(), theme.scale.body, ink, bold=True, align=above, wrap=True)
        write(painter, second, self._detail, theme.scale.small, "soft", align=above, wrap=True)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


class ChoiceTiles(QWidget):
    """`changed` carries the ids chosen, in the order of the tiles."""

    changed = Signal(tuple)

    def __init__(
        self,
        options: Sequence[Tile],
        *,
        multiple: bool = False,
        columns: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._multiple = multiple
        self._tiles = {
            option.id: TickTile(option.text, option.detail, round_mark=not multiple)
            for option in options
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(12))
        across = columns or (1 if len(options) < 3 or theme.scale.portrait else 2)
        for index, (key, tile) in enumerate(self._tiles.items()):
            grid.addWidget(tile, index // across, index % across)
            tile.clicked.connect(lambda _=False, key=key: self._tapped(key))
        for column in range(across):
            grid.setColumnStretch(column, 1)

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(key for key, tile in self._tiles.items() if tile.isChecked())

    def choose(self, ids: Iterable[str]) -> None:
        """Show these as chosen; says nothing."""
        wanted = set(ids)
        for key, tile in self._tiles.items():
            tile.setChecked(key in wanted)

    def tile(self, option: str) -> TickTile:
        return self._tiles[option]

    def _tapped(self, key: str) -> None:
        if not self._multiple:
            # A second tap on the chosen one does not take it back: gloves tap twice.
            self.choose([key])
        self.changed.emit(self.chosen)


class Checklist(QWidget):
    """Items ticked one by one. `changed` carries the ids ticked, `completed` when all are."""

    changed = Signal(tuple)
    completed = Signal()

    def __init__(self, items: Sequence[Tile], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = {item.id: TickTile(item.text, item.detail, round_mark=False) for item in items}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        for row in self._rows.values():
            column.addWidget(row)
            row.clicked.connect(self._tapped)

    @property
    def ticked(self) -> tuple[str, ...]:
        return tuple(key for key, row in self._rows.items() if row.isChecked())

    @property
    def complete(self) -> bool:
        return len(self.ticked) == len(self._rows)

    def tick(self, ids: Iterable[str]) -> None:
        """Show these as ticked; says nothing."""
        wanted = set(ids)
        for key, row in self._rows.items():
            row.setChecked(key in wanted)

    def row(self, item: str) -> TickTile:
        return self._rows[item]

    def _tapped(self) -> None:
        self.changed.emit(self.ticked)
        if self.complete:
            self.completed.emit()
