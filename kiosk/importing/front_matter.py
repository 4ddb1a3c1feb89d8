"""The YAML head that wikis and site generators put before a page."""

import re

import yaml

from kiosk.importing.report import Listing

_HEAD = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)


def strip_front_matter(text: str, listing: Listing) -> tuple[str, str | None]:
    """The text with the head blanked (line numbers stay), and the title the head gives."""
    found = _HEAD.match(text)
    head = _mapping(found[1]) if found else None
    if found is None or head is None:
        return text, None
    for key, value in head.items():
        if key != "title":
            listing.leave_out(_line(found[1], str(key)), f"{key}: {value}", "front_matter")
    title = str(head["title"]) if head.get("title") else None
    return "\n" * found[0].count("\n") + text[found.end() :], title


def _mapping(head: str) -> dict[object, object] | None:
    try:
        loaded = yaml.safe_load(head)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    return loaded if isinstance(loaded, dict) else None


def _line(head: str, key: str) -> int:
    lines = head.split("\n")
    return next((n for n, line in enumerate(lines, 2) if line.startswith(key)), 1)
