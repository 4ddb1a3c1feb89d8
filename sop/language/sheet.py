"""Reading `sop.yaml` into values that remember where they stand.

Read as YAML 1.2 would: `no`, `on` and 2026-01-01 are words, not surprises. Anchors, aliases and
tags are refused: a sheet reads from top to bottom, and a billion laughs stay unlaughed. The tree
is built from the parser's events, so depth and count are limited while reading, not after.
"""

import math
import re
from dataclasses import dataclass, field

import yaml

from sop.language import limits
from sop.language.problems import Problem, refused
from sop.language.slips import fullwidth_sign

Plain = bool | int | float | str | list["Plain"] | dict[str, "Plain"] | None
Path = tuple[str | int, ...]
# libyaml only: the parser in Python reads some sheets differently ("torque?}" is an error to it).
_Parser = yaml.CSafeLoader

_NULL = re.compile(r"(?:~|null|Null|NULL|)\Z")
_BOOL = re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z")
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}\Z", re.ASCII)
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z", re.ASCII)
# The group separator belongs to GS1 barcodes; other controls and direction overrides hide things.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1c\x1e\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass
class Node:
    """A value with its place, counted from 1. `written` is a bare scalar as the author wrote it."""

    value: "bool | int | float | str | list[Node] | dict[str, Node] | None"
    line: int
    column: int
    written: str | None = None
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)

    def plain(self) -> Plain:
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        return self.value

    def find(self, path: Path) -> "Node":
        """The node at `path`, or the nearest one above it."""
        node = self
        for part in path:
            inner = node.value
            if isinstance(inner, dict) and part in inner:
                node = inner[str(part)]
            elif isinstance(inner, list) and isinstance(part, int) and part < len(inner):
                node = inner[part]
            else:
                break
        return node

    def place(self, path: Path) -> tuple[int, int]:
        """Line and column: of the key where there is one, so that a reader lands on its name."""
        above = self.find(path[:-1])
        if path and isinstance(path[-1], str) and path[-1] in above.keys:
            return above.keys[path[-1]]
        node = self.find(path)
        return node.line, node.column


