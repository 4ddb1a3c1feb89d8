"""What an import did, and above all what it could not place."""

from dataclasses import dataclass, field
from pathlib import Path

from kiosk.importing.reasons import REASONS


@dataclass(frozen=True)
class Entry:
    """One thing of the source: its line (0: the whole document), itself, and why it is listed.

    `reason` is a key of `kiosk.importing.reasons`.
    """

    line: int
    what: str
    reason: str

    def text(self, language: str) -> str:
        return REASONS[self.reason]["zh" if language.startswith("zh") else "en"]


@dataclass
class Listing:
    """Collects entries while the document is read."""

    unplaced: list[Entry] = field(default_factory=list)
    notes: list[Entry] = field(default_factory=list)

    def leave_out(self, line: int, what: str, reason: str) -> None:
        """List something of the source that is not in the procedure."""
        self.unplaced.append(Entry(line, what, reason))

    def note(self, line: int, what: str, reason: str) -> None:
        """List something that is in the procedure, but not as it stood."""
        self.notes.append(Entry(line, what, reason))


@dataclass(frozen=True)
class ImportReport:
    """What became of the document. `unplaced` is not in the procedure; `notes` is, changed."""

    folder: Path
    code: str
    title: str
    language: str
    sections: int
    steps: int
    pictures: int
    parts: int
    tools: int
    warnings: int
    unplaced: tuple[Entry, ...]
    notes: tuple[Entry, ...]
