"""A command that cannot be carried out now, and why."""

from msgspec import Struct


class Refusal(Struct, frozen=True, omit_defaults=True):
    """Nothing happened. `code` is a key of `sop.messages`, `details` what was expected and came."""

    code: str
    details: dict[str, str] = {}


class Refused(Exception):
    """Carries a refusal out of the rule that found it; `decide` turns it into its answer."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def refuse(code: str, **details: str) -> Refused:
    """The exception to raise: `raise refuse("step_not_current", step=…)`."""
    return Refused(Refusal(code, details))


def insist(refusal: Refusal | None) -> None:
    """Raise what a rule answered, if it answered no."""
    if refusal is not None:
        raise Refused(refusal)