class SheetError(Exception):
    """The sheet stops being readable here; nothing after it can be judged."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def read_sheet(content: bytes, file: str) -> tuple[Node, list[Problem]]:
    """The tree of a sheet and what is wrong with its writing. Raises `SheetError`."""
    text = _decode(content, file)
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=_Parser):
            builder.take(event)
    except SheetError as error:
        raise SheetError(*builder.problems, *error.problems) from error
    except yaml.YAMLError as error:
        raise SheetError(*builder.problems, _syntax_problem(file, text, error)) from error
    if builder.root is None:
        raise SheetError(refused(file, "sheet_empty", 1, 1))
    return builder.root, builder.problems


def _decode(content: bytes, file: str) -> str:
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise SheetError(refused(file, "encoding_utf16", 1, 1))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        place = before.count(b"\n") + 1, column
        raise SheetError(refused(file, _encoding_code(content), *place)) from error
    return text


def _encoding_code(content: bytes) -> str:
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return "encoding_unknown"
    return "encoding_gbk"


def _syntax_problem(file: str, text: str, error: yaml.YAMLError) -> Problem:
    if isinstance(error, yaml.reader.ReaderError):
        # libyaml counts bytes, not characters.
        before = text.encode()[: error.position].decode("utf-8", "ignore")
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        return refused(file, "hidden_character", *place, character=_point(error.character))
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines()
    line = min(line, max(len(lines), 1))
    row = lines[line - 1] if lines else ""
    reason = str(getattr(error, "problem", None) or error)
    # The parser stumbles over Chinese punctuation in the line itself or in the one after it.
    for number in (line, line - 1):
        if number and (sign := fullwidth_sign(written := lines[number - 1] if lines else "")):
            return refused(file, "yaml_fullwidth", number, written.index(sign) + 1, seen=sign)
    return refused(file, _syntax_code(row, column, reason), line, column, reason=reason)


def _syntax_code(row: str, column: int, reason: str) -> str:
    if "\t" in row[: max(column, 1)] and not row[: column - 1].strip():
        return "yaml_tab"
    if "escape" in reason:
        return "yaml_escape"
    if "mapping values are not allowed" in reason:
        return "yaml_colon"
    if "cannot start any token" in reason or "unknown directive" in reason:
        return "yaml_start"
    if "quoted scalar" in reason or "end of stream" in reason:
        return "yaml_quote"
    return "yaml_indent" if "did not find expected" in reason else "yaml_syntax"


def _point(character: object) -> str:
    number = character if isinstance(character, int) else ord(str(character)[0])
    return f"U+{number:04X}"


class _Builder:
    """Turns parser events into nodes; holds what is still open, outermost first."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._open: list[Node] = []
        self._key: list[tuple[str, int, int] | None] = []
        self._count = 0
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        mark = event.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._stop("yaml_documents", line, column)
        elif isinstance(event, yaml.AliasEvent):
            self._say("yaml_alias", line, column, name=event.anchor)
            self._add(Node(None, line, column))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()
        elif isinstance(event, yaml.NodeEvent):
            self._node(event, line, column)

    def _node(self, event: yaml.NodeEvent, line: int, column: int) -> None:
        if event.anchor is not None:
            self._say("yaml_anchor", line, column, name=event.anchor)
        if getattr(event, "tag", None) not in {None, "!"}:
            self._say("yaml_tag", line, column, tag=event.tag)  # type: ignore[attr-defined]
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line, column)
        else:
            is_list = isinstance(event, yaml.SequenceStartEvent)
            self._begin(Node([] if is_list else {}, line, column))

    def _scalar(self, event: yaml.ScalarEvent, line: int, column: int) -> None:
        hidden = _HIDDEN.search(event.value)
        if hidden:
            self._say("hidden_character", line, column, character=_point(hidden.group()))
        if self._expects_key():
            self._take_key(event.value, line, column)
        elif event.style is None or event.style == "":
            self._add(Node(_scalar_value(event.value), line, column, written=event.value))
        else:
            self._add(Node(event.value, line, column))

    def _begin(self, node: Node) -> None:
        if self._expects_key():
            self._stop("yaml_key", node.line, node.column)
        if len(self._open) >= limits.SHEET_DEPTH:
            self._stop("sheet_too_deep", node.line, node.column, limit=limits.SHEET_DEPTH)
        self._add(node)
        self._open.append(node)
        self._key.append(None)

    def _close(self) -> None:
        self._open.pop()
        self._key.pop()

    def _expects_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1].value, dict) and not self._key[-1]

    def _take_key(self, key: str, line: int, column: int) -> None:
        mapping = self._open[-1]
        if key in mapping.keys:
            first = mapping.keys[key][0]
            self._say("yaml_duplicate_key", line, column, key=key, first=first)
        else:
            mapping.keys[key] = (line, column)
        self._key[-1] = (key, line, column)

    def _add(self, node: Node) -> None:
        self._count += 1
        if self._count > limits.SHEET_NODES:
            self._stop("sheet_too_many", node.line, node.column, limit=limits.SHEET_NODES)
        if not self._open:
            self.root = node
            return
        container = self._open[-1].value
        if isinstance(container, list):
            container.append(node)
        elif isinstance(container, dict) and self._key[-1]:
            # The first of two equal keys stays, so that later problems point at one place.
            container.setdefault(self._key[-1][0], node)
            self._key[-1] = None
        elif isinstance(container, dict):
            self._stop("yaml_key", node.line, node.column)

    def _say(self, code: str, line: int, column: int, **details: object) -> None:
        if len(self.problems) < limits.SHEET_NODES:
            self.problems.append(refused(self.file, code, line, column, **details))

    def _stop(self, code: str, line: int, column: int, **details: object) -> None:
        raise SheetError(refused(self.file, code, line, column, **details))


def _scalar_value(written: str) -> bool | int | float | str | None:
    if _NULL.match(written):
        return None
    if _BOOL.match(written):
        return written.lower() == "true"
    if _WHOLE.match(written):
        return int(written)
    if _DECIMAL.match(written) and len(written) < 40 and math.isfinite(float(written)):
        return float(written)
    return written
