"""From events to rows, in memory: what one batch of a log says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from hub.corrective import reading as corrective
from hub.records.facts import READERS
from hub.records.models import Answer, Execution, Photograph, Raised, Step, Trace, Unread
from hub.records.rollups import Counts
from sop import events as told
from sop.answers import Calculated, Chosen, Measured, Scanned, Signed, Ticked, Waited, Written
from sop.journal import decode, evidence_named_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

    from hub.ingest.models import Log
    from sop.journal import Envelope

_decode = msgspec.json.Decoder(told.Event).decode
_KINDS = {kind.__name__ for kind in told.Event.__args__}
_STATUS = {
    "ExecutionPaused": "paused",
    "ExecutionResumed": "running",
    "ExecutionHalted": "halted",
    "HaltLifted": "running",
    "ExecutionAborted": "aborted",
    "ExecutionCompleted": "completed",
}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Reading:
    """The rows of a batch. `executions` holds those touched, known ones given at the start."""

    def __init__(self, log: Log, known: dict[str, Execution]) -> None:
        self._log = log
        self.executions = known
        self.rows: dict[type[Model], list[Any]] = {}
        self.counts = Counts()

    def read(self, bodies: Iterable[tuple[int, bytes]]) -> None:
        for seq, body in bodies:
            try:
                self._event(seq, body, decode(body))
            except (msgspec.MsgspecError, UnicodeDecodeError, ValueError, OverflowError) as error:
                self._unread(seq, "", error)

    def _event(self, seq: int, body: bytes, envelope: Envelope) -> None:
        execution = envelope.execution
        if envelope.kind in corrective.KINDS and (row := corrective.told(self._log, seq, envelope)):
            self._add(row)
        for digest in evidence_named_in(body):
            self._add(Photograph(log=self._log, seq=seq, execution=execution or "", digest=digest))
        if execution is None:
            self._fact(seq, envelope)
            return
        if envelope.kind not in _KINDS:
            self._unread(seq, envelope.kind, "written by a newer version")
            return
        try:
            event = _decode(envelope.data)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            self._unread(seq, envelope.kind, error)
            return
        if (row := self._tell(seq, execution, event)) is not None:
            self.counts.add(row, envelope)
            if isinstance(event, told.StepCompleted):
                self.counts.add_work(event.duration_ms)

    def _fact(self, seq: int, envelope: Envelope) -> None:
        """Of the station's own facts those that some room makes rows of."""
        if (read := READERS.get(envelope.kind)) is not None:
            self._add(read(self._log, seq, envelope))

    def _tell(self, seq: int, execution: str, event: Any) -> Execution | None:
        """The run it belongs to, if it has one here."""
        at = moment(event.at)
        if isinstance(event, told.ExecutionStarted):
            self._started(seq, execution, event, at)
        row = self.executions.get(execution)
        if row is None:
            self._unread(seq, type(event).__name__, "its execution was never begun")
            return None
        row.parted = row.parted or row.log_id != self._log.pk
        row.last_seq, row.updated_at = max(row.last_seq, seq), max(row.updated_at, at)
        row.status = _STATUS.get(type(event).__name__, row.status)
        what = {"log": self._log, "seq": seq, "execution_id": execution, "at": at, "by": event.by}
        handle = getattr(self, f"_on_{type(event).__name__}", None)
        if handle is not None:
            handle(row, event, what)
        return row

    def _started(
        self, seq: int, execution: str, event: told.ExecutionStarted, at: datetime
    ) -> None:
        if execution in self.executions:
            return
        order = event.work_order
        self.executions[execution] = Execution(
            id=execution,
            log=self._log,
            device_id=self._log.device_id,
            first_seq=seq,
            last_seq=seq,
            station=event.station,
            operation=getattr(event, "operation", None) or "",
            release=event.release,
            code=event.code,
            revision=event.revision,
            operator=event.operator.id,
            operator_name=event.operator.name,
            work_order=order.number if order else "",
            product=order.product if order else "",
            unit=event.unit.serial or "",
            lot=event.unit.lot or (order.lot if order else "") or "",
            status="running",
            started_at=at,
            updated_at=at,
        )

    # --- one kind of event each ---

    def _on_StepEntered(self, row: Execution, event: told.StepEntered, what: Any) -> None:
        row.step = event.step

    def _on_StepCompleted(self, row: Execution, event: told.StepCompleted, what: Any) -> None:
        row.steps_done += 1
        self._add(
            Step(
                **what,
                step=event.step,
                visit=event.visit,
                duration_ms=event.duration_ms,
                timing=event.timing,
            )
        )

    def _on_StepSkipped(self, row: Execution, event: told.StepSkipped, what: Any) -> None:
        self._add(Step(**what, step=event.step, skipped=True, reason=event.reason))

    def _on_CheckPassed(self, row: Execution, event: told.CheckPassed, what: Any) -> None:
        self._answer(what, event, event.answer, passed=True)
        if isinstance(event.answer, Scanned):
            self._trace(what, event, event.answer)

    def _on_CheckFailed(self, row: Execution, event: told.CheckFailed, what: Any) -> None:
        row.failures += 1
        self._answer(what, event, event.answer, passed=False, reason=event.reason)

    def _on_AnswerCorrected(self, row: Execution, event: told.AnswerCorrected, what: Any) -> None:
        self._answer(
            what, event, event.new, passed=event.passed, reason=event.failure or "", corrected=True
        )

    def _on_DeviationSigned(self, row: Execution, event: Any, what: Any) -> None:
        row.deviations += 1

    def _on_ExceptionRaised(self, row: Execution, event: told.ExceptionRaised, what: Any) -> None:
        row.exceptions += 1
        self._add(
            Raised(
                **what,
                exception=event.exception,
                category=event.category,
                step=event.step or "",
                note=event.note,
                automatic=event.automatic,
            )
        )

    def _on_HandedOver(self, row: Execution, event: told.HandedOver, what: Any) -> None:
        row.operator, row.operator_name = event.to.id, event.to.name

    def _on_ExecutionAborted(self, row: Execution, event: Any, what: Any) -> None:
        row.ended_at = what["at"]

    def _on_ExecutionCompleted(
        self, row: Execution, event: told.ExecutionCompleted, what: Any
    ) -> None:
        row.result, row.ended_at = event.result, what["at"]

    # --- rows ---

    def _answer(self, what: Any, event: Any, answer: Any, **more: Any) -> None:
        text, value, unit = _said(answer)
        kind = answer.__struct_config__.tag
        self._add(
            Answer(
                **what, **more, step=event.step, check_id=event.check,
                kind=kind, text=text, value=value, unit=unit,
            )
        )  # fmt: skip

    def _trace(self, what: Any, event: told.CheckPassed, answer: Scanned) -> None:
        values = {"raw": answer.text, "lot": answer.lot, "serial": answer.serial,
                  "part": answer.part}  # fmt: skip
        for kind, value in values.items():
            if value:
                self._add(
                    Trace(
                        log=self._log, seq=what["seq"], execution_id=what["execution_id"],
                        kind=kind, value=value[:500], step=event.step, check_id=event.check,
                    )
                )  # fmt: skip

    def _unread(self, seq: int, kind: str, reason: object) -> None:
        self._add(Unread(log=self._log, seq=seq, kind=kind[:100], reason=str(reason)[:1000]))

    def _add(self, row: Any) -> None:
        self.rows.setdefault(type(row), []).append(row)


def moment(milliseconds: int) -> datetime:
    """Raises `OverflowError` for a clock beyond any calendar: such an event is flagged."""
    return _EPOCH + timedelta(milliseconds=milliseconds)


def _said(answer: Any) -> tuple[str, float | None, str]:
    if isinstance(answer, Measured | Calculated):
        return f"{answer.value:g} {answer.unit}".strip(), answer.value, answer.unit
    if isinstance(answer, Waited):
        return f"{answer.elapsed_ms / 1000:g} s", answer.elapsed_ms / 1000, "s"
    if isinstance(answer, Scanned | Written):
        return answer.text, None, ""
    if isinstance(answer, Chosen | Ticked):
        return ", ".join(answer.options if isinstance(answer, Chosen) else answer.items), None, ""
    if isinstance(answer, Signed):
        return f"{answer.name} ({answer.meaning})", None, ""
    return "", None, ""
