"""Pictures and numbers as authors write them beyond the standard, put as the standard has them."""

import re

_FENCE = re.compile(r"^\s*(```|~~~)")
_SUFFIX = r"\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|pdf|mp4|webm)"
# ![caption](my picture (1).png =300x200 "title"): neither spaces nor sizes are standard.
_SPACED = re.compile(
    rf"!\[(?P<caption>[^\]\n]*)\]\(\s*(?P<path>(?:[^()<>\"\n]|\([^()\n]*\))*?{_SUFFIX})"
    r"(?P<size>\s+=\d*x\d*)?(?P<title>\s+\"[^\"\n]*\")?\s*\)",
    re.IGNORECASE,
)
# ![[picture.png|caption]]: Obsidian and wikis; a number instead of the caption is a width.
_EMBEDDED = re.compile(
    rf"!\[\[(?P<path>[^\]|#\n]+{_SUFFIX})(?:#[^\]|\n]*)?(?:\|(?P<caption>[^\]\n]*))?\]\]",
    re.IGNORECASE,
)
# Chinese numbers its items "1、" or "1．".
_NUMBERED = re.compile(r"^(\s*)(\d{1,3})[、．]\s*(?=\S)")
# "（1）" and "①" begin a line of their own; the standard would run it into the one above.
_BEGINS_LINE = re.compile(r"^\s*(?:[（(]\d{1,2}[)）]|[①-⑳])")


def standard(text: str) -> str:
    """The text line for line, pictures and numbers in standard Markdown; code is left alone."""
    lines: list[str] = []
    code = False
    for line in text.split("\n"):
        code ^= bool(_FENCE.match(line))
        if not code and _BEGINS_LINE.match(line) and lines and lines[-1].strip():
            lines[-1] += "  "
        lines.append(line if code else _standard(line))
    return "\n".join(lines)


def _standard(line: str) -> str:
    line = _NUMBERED.sub(lambda found: f"{found[1]}{int(found[2])}. ", line)
    return _EMBEDDED.sub(_embedded, _SPACED.sub(_spaced, line))


def _spaced(found: re.Match[str]) -> str:
    if " " not in found["path"] and not found["size"]:
        return found[0]
    return f"![{found['caption']}](<{found['path']}>{found['title'] or ''})"


def _embedded(found: re.Match[str]) -> str:
    caption = found["caption"] or ""
    shown = "" if re.fullmatch(r"\d+(x\d+)?", caption) else caption
    return f"![{shown}](<{found['path']}>)"
