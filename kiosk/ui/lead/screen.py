"""The team lead's view: what is open on the left, one of it in full on the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout

from kiosk.ui.exception.sheet import log_exception
from kiosk.ui.i18n import pick
from kiosk.ui.lead.details import Details, effect_of
from kiosk.ui.lead.doing import Doing
from kiosk.ui.lead.view_model import LeadModel
from kiosk.ui.lead.work import brief, moment, standing, subject_of
from kiosk.ui.run.holding import ago
from kiosk.ui.run.words import say
from kiosk.ui.shell.head import Head
from kiosk.ui.shell.screen import Screen
from kiosk.ui.theme import theme
from kiosk.ui.widgets.buttons import Button
from kiosk.ui.widgets.label import Label
from kiosk.ui.widgets.painting import antialiased
from kiosk.ui.widgets.rows import ListRow
from kiosk.ui.widgets.scrolling import ScrollArea

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from kiosk.operations.browsing import UnfinishedRun
    from kiosk.operations.exceptions import OpenException
    from kiosk.ui.lead.view_model import Desktop
    from kiosk.ui.shell.context import Context
    from sop.wire.messages import News


class LeadScreen(Screen):
    """`enter` may name the run one came from and the exception to show."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.model = LeadModel(context.desk, lambda: context.language)
        self.doing = Doing(self.model, context)
        self.model.shown.connect(lambda _: self._render())
        self._from: str | None = None
        self._exception: str | None = None
        self._run: str | None = None
        self._rows: dict[str, ListRow] = {}
        self._past: str | None = None
        self._head = Head(context)
        self._head.back.connect(self._back)
        self.log = Button("", "attention", "exception")
        self.log.clicked.connect(lambda: log_exception(context))
        self._head.row.addWidget(self.log)
        self.list = ScrollArea()
        self.details = Details(context.desk)
        self.details.wanted.connect(self._wanted)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._lay_out()

    # --- Screen ---

    def enter(
        self, execution: str | None = None, exception: str | None = None, **what: Any
    ) -> None:
        self.model.in_view = True
        self._from, self._run, self._exception = execution, execution, exception
        self._past = None
        self._head.refresh()
        self.model.refresh()

    def again(self) -> dict[str, Any] | None:
        return {"execution": self._from, "exception": self._exception}

    def leave(self) -> None:
        self.model.in_view = False

    def retranslate(self) -> None:
        self._render()

    def _back(self) -> None:
        if self._from is not None:
            self.context.go("run", execution=self._from)
        else:
            self.context.go("home")

    # --- what it shows ---

    def _render(self) -> None:
        desktop, language = self.model.desktop, self.context.language
        self._choose(desktop)
        self._head.show_title(say("lead_screen", language), self.context.desk.station.name)
        self.log.setText(say("lead_log", language))
        self.list.clear()
        self._rows = {it.exception: self._exception_row(it) for it in desktop.exceptions}
        runs = {it.run.execution: self._run_row(it) for it in desktop.runs}
        self._group("lead_open", list(self._rows.values()))
        self._group("lead_runs", list(runs.values()))
        past = {it.about: self._past_row(it) for it in desktop.past}
        self._group("lead_work", list(past.values()))
        self._rows |= runs | past
        self._show_details(desktop)

    def _choose(self, desktop: Desktop) -> None:
        """What was shown stays, as long as it is there; else the first that is open."""
        if self._past in [it.about for it in desktop.past]:
            return
        self._past = None
        exceptions = [it.exception for it in desktop.exceptions]
        if self._exception not in exceptions:
            wanted = [it.exception for it in desktop.exceptions if it.execution == self._run]
            self._exception = next(iter([*wanted, *([] if self._run else exceptions)]), None)
        runs = [it.run.execution for it in desktop.runs]
        if self._run not in runs:
            self._run = None if self._exception else next(iter(runs), None)

    def _show_details(self, desktop: Desktop) -> None:
        language, now = self.context.language, self.context.desk.station.now_ms()
        self._mark(self._exception or self._past or self._run)
        found = self.model.exception(self._exception or "")
        if found is not None:
            state = self.model.state(found.execution)
            work = desktop.work.get(found.exception)
            self.details.show_exception(found, state, now, language, work)
            return
        past = next((it for it in desktop.past if it.about == self._past), None)
        if past is not None:
            self.details.show_past(past, now, language)
            return
        run = next((it.run for it in desktop.runs if it.run.execution == self._run), None)
        state = self.model.state(self._run)
        if run is not None and state is not None:
            self.details.show_run(run, state, language)
        else:
            self.details.show_nothing(language)

    def _mark(self, chosen: str | None) -> None:
        """The row whose details stand beside the list."""
        for name, row in self._rows.items():
            row.setCheckable(name == chosen)
            row.setChecked(name == chosen)

    def _group(self, key: str, rows: list[ListRow]) -> None:
        if rows:
            self.list.add(Label(say(key, self.context.language), "label", "soft", bold=True))
        for row in rows:
            self.list.add(row)

    def _exception_row(self, each: OpenException) -> ListRow:
        language, raised = self.context.language, each.case.raised
        word, tone, icon = effect_of(each, self.model.state(each.execution), language)
        title = say(f"category_{raised.category}", language)
        severity = say(f"severity_{raised.severity}", language)
        now = self.context.desk.station.now_ms()
        where = (each.run.unit or pick(each.run.title, language)) if each.run else ""
        where = where or say("lead_no_run", language)
        detail = f"{ago(now - raised.at, language)} · {where} · {each.raised_by}"
        row = ListRow(f"{title} · {severity}", detail, word, icon, tone=tone)  # type: ignore[arg-type]
        row.setObjectName(f"exception_{each.exception}")
        row.clicked.connect(partial(self._pick_exception, each.exception))
        return row

    def _run_row(self, each: UnfinishedRun) -> ListRow:
        language, run = self.context.language, each.run
        detail = f"{run.unit or run.work_order or run.code} · {pick(each.step_title, language)}"
        row = ListRow(pick(run.title, language), detail, "", "play")
        row.setObjectName(f"run_{run.execution}")
        row.clicked.connect(partial(self._pick_run, run.execution))
        return row

    def _past_row(self, each: News) -> ListRow:
        language, now = self.context.language, self.context.desk.station.now_ms()
        _, tone, icon = standing(each, moment(now), language)
        detail, word = brief(each, moment(now), language)
        row = ListRow(subject_of(each, language), detail, word, icon, tone=tone)
        row.setObjectName(f"work_{each.about}")
        row.clicked.connect(partial(self._pick_past, each.about))
        return row

    def _pick_exception(self, exception: str, *_: object) -> None:
        self._exception, self._past = exception, None
        self._show_details(self.model.desktop)

    def _pick_run(self, execution: str, *_: object) -> None:
        self._exception, self._run, self._past = None, execution, None
        self._show_details(self.model.desktop)

    def _pick_past(self, exception: str, *_: object) -> None:
        self._exception, self._run, self._past = None, None, exception
        self._show_details(self.model.desktop)

    # --- what the hand did ---

    def _wanted(self, key: str) -> None:
        exception, doing = self._exception, self.doing
        found = self.model.exception(exception or "")
        execution = found.execution if found is not None else self._run
        if key == "lead_log":
            log_exception(self.context)
        elif key == "lead_note":
            doing.note(execution, exception)
        elif exception is not None and key in self._about_exceptions:
            self._about_exceptions[key](exception)
        elif execution is not None and key in self._about_runs:
            self._about_runs[key](execution)

    @property
    def _about_exceptions(self) -> dict[str, Callable[[str], None]]:
        doing = self.doing
        return {
            "lead_answer": doing.answer,
            "dispose_continue": doing.go_on,
            "dispose_rework": doing.rework,
            "dispose_hold": doing.hold,
            "dispose_scrap": doing.scrap,
        }

    @property
    def _about_runs(self) -> dict[str, Callable[[str], None]]:
        doing = self.doing
        return {
            "lead_go_to_run": lambda each: self.context.go("run", execution=each),
            "lead_order": doing.order,
            "lead_reassign": doing.reassign,
            "deviation": doing.deviate,
            "contingency": doing.contingency,
            "lead_note_run": lambda each: doing.note(each, None),
        }

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        margin = theme.scale.margin
        page.setContentsMargins(margin, theme.px(20), margin, theme.px(20))
        page.setSpacing(theme.scale.gap)
        page.addWidget(self._head)
        way = QBoxLayout.Direction
        body = QBoxLayout(way.TopToBottom if theme.scale.portrait else way.LeftToRight)
        body.setSpacing(theme.px(20))
        body.addWidget(self.list, 2)
        body.addWidget(self.details, 3)
        page.addLayout(body, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        antialiased(self).fillRect(self.rect(), theme.colour("ground"))
