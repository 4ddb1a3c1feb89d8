"""Facts of a station that belong to no execution, past tense. The journal names their kind.

Exceptions, answers and notes of no execution are those of `sop.events`, in no execution.
"""

from msgspec import Struct

from sop.events import Person


class BaseFact(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Stored under the name of its class."""


class ChangesAcknowledged(BaseFact, frozen=True):
    """`person` was shown every change of that release against `before`, and said so."""

    person: str
    release: str
    code: str
    revision: str
    before: str | None = None


class QuizAnswered(BaseFact, frozen=True):
    """Question `question` (from 0) of the release's quiz; `answer` as it stands in the document."""

    person: str
    release: str
    question: int
    answer: int
    correct: bool
    attempt: int = 1


class QuizPassed(BaseFact, frozen=True):
    """All that were asked are answered; `first_right` of them at the first try."""

    person: str
    release: str
    questions: tuple[int, ...]
    first_right: int


class SuggestionMade(BaseFact, frozen=True):
    """An operator's proposal on a step. `photos` are on disk."""

    suggestion: str
    person: Person
    release: str
    code: str
    revision: str
    step: str | None
    text: str
    photos: tuple[str, ...] = ()
    execution: str | None = None


class PinChosen(BaseFact, frozen=True):
    """`first`: with a one-time code; `witness` then stood by, with badge and PIN. `since`: the
    reset it was chosen under."""

    person: str
    first: bool = False
    witness: str | None = None
    since: int = 0


class PinTried(BaseFact, frozen=True):
    """A PIN or a one-time code is about to be evaluated: durable before it is. What it gave
    follows: accepted, refused, or nothing, when the power failed between."""

    person: str
    since: int = 0


class PinAccepted(BaseFact, frozen=True):
    person: str
    since: int = 0


class PinRefused(BaseFact, frozen=True):
    """`tries` so far, this one among them."""

    person: str
    since: int = 0
    tries: int = 0


class PinArrived(BaseFact, frozen=True):
    """Chosen at another station, sealed for this one."""

    person: str
    since: int


class PinLocked(BaseFact, frozen=True):
    """So many wrong PINs: nothing more is tried until the hub unlocks it. An alarm."""

    person: str
    tries: int
    since: int = 0


class RosterAccepted(BaseFact, frozen=True):
    count: int
    people: int
    revoked: int


class CallShown(BaseFact, frozen=True):
    """A call from another station of the line stood on this screen."""

    exception: str
    station: str


class CallAnswered(BaseFact, frozen=True):
    """It was answered here, by badge; `station` is where the exception is."""

    exception: str
    station: str
    person: Person


class ClockChanged(BaseFact, frozen=True):
    """The wall clock was set by `by_ms` (0: only its zone changed): it showed `before`, then
    `after`, both ISO 8601. While the machine slept or, `while_off`, between two starts, nothing
    else tells how much time passed."""

    by_ms: int
    before: str
    after: str
    while_off: bool = False


class ClockDrifted(BaseFact, frozen=True):
    """The wall clock is `by_ms` ahead of the hub's (behind: negative), give or take `within_ms`,
    half of what the question took. Within a minute: they agree again."""

    by_ms: int
    within_ms: int
    here: str
    hub: str
