"""What can be worked on here: unfinished runs first, then work orders, then procedures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, QLocale
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.ui.change.refused import show_refused
from kiosk.ui.change.words import day, say
from kiosk.ui.exception.sheet import log_exception
from kiosk.ui.home.tiles import OrderTile, ProcedureTile, ResumeTile, Tile, WithdrawnTile
from kiosk.ui.home.view_model import HomeModel
from kiosk.ui.i18n import pick
from kiosk.ui.learning.mine import named as mine_named
from kiosk.ui.learning.mine import show_mine
from kiosk.ui.learning.short import refuse_start, runs_out
from kiosk.ui.run.words import say as tell
from kiosk.ui.shell.head import Head
from kiosk.ui.shell.screen import Screen
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import IconButton
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.overlays import Banner
from kiosk.ui.widgets.painting import antialiased
from kiosk.ui.widgets.scrolling import ScrollArea

if TYPE_CHECKING:
    from datetime import date

    from kiosk.operations.browsing import (
        Home,
        OfferedOrder,
        OfferedProcedure,
        UnfinishedRun,
        WithdrawnProcedure,
    )
    from kiosk.operations.station import Outcome
    from kiosk.scanner import Expectation, Scan
    from kiosk.ui.shell.context import Context


class HomeScreen(Screen):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.model = HomeModel(context.desk)
        self.model.shown.connect(self._render)
        self.model.started.connect(self._begun)
        self.model.refused.connect(self._refused)
        self.model.unknown.connect(self._unknown)
        self.model.badge.connect(self._other_person)
        self.model.unread.connect(self._read_changes)
        self.model.withdrawn.connect(lambda error: show_refused(context, error))
        self._home: Home | None = None
        self._head = Head(context, with_back=False)
        self._mine = IconButton("person")
        self._history = IconButton("history")
        self._settings = IconButton("settings")
        self._lock = IconButton("lock")
        self._mine.clicked.connect(lambda: show_mine(context))
        self._history.clicked.connect(lambda: context.go("history"))
        self._settings.clicked.connect(lambda: context.go("settings"))
        self._lock.clicked.connect(lambda: context.shell.lock("asked"))
        self._exception = IconButton("exception")
        self._exception.clicked.connect(lambda: log_exception(context))
        self._lead = IconButton("people")
        self._lead.clicked.connect(lambda: context.go("lead"))
        self._open = Banner()
        self._scan_hint = Banner()
        self._disk, self._skills = Banner(), Banner()
        self._answers = Banner()
        self._answers.setMinimumHeight(theme.scale.target)
        self._answers.tapped.connect(lambda: show_mine(context))
        self._list = ScrollArea()
        page = QVBoxLayout(self)
        margin = theme.scale.margin
        page.setContentsMargins(margin, theme.px(20), margin, theme.px(12))
        page.setSpacing(theme.scale.gap)
        page.addWidget(self._head)
        self._lay_buttons(page)
        for widget in (self._disk, self._open, self._skills, self._answers, self._scan_hint):
            page.addWidget(widget)
        page.addWidget(self._list, 1)
        self.retranslate()

    def _lay_buttons(self, page: QVBoxLayout) -> None:
        """Beside the title; where the window is narrow, in a row of their own under it."""
        row = self._head.row
        if theme.scale.portrait:
            row = QHBoxLayout()
            row.setSpacing(theme.px(12))
            row.addStretch(1)
            page.addLayout(row)
        for button in (
            self._lead,
            self._exception,
            self._mine,
            self._history,
            self._settings,
            self._lock,
        ):
            row.addWidget(button)

    # --- Screen ---

    def enter(self, **what: Any) -> None:
        self.model.in_view = True
        self._head.refresh()
        self.model.refresh()

    def leave(self) -> None:
        self.model.in_view = False

    def expectation(self) -> Expectation | None:
        from kiosk.scanner import ANYTHING

        return ANYTHING

    def scanned(self, scan: Scan) -> bool:
        self.model.look_up(scan.text)
        return True

    def retranslate(self) -> None:
        self._head.show_title(self.tr("What to do now"))
        self._mine.setAccessibleName(mine_named(self.context.language))
        self._history.setAccessibleName(self.tr("History"))
        self._settings.setAccessibleName(self.tr("Settings"))
        self._lock.setAccessibleName(self.tr("Lock"))
        self._exception.setAccessibleName(tell("exception_home", self.context.language))
        self._lead.setAccessibleName(tell("lead_screen", self.context.language))
        hint = self.tr("Tap a card, or scan a work order, a unit or a procedure to start.")
        self._scan_hint.show_text(hint, "plain", "scan")
        if self._home is not None:
            self._render(self._home)

    # --- what it shows ---

    def _render(self, home: Home) -> None:
        self._home = home
        self._tell_exceptions(home)
        self._list.clear()
        self._group(self.tr("Go on with"), [self._resume_tile(run) for run in home.unfinished])
        self._group(self.tr("Work orders"), [self._order_tile(order) for order in home.orders])
        bound = {p.digest for order in home.orders for p in order.procedures}
        free = [p for p in home.procedures if p.digest not in bound]
        self._group(self.tr("Procedures"), [self._procedure_tile(p) for p in free])
        gone = [self._withdrawn_tile(each) for each in home.withdrawn]
        self._group(say("withdrawn_group", self.context.language), gone)
        if not (home.unfinished or home.orders or home.procedures or gone):
            text = self.tr("Nothing to do here yet. Ask your team lead to install a procedure.")
            self._list.add(Label(text, "heading", "soft"))
        self._list.body.addStretch(1)
        self._tell_disk(home)
        self._tell_skills(home)
        self._tell_answers(home)

    def _group(self, title: str, tiles: list[QWidget]) -> None:
        if not tiles:
            return
        self._list.add(Label(title, "label", "soft", bold=True))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, theme.px(12))
        grid.setSpacing(theme.scale.gap)
        columns = 1 if theme.scale.portrait else 2
        for index, tile in enumerate(tiles):
            grid.addWidget(tile, index // columns, index % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        self._list.add(holder)

    def _resume_tile(self, row: UnfinishedRun) -> QWidget:
        title = pick(row.run.title, self.context.language)
        step = pick(row.step_title, self.context.language)
        steps = self.tr("Step %1 of %2").replace("%1", str(min(row.done + 1, row.due)))
        place = f"{steps.replace('%2', str(row.due))} · {step}" if step else ""
        unit = row.run.unit or row.run.work_order or row.run.code
        tile = ResumeTile(title, unit, place, row.done / max(row.due, 1))
        if row.run.status == "paused":
            tile.show_state(self.tr("Paused"))
        elif row.held:
            tile.show_state(tell("lead_held", self.context.language))
        tile.clicked.connect(lambda: self.context.go("run", execution=row.run.execution))
        return tile

    def _order_tile(self, row: OfferedOrder) -> QWidget:
        procedure = row.procedures[0]
        order = row.order
        due = _short(order.due.date(), self.tr("d MMM")) if order.due else ""
        tile = OrderTile(
            order.number,
            pick(procedure.title, self.context.language),
            " · ".join(part for part in (order.product, order.variant, order.lot) if part),
            self.tr("%1 of %2 done")
            .replace("%1", str(row.done))
            .replace("%2", f"{order.quantity:g}"),
            self.tr("due %1").replace("%1", due) if due else "",
            f"{procedure.code} · {procedure.revision}",
            row.done / max(order.quantity, 1),
        )
        tile.clicked.connect(lambda: self.model.start_order(order.number, procedure.digest))
        self._badge(tile, procedure)
        return tile

    def _procedure_tile(self, procedure: OfferedProcedure) -> QWidget:
        minutes = max(1, round(procedure.standard_s / 60))
        facts = self.tr("%1 steps · about %2 min").replace("%1", str(procedure.steps))
        tile = ProcedureTile(
            pick(procedure.title, self.context.language),
            f"{procedure.code} · {procedure.revision}",
            facts.replace("%2", str(minutes)),
        )
        tile.clicked.connect(lambda: self.model.start_procedure(procedure.digest))
        self._badge(tile, procedure)
        return tile

    def _badge(self, tile: Tile, procedure: OfferedProcedure) -> None:
        """What is about to take over, or would if it could."""
        language, coming = self.context.language, procedure.upcoming
        if procedure.waiting:
            tile.show_badge(say("waiting", language, revision=procedure.waiting), "attention")
        elif coming is not None:
            key = "coming" if coming.here else "coming_later"
            date = day(coming.starts, self.context.desk.station.clock.now())
            tile.show_badge(say(key, language, revision=coming.revision, date=date))

    def _withdrawn_tile(self, gone: WithdrawnProcedure) -> QWidget:
        language = self.context.language
        what = say("withdrawn_tile", language, revision=gone.revision)
        orders = say("orders_wait", language, orders=", ".join(gone.orders)) if gone.orders else ""
        tile = WithdrawnTile(
            pick(gone.title, language),
            f"{what} · {gone.code}",
            pick(gone.reason, language),
            orders,
        )
        tile.clicked.connect(lambda: self.model.start_procedure(gone.digest))
        return tile

    def _tell_exceptions(self, home: Home) -> None:
        """What stops the station in large; what is only open for whom it concerns."""
        person, language = self.context.desk.station.person, self.context.language
        leads = person is not None and "team_lead" in person.roles
        self._lead.setVisible(leads)
        if home.stopped:
            self._open.show_text(tell("home_stopped", language), "failed", "stop")
        elif home.open_exceptions and leads:
            said = tell("home_open", language, count=home.open_exceptions)
            self._open.show_text(said, "attention", "exception")
        else:
            self._open.show_text("")

    def _tell_disk(self, home: Home) -> None:
        text = self.tr("The disk is nearly full. Work goes on; have space freed soon.")
        self._disk.show_text(text if home.disk_low else "", "attention", "disk")

    def _tell_skills(self, home: Home) -> None:
        """Ahead of the day on which a start would be refused."""
        said = runs_out(home.running_out, self.context.language)
        self._skills.show_text(said, "attention", "shield")

    def _tell_answers(self, home: Home) -> None:
        """Until they were read."""
        said = tell("answers_new", self.context.language, count=home.answers)
        self._answers.show_text(said if home.answers else "", "accent", "idea")

    # --- what happens ---

    def _begun(self, execution: str) -> None:
        """Locked or left meanwhile, the run waits among those to go on with."""
        if self.model.in_view:
            self.context.go("run", execution=execution)

    def _read_changes(self, release: str, begin: tuple[str, ...]) -> None:
        if self.model.in_view:
            self.context.go("change", release=release, begin=begin)

    def _refused(self, what: tuple[str, ...], outcome: Outcome) -> None:
        refuse_start(self.context, what, outcome, self._begun_with_coach)

    def _begun_with_coach(self, outcome: Outcome) -> None:
        self._begun(outcome.state.execution)

    def _unknown(self, code: str) -> None:
        words = self.tr("Nothing here belongs to this code: %1").replace("%1", code)
        self.context.shell.say(words, "attention")

    def _other_person(self, badge: str) -> None:
        from kiosk.operations.signing import sign_in

        self.context.desk.ask(sign_in, badge, then=self._welcome)

    def _welcome(self, person: object) -> None:
        self._head.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        antialiased(self).fillRect(self.rect(), theme.colour("ground"))


def _short(day: date, form: str) -> str:
    """Without the year: an order is due within weeks."""
    return QLocale().toString(QDate(day.year, day.month, day.day), form)
