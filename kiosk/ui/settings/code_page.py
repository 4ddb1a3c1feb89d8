"""What a scanner sends, to the last invisible character: for whoever sets it up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kiosk.record.symbologies import name_of
from kiosk.scanner import ANYTHING
from kiosk.scanner.gs1 import parse_gs1
from kiosk.ui.settings.entry import ask_text
from kiosk.ui.settings.parts import Page
from kiosk.ui.settings.trial_label import hint_text, verdict_on
from kiosk.ui.settings.view_model import SettingsModel
from kiosk.ui.settings.visible import visible
from kiosk.ui.theme import theme
from kiosk.ui.widgets.cards import Card, Chip
from kiosk.ui.widgets.flow import FlowLayout
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Banner
from kiosk.ui.widgets.painting import Painted, antialiased, fill
from kiosk.ui.widgets.rows import ListRow

if TYPE_CHECKING:
    from kiosk.scanner import Expectation, Scan
    from kiosk.ui.shell.context import Context

_KEYS = ("wedge_prefix", "wedge_suffix", "wedge_separator")


class CodePage(Page):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._model = SettingsModel(context)
        self._model.labels_made.connect(self._show_labels)
        self._scan: Scan | None = None
        self._title = Label("", "body", bold=True)
        self._text = Label("", "title", bold=True)
        self._fields = Label("", "label", "soft")
        self._chips = [Chip(), Chip(), Chip()]
        self._verdict = Banner()
        self._try = Label("", "body", bold=True)
        self._try_detail = Label("", "small", "soft")
        self._labels = _Labels()
        self._rows = {key: ListRow("", icon_name="keyboard") for key in _KEYS}
        for key, row in self._rows.items():
            row.clicked.connect(lambda _=False, key=key: self._ask(key))
        self._wedge = Label("", "body", bold=True)
        self._lay_out()
        self.retranslate()

    def come(self) -> None:
        if not self._labels.has_pictures:
            self._model.make_labels()

    def expectation(self) -> Expectation | None:
        return ANYTHING

    def scanned(self, scan: Scan) -> bool:
        self._scan = scan
        self._show_scan()
        return True

    def retranslate(self) -> None:
        self._title.setText(self.tr("Last code read"))
        self._try.setText(self.tr("Test label"))
        self._try_detail.setText(
            self.tr(
                "Scan either with the hand scanner. It shows whether keyboard layout, upper and "
                "lower case, and the GS1 separator arrive as they should."
            )
        )
        self._wedge.setText(self.tr("What the hand scanner adds"))
        details = {
            "wedge_prefix": self.tr("Sent before each code, taken away here"),
            "wedge_suffix": self.tr("Sent after each code, taken away here"),
            "wedge_separator": self.tr("Stands for the GS1 separator, as ^] does"),
        }
        for key, row in self._rows.items():
            value = visible(self.context.preferences[key]) or self.tr("none")
            row.show_words(self._name(key), details[key], value)
        self._show_scan()

    def _name(self, key: str) -> str:
        return {
            "wedge_prefix": self.tr("Prefix"),
            "wedge_suffix": self.tr("Suffix"),
            "wedge_separator": self.tr("Separator"),
        }[key]

    # --- what it shows ---

    def _show_scan(self) -> None:
        scan = self._scan
        for chip in self._chips:
            chip.setVisible(scan is not None)
        if scan is None:
            self._text.setText(self.tr("Scan any code, by camera or hand scanner."))
            self._text.set_colour("faint")
            return
        self._text.set_colour("text")
        # A break is allowed anywhere: a code has no words to break between.
        self._text.setText("\u200b".join(visible(scan.text)))
        by_camera = scan.source == "camera"
        source = self.tr("Camera") if by_camera else self.tr("Hand scanner")
        kind = name_of(scan.symbology.value) if scan.symbology else self.tr("kind not sent")
        self._chips[0].show_status(source, "accent", "camera" if by_camera else "usb")
        self._chips[1].show_status(f"{kind} · GS1" if scan.gs1 else kind, "plain", "barcode")
        length = self.tr("%1 characters").replace("%1", str(len(scan.text)))
        self._chips[2].show_status(f"{scan.engine} · {length}", "plain")
        self._show_fields(scan)
        self._show_verdict(scan)

    def _show_fields(self, scan: Scan) -> None:
        found = parse_gs1(scan.text, scan.symbology, gs1=scan.gs1)
        values = found.values.items() if found is not None else ()
        self._fields.setText("\n".join(f"({ai})  {visible(value)}" for ai, value in values))
        self._fields.setVisible(bool(values))

    def _show_verdict(self, scan: Scan) -> None:
        key = verdict_on(scan.text)
        if key is None:
            self._verdict.show_text("")
        else:
            right = key == "right"
            words = hint_text(key, self.context.language)
            if right and scan.source == "camera":
                words = self.tr("The camera read the test label right.")
            tone, mark = ("passed", "tick") if right else ("attention", "warning")
            self._verdict.show_text(words, tone, mark)

    def _show_labels(self, pictures: list[Any]) -> None:
        self._labels.show_pictures(pictures)

    # --- what happens ---

    def _ask(self, key: str) -> None:
        def hint() -> str:
            return self.tr("Exactly the characters the scanner sends. Leave it empty for none.")

        ask_text(
            self.context,
            lambda: self._name(key),
            self.context.preferences[key],
            lambda text: self._take(key, text),
            hint=hint,
        )

    def _take(self, key: str, text: str) -> None:
        self.context.preferences[key] = text
        self.retranslate()

    # --- how it looks ---

    def _lay_out(self) -> None:
        last, trial, adds = Card(), Card(), Card()
        last.content.addWidget(self._title)
        last.content.addWidget(self._text)
        chips = QWidget()
        row = FlowLayout(chips)
        for chip in self._chips:
            row.addWidget(chip)
        last.content.addWidget(chips)
        last.content.addWidget(self._fields)
        last.content.addWidget(self._verdict)
        for widget in (self._try, self._try_detail, self._labels):
            trial.content.addWidget(widget)
        adds.content.addWidget(self._wedge)
        for one in self._rows.values():
            adds.content.addWidget(one)
        adds.content.addStretch(1)
        narrow = theme.scale.portrait or theme.scale.compact
        self.add(last)
        if narrow:
            self.add(trial)
            self.add(adds)
        else:
            self.add(_side_by_side(trial, adds))
        self.body.addStretch(1)


def _side_by_side(*cards: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.scale.gap)
    for card in cards:
        row.addWidget(card, 1)
    return holder


class _Labels(Painted):
    """Codes on white, as on paper, in both themes."""

    def __init__(self) -> None:
        super().__init__()
        self._pictures: list[QPixmap] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.px(240))
        self.setAccessibleName(self.tr("Test label"))

    @property
    def has_pictures(self) -> bool:
        return bool(self._pictures)

    def show_pictures(self, planes: list[Any]) -> None:
        """Grey planes, 8 bit."""
        self._pictures = []
        for plane in planes:
            height, width = plane.shape[:2]
            grey = QImage.Format.Format_Grayscale8
            image = QImage(plane.tobytes(), width, height, width, grey)
            self._pictures.append(QPixmap.fromImage(image.copy()))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(600), theme.px(260))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = antialiased(self)
        # Edges of a code must stay sharp: smoothing them costs reads.
        painter.setRenderHint(painter.RenderHint.SmoothPixmapTransform, False)
        area = QRectF(self.rect())
        fill(painter, area, QColor("#FFFFFF"), line="line")
        left = area.x() + theme.px(20)
        room = area.width() - theme.px(60)
        for picture, share in zip(self._pictures, (0.26, 0.74), strict=False):
            place = QRectF(
                left, area.y() + theme.px(16), room * share, area.height() - theme.px(32)
            )
            size = picture.size().scaled(place.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            where = QRectF(0, 0, size.width(), size.height())
            where.moveCenter(place.center())
            painter.drawPixmap(where.toRect(), picture)
            left += room * share + theme.px(20)
