"""A Markdown text as the flat list of its visible blocks, each with its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin

from kiosk.importing.definitions import FOOTNOTE, list_definitions, with_footnotes
from kiosk.importing.dialects import standard
from kiosk.importing.html_text import read_html
from kiosk.importing.inline import Image, Inline, NamedPart, flatten
from kiosk.importing.report import Listing

Kind = Literal["heading", "text", "table"]

_DEEPEST = 60
_LEAVES = {"heading_open", "paragraph_open", "table_open"}


@dataclass(frozen=True)
class Block:
    """`level`: of a heading. `depth`: of the list it lies in, 0 outside of lists.

    `marker` is set on the first block of a list item: "•", or the number with a dot. `lead` is the
    bold text it begins with. `notes` are the numbers, from 0, of the footnotes it refers to.
    """

    kind: Kind
    line: int
    text: str = ""
    level: int = 0
    depth: int = 0
    marker: str = ""
    lead: str = ""
    quoted: bool = False
    images: tuple[Image, ...] = ()
    parts: tuple[NamedPart, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    attributes: str = ""
    notes: tuple[int, ...] = ()

    @property
    def ordered(self) -> bool:
        return self.marker[:1].isdigit()


class _Parser(MarkdownIt):
    """Leaves the judging of addresses to us: one that it refuses would turn into text."""

    def validateLink(self, url: str) -> bool:
        return True


@dataclass(frozen=True)
class _Place:
    depth: int = 0
    marker: str = ""
    quoted: bool = False


def read_blocks(text: str, listing: Listing) -> list[Block]:
    """Every visible block in reading order; what is not visible goes to the listing."""
    options = {"html": True, "maxNesting": _DEEPEST, "store_labels": True}
    parser = _Parser("commonmark", options).enable(["table", "strikethrough"])
    env: dict[str, Any] = {}
    tokens = parser.use(footnote_plugin).parse(standard(text), env)
    lines = text.split("\n")
    _list_unread(lines, tokens, list_definitions(lines, tokens, env, listing), listing)
    tree = SyntaxTreeNode(tokens)
    blocks = [block for block in _walk(tree, _Place(), listing) if _says_something(block)]
    return with_footnotes(blocks, _footnotes(tree, listing))


def _footnotes(tree: SyntaxTreeNode, listing: Listing) -> dict[int, list[Block]]:
    """What stands in each footnote, by its number from 0."""
    block = next((node for node in tree.children if node.type == "footnote_block"), None)
    return {
        int(note.meta["id"]): list(filter(_says_something, _walk(note, _Place(), listing)))
        for note in (block.children if block else ())
    }


def _list_unread(
    lines: list[str], tokens: list[Token], definitions: set[int], listing: Listing
) -> None:
    """Lines that reached no block: footnotes nobody refers to, and what is nested too deeply."""
    read = set(definitions)
    for token in tokens:
        if token.map and (token.nesting == 0 or token.type in _LEAVES):
            read.update(range(*token.map))
    for number, line in enumerate(lines):
        if number not in read and re.search(r"\w", line):
            reason = "footnote_unused" if FOOTNOTE.match(line) else "not_read"
            listing.leave_out(number + 1, line.strip(), reason)


def _says_something(block: Block) -> bool:
    return bool(block.text or block.images or block.rows or block.kind == "heading")


def _walk(node: SyntaxTreeNode, place: _Place, listing: Listing) -> Iterator[Block]:
    for child in node.children:
        if child.type in ("bullet_list", "ordered_list"):
            yield from _list(child, place, listing)
        elif child.type == "blockquote":
            yield from _walk(child, replace(place, quoted=True), listing)
        elif child.type != "footnote_block":
            yield from _leaf(child, place, listing)
        # Only the first block of an item carries its marker.
        place = replace(place, marker="")


def _list(node: SyntaxTreeNode, place: _Place, listing: Listing) -> Iterator[Block]:
    number = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
    for item in node.children:
        marker = "•" if number is None else f"{number}."
        yield from _walk(item, replace(place, depth=place.depth + 1, marker=marker), listing)
        number = None if number is None else number + 1


def _leaf(node: SyntaxTreeNode, place: _Place, listing: Listing) -> Iterator[Block]:
    line = (node.map or (0, 0))[0] + 1
    base = Block("text", line, depth=place.depth, marker=place.marker, quoted=place.quoted)
    if node.type == "heading":
        level = int(node.tag[1:])
        yield _inline(replace(base, kind="heading", level=level), _children(node), listing)
    elif node.type == "paragraph":
        yield _inline(base, _children(node), listing)
    elif node.type in ("fence", "code_block"):
        yield replace(base, text=node.content.rstrip("\n"))
    elif node.type == "html_block":
        found = read_html(node.content, line, listing)
        yield replace(base, text=found.text, images=found.images, lead=found.lead)
    elif node.type == "table":
        yield _table(base, node, listing)


def _children(node: SyntaxTreeNode) -> list[Token]:
    inline = node.children[0] if node.children else None
    return list(inline.token.children or ()) if inline and inline.token else []


def _inline(base: Block, tokens: list[Token], listing: Listing) -> Block:
    return _with(base, flatten(tokens, base.line, listing))


def _with(base: Block, found: Inline) -> Block:
    return replace(
        base,
        text=found.text,
        lead=found.lead,
        images=found.images,
        parts=found.parts,
        attributes=found.attributes,
        notes=found.notes,
    )


def _table(base: Block, node: SyntaxTreeNode, listing: Listing) -> Block:
    rows: list[tuple[str, ...]] = []
    images: list[Image] = []
    parts: list[NamedPart] = []
    notes: list[int] = []
    for row in (row for part in node.children for row in part.children):
        line = (row.map or (base.line - 1, 0))[0] + 1
        cells = [flatten(_children(cell), line, listing) for cell in row.children]
        rows.append(tuple(cell.text for cell in cells))
        images += [image for cell in cells for image in cell.images]
        parts += [part for cell in cells for part in cell.parts]
        notes += [note for cell in cells for note in cell.notes]
    return replace(
        base,
        kind="table",
        rows=tuple(rows),
        images=tuple(images),
        parts=tuple(parts),
        notes=tuple(notes),
    )
