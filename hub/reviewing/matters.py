"""Which events need a human eye, and what is shown of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from sop.journal import Envelope

KINDS = {
    "deviation": ("偏差", "deviation"),
    "skipped": ("跳过工步", "step skipped"),
    "contingency": ("进入应急流程", "contingency entered"),
    "order": ("调整工步顺序", "order adjusted"),
    "exception": ("异常", "exception"),
    "disposed": ("班组长处置", "disposed of by a lead"),
    "held": ("扣留", "held"),
    "scrapped": ("报废", "scrapped"),
    "released": ("班组长放行工步", "step released by a lead"),
    "reassigned": ("改派", "assigned anew by a lead"),
    "lifted": ("撤回版本继续作业", "halt lifted by a lead"),
    "lead_note": ("班组长备注", "note by a lead"),
    "corrected": ("更正", "corrected"),
    "late": ("补录", "entered late"),
    "aborted": ("中止", "aborted"),
    "supervised": ("带教作业", "done under supervision"),
    "parted": ("两份记录", "two histories"),
    "branched": ("工位曾被克隆或恢复", "station cloned or restored"),
    "clock": ("时钟", "clock"),
    "pin_locked": ("PIN 锁定", "PIN locked"),
    "too_fast": ("过快", "too fast"),
    "rhythm": ("节奏过于均匀", "even rhythm"),
    "identical": ("测量值雷同", "identical readings"),
    "two_stations": ("同一工牌同时在两个工位", "one badge at two stations"),
}
"""Every kind there is, in both languages. The last four are signals."""
SIGNALS = ("too_fast", "rhythm", "identical", "two_stations")

_BY_KIND = {
    "DeviationSigned": "deviation",
    "StepSkipped": "skipped",
    "ContingencyEntered": "contingency",
    "OrderAdjusted": "order",
    "ExceptionRaised": "exception",
    "StepReleased": "released",
    "HaltLifted": "lifted",
    "AnswerCorrected": "corrected",
    "ExecutionAborted": "aborted",
    "ClockChanged": "clock",
    "ClockDrifted": "clock",
    "PinLocked": "pin_locked",
}
_NUL = rb"\u0000"
"""No database keeps one in a text."""
_DISPOSED = {"hold": "held", "scrap": "scrapped"}


def matter_in(envelope: Envelope) -> tuple[str, dict[str, Any]] | None:
    """Its kind and its facts, as they stand in the event; None for what needs no second look.

    An event that is not as ours are is looked at by whoever reads the record.
    """
    try:
        data = msgspec.json.decode(bytes(envelope.data).replace(_NUL, b""))
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    if not isinstance(data, dict):
        return None
    kind = _kind(envelope.kind, data)
    if kind is None:
        return None
    return kind, {key: it for key, it in data.items() if key not in ("kind", "at")}


def _kind(event: str, data: dict[str, Any]) -> str | None:
    match event:
        case "ExceptionDisposed":
            return _DISPOSED.get(str(data.get("disposition")), "disposed")
        case "HandedOver" if data.get("lead"):
            return "reassigned"
        case "NoteAdded" if data.get("lead"):
            return "lead_note"
        case "LogOpened" if data.get("parent"):
            return "branched"
        case "ExecutionStarted" if data.get("supervised"):
            return "supervised"
    known = _BY_KIND.get(event)
    return "late" if known is None and data.get("late_ms") else known


def people_in(data: object) -> set[str]:
    """Whoever an event names as having performed, led, coached or signed."""
    found = set[str]()
    if isinstance(data, dict):
        for key, it in data.items():
            if key in ("by", "signer") and isinstance(it, str):
                found.add(it)
            elif key in ("operator", "lead", "coach", "to", "person") and isinstance(it, dict):
                found.add(str(it.get("id", "")))
            else:
                found |= people_in(it)
    return found
