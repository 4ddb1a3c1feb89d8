"""The inside of a paragraph: its words without markup, its pictures, its links."""

import re
from dataclasses import dataclass, field

from markdown_it.token import Token

from kiosk.importing.html_text import Image, read_html
from kiosk.importing.report import Listing

__all__ = ["Image", "Inline", "NamedPart", "flatten"]

# GitBuilding: [M3 nut]{qty:3, cat:part}, also behind an ordinary link.
_BRACKETED = re.compile(r"\[([^\[\]]+)\]\{([^{}]*)\}")
_BRACED = re.compile(r"^\{([^{}]*)\}")
_TRAILING = re.compile(r"\s*\{\s*(pagestep|[.#:][^{}]*)\}\s*$")
# Also kramdown's and MkDocs' attributes, except those that say it is a warning.
_PLACEHOLDER = re.compile(
    r"\{\{[^{}]*\}\}|\{previewpage\}|\{%[^%]*%\}|\{\s*[.#][\w-][^{}]*\}"
    r"|\{:(?!\s*\.(?:warning|danger|caution|important|notice))[^{}]*\}"
)
# [words][label] and [^label] that the document defines nowhere stay as they were written.
_UNDEFINED = re.compile(r"(?<![\w\]])\[[^\[\]\n]+\]\[[^\[\]\n]*\]|\[\^[^\[\]\s]+\]")


@dataclass(frozen=True)
class NamedPart:
    """A part or tool that the text names in braces, with the raw attributes."""

    name: str
    attributes: str
    line: int


@dataclass(frozen=True)
class Inline:
    text: str
    lead: str
    images: tuple[Image, ...]
    parts: tuple[NamedPart, ...]
    attributes: str
    notes: tuple[int, ...] = ()


@dataclass
class _Reader:
    line: int
    listing: Listing
    words: list[str] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    parts: list[NamedPart] = field(default_factory=list)
    bold: int = 0
    lead: str = ""
    leading: bool = True
    links: list[tuple[int, str, str]] = field(default_factory=list)
    closed: tuple[str, str] | None = None
    notes: list[int] = field(default_factory=list)


def flatten(tokens: list[Token], line: int, listing: Listing) -> Inline:
    """Words, pictures and named parts of one inline run; link targets go to the listing."""
    reader = _Reader(line, listing)
    for token in tokens:
        _read(token, reader)
    text = _tidy("".join(reader.words))
    text, attributes = _attributes(text, line, listing)
    text = _BRACKETED.sub(lambda found: _named(found, reader), text)
    text = _placeholders(text, line, listing)
    for loose in _UNDEFINED.findall(text):
        listing.note(line, loose, "link_undefined")
    lead = _tidy(reader.lead)
    images, parts, notes = tuple(reader.images), tuple(reader.parts), tuple(reader.notes)
    return Inline(text, lead, images, parts, attributes, notes)


def _read(token: Token, reader: _Reader) -> None:
    closed, reader.closed = reader.closed, None
    match token.type:
        case "text" | "code_inline":
            _say(_after_link(token.content, closed, reader), reader)
        case "softbreak" | "hardbreak":
            reader.line += 1
            _say("\n" if token.type == "hardbreak" else "\v", reader)
        case "image":
            _picture(token, reader)
        case "html_inline":
            _html(token.content, reader)
        case "footnote_ref":
            reader.notes.append(int(token.meta["id"]))
            _say(f"[{reader.notes[-1] + 1}]", reader)
        case "link_open":
            _open_link(token, reader)
        case "link_close":
            _close_link(reader)
        case "strong_open":
            reader.bold += 1
        case "strong_close":
            reader.bold -= 1


def _say(words: str, reader: _Reader) -> None:
    if words.strip() and not reader.bold:
        reader.leading = False
    if reader.leading and reader.bold:
        reader.lead += words
    reader.words.append(words)


def _after_link(words: str, link: tuple[str, str] | None, reader: _Reader) -> str:
    braces = _BRACED.match(words) if link else None
    if not braces or not link:
        return words
    reader.parts.append(NamedPart(link[0], f"{braces[1]}, {link[1]}", reader.line))
    return words[braces.end() :]


def _open_link(token: Token, reader: _Reader) -> None:
    target, title = str(token.attrGet("href") or ""), str(token.attrGet("title") or "")
    reader.links.append((sum(map(len, reader.words)), target, title))


def _close_link(reader: _Reader) -> None:
    start, target, title = reader.links.pop()
    name = "".join(reader.words)[start:].replace("\v", " ").strip()
    if target and target != name:
        what = f"{name} → {target}" + (f" ({title})" if title else "")
        reader.listing.leave_out(reader.line, what, "link_target")
    reader.closed = (name, title.strip("{}")) if name else None


def _picture(token: Token, reader: _Reader) -> None:
    caption = _tidy(flatten(list(token.children or ()), reader.line, Listing()).text)
    target = str(token.attrGet("src") or "")
    title = str(token.attrGet("title") or "")
    reader.images.append(Image(target, join_caption(caption, title), reader.line))
    _say(" ", reader)


def join_caption(caption: str, title: str) -> str:
    """Alternative text and title as one caption, each word once."""
    if not title or title in caption:
        return caption
    return f"{caption} – {title}" if caption else title


def _html(markup: str, reader: _Reader) -> None:
    if markup.lower().startswith("<br"):
        _say("\n", reader)
        return
    found = read_html(markup, reader.line, reader.listing)
    reader.images += found.images


def _attributes(text: str, line: int, listing: Listing) -> tuple[str, str]:
    found = _TRAILING.search(text)
    if not found:
        return text, ""
    listing.leave_out(line, found[0].strip(), "attributes")
    return text[: found.start()].rstrip(), found[1].strip()


def _named(found: re.Match[str], reader: _Reader) -> str:
    reader.parts.append(NamedPart(found[1], found[2], reader.line))
    return found[1]


def _placeholders(text: str, line: int, listing: Listing) -> str:
    for found in _PLACEHOLDER.findall(text):
        listing.leave_out(line, found, "placeholder")
    return _PLACEHOLDER.sub("", text).strip()


_IDEOGRAPH = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"


def _tidy(text: str) -> str:
    # A line end inside a Chinese sentence is no space; elsewhere it is one.
    text = re.sub(rf"(?<={_IDEOGRAPH})[ \t]*\v[ \t]*(?={_IDEOGRAPH})", "", text)
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", text.replace("\v", " "))
    return re.sub(r"[ \t\u00a0]+", " ", text).strip()
