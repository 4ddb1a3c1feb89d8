"""Reasons: what is done out of the ordinary is done for one."""

from sop.execution.refusal import refuse


def stated(reason: str | None) -> str:
    """The reason without surrounding space. Refuses to go on without one."""
    text = (reason or "").strip()
    if not text:
        raise refuse("reason_missing")
    return text
