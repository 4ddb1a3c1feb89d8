"""What this station is called and does. Procedures bound to other stations are not offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.operations.placing import place_station
from kiosk.ui.settings.entry import ask_text
from kiosk.ui.settings.parts import Page
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.rows import ListRow

if TYPE_CHECKING:
    from kiosk.ui.shell.context import Context


class PlacePage(Page):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._name = ListRow("", icon_name="station")
        self._operation = ListRow("", icon_name="work_order")
        self._why = Label("", "label", "soft")
        self._name.clicked.connect(self._ask_name)
        self._operation.clicked.connect(self._ask_operation)
        for widget in (self._name, self._operation, self._why):
            self.add(widget)
        self.retranslate()

    def come(self) -> None:
        self.retranslate()

    def retranslate(self) -> None:
        preferences = self.context.preferences
        self._name.show_words(str(preferences["station"]), self.tr("Name of the station"))
        operation = preferences["operation"] or self.tr("Any operation")
        self._operation.show_words(operation, self.tr("Operation done here"))
        self._why.setText(
            self.tr(
                "Every record bears this name. Procedures meant for other stations or operations "
                "are not offered here. Each change is recorded."
            )
        )

    def _ask_name(self) -> None:
        now = str(self.context.preferences["station"])
        ask_text(
            self.context,
            lambda: self.tr("Name of the station"),
            now,
            self._take_name,
            required=True,
        )

    def _ask_operation(self) -> None:
        def hint() -> str:
            return self.tr("As procedures call it, such as OP-120. Leave it empty for any.")

        ask_text(
            self.context,
            lambda: self.tr("Operation done here"),
            self.context.preferences["operation"] or "",
            self._take_operation,
            hint=hint,
        )

    def _take_name(self, text: str) -> None:
        self.context.preferences["station"] = text.strip()
        self._place()

    def _take_operation(self, text: str) -> None:
        self.context.preferences["operation"] = text.strip() or None
        self._place()

    def _place(self) -> None:
        preferences = self.context.preferences
        self.context.desk.ask(place_station, preferences["station"], preferences["operation"])
        self.retranslate()
