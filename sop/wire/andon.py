"""What the stations of one line say to each other over their own network, hub or no hub.

A station tells all its open calls anew at every change, and again until each other station has
heard it: what was lost, came twice or in another order is put right by the next time. A call that
is told no more is over.
"""

from __future__ import annotations

from msgspec import Struct

from sop.events import Category
from sop.procedure import Effect, Severity

MOST_BYTES = 256 * 1024
"""Of one message. Nothing larger is listened to: photographs do not travel here."""
MOST_CALLS = 40
NOTE_LENGTH = 500


class Taken(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody comes: `at` (ISO 8601, the calling station's clock) they showed a badge at
    `station`; None where that is the calling station itself."""

    person: str
    name: str
    at: str
    station: str | None = None


class Call(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An exception that is not disposed of. `raised_at` by the calling station's wall clock;
    `open_s` how long it has stood, by its monotonic clock, when it was told: whoever hears it
    needs no clock that agrees. `title`, `step_title` by language. `called`: the roles it went on
    to, in their order. `held`: a team lead left it standing, knowingly.
    """

    exception: str
    raised_at: str
    open_s: float
    category: Category
    severity: Severity = "minor"
    effect: Effect = "continue"
    code: str = ""
    revision: str = ""
    title: dict[str, str] = {}
    step: str = ""
    step_title: dict[str, str] = {}
    unit: str = ""
    note: str = ""
    by: str = ""
    called: tuple[str, ...] = ()
    taken: tuple[Taken, ...] = ()
    held: bool = False


class Message(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="say"):
    """`session` is made anew whenever the sender starts: it remembers nothing of before."""

    session: str


class Calls(Message, frozen=True, tag="calls"):
    """All open calls of the sender, who is `station`. Within a session a higher `number` is
    later; every change is another number."""

    station: str
    number: int
    calls: tuple[Call, ...] = ()


class Heard(Message, frozen=True, tag="heard"):
    """The sender has the calls `number` of the session `of`."""

    of: str
    number: int


class Coming(Message, frozen=True, tag="coming"):
    """At the sender's, `station`, a person took the receiver's call, by badge. Repeated until it
    is `Noted`."""

    exception: str
    person: str
    station: str


class Noted(Message, frozen=True, tag="noted"):
    """The answer of `person` is on disk where the exception is; or it never will be, `refused`:
    unknown_person, or over when the call had ended."""

    exception: str
    person: str
    refused: str = ""


Said = Calls | Heard | Coming | Noted
