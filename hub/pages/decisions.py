"""What was decided in a run by somebody who may: team leads, coaches; who answered, and notes."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from hub.pages.templatetags.words import say, speak, word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sop.procedure import Procedure

_RAISED = "ExceptionRaised"
_DISPOSED = {
    "continue": ("处置：继续", "disposed of: go on"),
    "rework": ("处置：从“{step}”返工", "disposed of: rework from “{step}”"),
    "scrap": ("处置：报废", "disposed of: scrap"),
    "hold": ("处置：扣留待定", "disposed of: stays on hold"),
}


def decisions(
    events: Iterable[dict[str, Any]], procedure: Procedure | None
) -> list[dict[str, Any]]:
    """In the order they were recorded: `at`, `who`, `what` and `why`, in the reader's words."""
    events, found = list(events), []
    called = {it["data"].get("exception"): it["data"] for it in events if it["kind"] == _RAISED}
    for it in events:
        with suppress(KeyError, TypeError, AttributeError):  # an event not as ours are
            if told := _told(it["kind"], it["data"], called, procedure):
                found.append(_row(it["at"], *told))
    return found


def _row(at: str, who: str, what: str, why: str) -> dict[str, Any]:
    return {"at": at, "who": who, "what": what, "why": why}


def _told(
    kind: str, data: dict[str, Any], called: dict[str, Any], procedure: Procedure | None
) -> tuple[str, str, str] | None:
    lead = data.get("lead") or {}
    name, why = lead.get("name", ""), data.get("reason", "")
    match kind:
        case "ExceptionDisposed":
            zh, en = _DISPOSED.get(data["disposition"], (data["disposition"],) * 2)
            step = _step(procedure, data.get("to") or "")
            return name, f"{_category(data, called)} · {say(zh, en).format(step=step)}", why
        case "ExceptionAnswered":
            where = data.get("station")
            at = say(f"（工位 {where}）", f" (station {where})") if where else ""
            said = say("响应呼叫", "answered the call") + at
            return data["person"]["name"], f"{_category(data, called)} · {said}", ""
        case "ExceptionEscalated":
            said = say(f"升级通知：{data['to']}", f"went on to: {data['to']}")
            return "", f"{_category(data, called)} · {said}", ""
        case "OrderAdjusted":
            steps = " → ".join(_step(procedure, each) for each in data["steps"])
            return name, say(f"调整工步顺序：{steps}", f"another order of steps: {steps}"), why
        case "HandedOver" if lead:
            to = data["to"]["name"]
            return name, say(f"改派给 {to}", f"assigned the run to {to}"), why
        case "NoteAdded":
            return name, say("备注", "note"), data.get("note", "")
        case "CoachSigned":
            said = say("带教人签名：在监督下完成", "coach signed: done under supervision")
            return data["coach"]["name"], said, data.get("note", "")
    return None


def _category(data: dict[str, Any], called: dict[str, Any]) -> str:
    raised = called.get(data["exception"])
    return word(raised["category"]) if raised else say("异常", "exception")


def _step(procedure: Procedure | None, step: str) -> str:
    found = procedure.step(step) if procedure else None
    return speak(found.title) if found else step
