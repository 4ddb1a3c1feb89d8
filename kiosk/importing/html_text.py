"""HTML inside Markdown: its words and pictures; no markup survives."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from kiosk.importing.report import Listing

_BREAKING = {
    *("br", "p", "div", "li", "tr", "dt", "dd", "summary"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
}
_INVISIBLE = {"script", "style", "template"}
_UNPLACEABLE = {"iframe", "object", "embed", "audio", "canvas", "form", "input", "svg", "math"}


@dataclass(frozen=True)
class Image:
    """A picture (or clip) as the document names it."""

    target: str
    caption: str
    line: int


@dataclass(frozen=True)
class HtmlText:
    text: str
    lead: str
    images: tuple[Image, ...]


def read_html(markup: str, line: int, listing: Listing) -> HtmlText:
    """Visible words and pictures of a piece of HTML; the rest is listed."""
    reader = _HtmlReader(line, listing)
    reader.feed(markup)
    reader.close()
    text = re.sub(r"[ \t]+", " ", "".join(reader.words))
    text = re.sub(r"\s*\n\s*", "\n", text).strip()
    return HtmlText(text, reader.lead.strip(), tuple(reader.images))


class _HtmlReader(HTMLParser):
    def __init__(self, line: int, listing: Listing) -> None:
        super().__init__(convert_charrefs=True)
        self._first_line = line
        self._listing = listing
        self._hidden: list[str] = []
        self._bold = 0
        self.words: list[str] = []
        self.lead = ""
        self.images: list[Image] = []

    @property
    def _line(self) -> int:
        return self._first_line + self.getpos()[0] - 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _INVISIBLE:
            self._hidden.append(tag)
        elif tag in ("img", "source", "video") and given.get("src"):
            caption = given.get("alt") or given.get("title") or ""
            self.images.append(Image(given["src"], caption.strip(), self._line))
        elif tag == "a" and given.get("href"):
            self._listing.leave_out(self._line, given["href"], "link_target")
        elif tag in _UNPLACEABLE:
            self._listing.leave_out(self._line, self.get_starttag_text() or tag, "html_not_text")
        if tag in ("b", "strong", "summary"):
            self._bold += 1
        if tag in _BREAKING:
            self.words.append("\n")
        elif tag in ("td", "th"):
            self.words.append(" | " if "".join(self.words).strip() else "")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and self._hidden[-1] == tag:
            self._hidden.pop()
        if tag in ("b", "strong", "summary"):
            self._bold = max(0, self._bold - 1)
        if tag in _BREAKING:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if self._hidden:
            if data.strip():
                self._listing.leave_out(self._line, data.strip()[:200], "html_not_text")
            return
        if self._bold and not "".join(self.words).strip().removeprefix(self.lead.strip()):
            self.lead += data
        self.words.append(data.replace("\n", " "))

    def handle_comment(self, data: str) -> None:
        if data.strip():
            self._listing.leave_out(self._line, data.strip()[:200], "comment")
