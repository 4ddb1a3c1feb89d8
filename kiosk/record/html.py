"""The record as one HTML file: pages for people, the record itself embedded for the verifier."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kiosk.record.model import NotARecord, Record, encode
from kiosk.record.paging import page_of

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

_EMBEDDED = re.compile(
    rb'<script type="application/json" id="record">(.*?)</script>\s*</body>\s*</html>\s*\Z', re.S
)
# After an even number of backslashes: `\\\\u003c` is what somebody wrote, `\\u003c` a quoted `<`.
_QUOTED = re.compile(rb"(?<!\\)((?:\\\\)*)\\u003c")
_MAGIC = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png", b"RIFF": "image/webp"}


def html_of(record: Record) -> bytes:
    """The same record gives the same bytes. Nothing in it is fetched or run."""
    page = msgspec.to_builtins(page_of(record))
    text = _template().render(
        page=page,
        words=page["words"],
        images=_images(record),
        embedded=_quoted(record),
        generator=record.exported_by,
    )
    return text.encode() + b"\n"


def embedded(html: bytes) -> bytes:
    """The record within the HTML. Raises `NotARecord` when there is none."""
    found = _EMBEDDED.search(html)
    if found is None:
        raise NotARecord("no record is embedded in this HTML")
    return _QUOTED.sub(rb"\1<", found.group(1)) + b"\n"


def _quoted(record: Record) -> Markup:
    """JSON that cannot close the script element; `<` stands nowhere but in its strings."""
    from markupsafe import Markup

    return Markup(encode(record).rstrip().decode().replace("<", "\\u003c"))


def _images(record: Record) -> dict[str, str]:
    from base64 import b64decode

    images = {}
    for digest, content in record.photos.items():
        start = b64decode((content or "")[:16])
        kind = next((mime for magic, mime in _MAGIC.items() if start.startswith(magic)), None)
        if kind is not None:
            images[digest] = f"data:{kind};base64,{content}"
    return images


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = Path(__file__).parent / "layout" / "record.html.j2"
    return environment.from_string(source.read_text(encoding="utf-8"))
