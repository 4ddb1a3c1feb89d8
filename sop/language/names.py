"""File names that mean the same on every system a package may travel through."""

import unicodedata
from collections.abc import Iterable, Iterator

from sop.language import limits
from sop.language.problems import Problem, refused

SHEET = "sop.yaml"
_LEFTOVERS = frozenset({"thumbs.db", "desktop.ini"})
_FORBIDDEN = frozenset('<>:"|?*')
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"}
)


def is_leftover(name: str) -> bool:
    """What systems and tools leave in folders: no part of the package, and no problem."""
    parts = name.casefold().split("/")
    hidden = any(part.startswith(".") and part not in {".", ".."} for part in parts)
    return hidden or parts[0] == "__macosx" or parts[-1] in _LEFTOVERS


def key_of(name: str) -> str:
    """Equal for names that some system cannot tell apart (case, composed accents)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def check_name(name: str) -> Iterator[Problem]:
    """What would keep a name from being written somewhere, or let it lead outside."""
    shown = printable(name)
    parts = name.split("/")
    if name.startswith("/") or "\\" in name or name[1:2] == ":" or ".." in parts:
        yield refused(shown, "name_escapes", name=shown)
    elif len(name) > limits.NAME_CHARACTERS or len(parts) > limits.FOLDER_DEPTH:
        yield refused(shown, "name_too_long", limit=limits.NAME_CHARACTERS,
                      depth=limits.FOLDER_DEPTH)  # fmt: skip
    elif any(_unusable(part) for part in parts):
        yield refused(shown, "name_unusable", name=shown)
    elif any(part.split(".")[0].strip().casefold() in _DEVICES for part in parts):
        yield refused(shown, "name_reserved", name=shown)


def check_clashes(names: Iterable[str]) -> Iterator[Problem]:
    """Two names that are one on Windows or macOS: `Flange.png` beside `flange.png`."""
    seen: dict[str, str] = {}
    for name in sorted(names):
        first = seen.setdefault(key_of(name), name)
        if first != name:
            yield refused(printable(name), "name_clash", other=printable(first))
        parents = name.split("/")[:-1]
        for depth in range(1, len(parents) + 1):
            folder = "/".join(parents[:depth])
            if seen.setdefault(key_of(folder) + "/", folder) != folder or key_of(folder) in seen:
                yield refused(printable(name), "name_clash", other=printable(folder))


def printable(name: str) -> str:
    """A name fit for a screen, whatever bytes it was made of."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)[:200]


def _unusable(part: str) -> bool:
    try:
        size = len(part.encode("utf-8"))
    except UnicodeEncodeError:
        return True
    odd = any(c in _FORBIDDEN or not c.isprintable() for c in part)
    return not part.strip() or part == "." or part[-1] in ". " or odd or size > limits.PART_BYTES
