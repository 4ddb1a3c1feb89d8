"""What a check was answered with, in the reader's words: options by their text, codes with their
separators made visible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hub.pages.templatetags.words import readable, say, speak, word

if TYPE_CHECKING:
    from sop.procedure import Check, Procedure


def check_of(procedure: Procedure | None, step: str, check: str) -> Check | None:
    found = procedure.step(step) if procedure else None
    return found.check(check) if found else None


def said(answer: dict[str, Any], check: Check | None) -> str:
    """Of an answer as it lies in its event. Empty for one that says no more than that it is so."""
    match answer.get("kind"):
        case "choice":
            return _texts(answer["options"], getattr(check, "options", []))
        case "checklist":
            return _texts(answer["items"], getattr(check, "items", []))
        case "scan" | "text":
            return readable(answer["text"])
        case "measurement" | "calculation":
            return f"{answer['value']:g} {answer.get('unit', '')}".strip()
        case "timer":
            return f"{answer['elapsed_ms'] / 1000:g} {say('秒', 's')}"
        case "photo":
            return _photographs(len(answer["photos"]))
        case "sign_off":
            return say("{0}（{1}）", "{0} ({1})").format(answer["name"], word(answer["meaning"]))
    return ""


def _texts(chosen: list[str], known: list[Any]) -> str:
    """Those options; the id of one its release does not know."""
    texts = {it.id: speak(it.text) for it in known}
    return say("；", "; ").join(texts.get(it, it) for it in chosen)


def _photographs(count: int) -> str:
    return say(f"{count} 张照片", "1 photograph" if count == 1 else f"{count} photographs")
