"""The bytes of a document become text, whatever editor saved them; what is no text is refused."""

import codecs
import re

from kiosk.importing.refusal import CannotImport
from kiosk.importing.report import Listing

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\u200b\u2060\ufeff]")
# What an author hands over by mistake, by its first bytes. (Chinese, English)
_OTHER_FILES = (
    (b"PK\x03\x04", "Word 文档、表格或压缩包", "a Word document, a workbook or a zip"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word 或 Excel 文件", "an old Word or Excel file"),
    (b"{\\rtf", "RTF 文档", "an RTF document"),
    (b"%PDF", "PDF", "a PDF"),
    (b"\x89PNG", "图片", "a picture"),
    (b"\xff\xd8\xff", "图片", "a picture"),
    (b"GIF8", "图片", "a picture"),
)
# Text holds hardly any of these; a compressed or compiled file about one in ten.
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_NO_TEXT = 0.02


def decode(data: bytes, name: str, listing: Listing) -> str:
    """The text with `\\n` line ends. Anything but UTF-8 is noted, control characters are listed.

    Raises `CannotImport` for a file that is empty or no text.
    """
    if not data.strip():
        raise CannotImport(
            "import_blank",
            "文档 {name} 是空的，没有可导入的内容。",
            "{name} is empty; there is nothing to import.",
            name=name,
        )
    text = _characters(data, name, listing).replace("\r\n", "\n").replace("\r", "\n")
    visible = _CONTROLS.sub("", text)
    if len(visible) != len(text):
        listing.leave_out(0, f"× {len(text) - len(visible)}", "control_characters")
    return visible


def _characters(data: bytes, name: str, listing: Listing) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _with_gaps(data, encoding, listing)
    _refuse_other_files(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, name, listing)


def _not_utf8(data: bytes, name: str, listing: Listing) -> str:
    """UTF-8 with a few broken bytes, or the encoding of another editor."""
    damaged = data.decode("utf-8", errors="replace")
    broken = damaged.count("\ufffd")
    sound = sum(character > "\x7f" for character in damaged) - broken
    if sound >= 10 * broken:
        return _with_gaps(data, "utf-8", listing)
    for encoding in _guesses(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        listing.note(0, encoding, "encoding")
        return text
    raise _no_text(name)


def _with_gaps(data: bytes, encoding: str, listing: Listing) -> str:
    text = data.decode(encoding, errors="replace")
    for number, line in enumerate(text.split("\n"), 1):
        if "\ufffd" in line:
            listing.note(number, line.strip(), "undecodable")
    if encoding.startswith(("utf-16", "utf-32")):
        listing.note(0, encoding, "encoding")
    return text


def _refuse_other_files(data: bytes, name: str) -> None:
    for mark, chinese, english in _OTHER_FILES:
        if data.startswith(mark):
            raise CannotImport(
                "import_other_file",
                "{name} 是{seen_zh}，不是 Markdown 文本。请另存为 Markdown（.md，UTF-8）后再导入。",
                "{name} is {seen_en}, not Markdown text. Save it as Markdown (.md, UTF-8), then "
                "import that.",
                name=name,
                seen_zh=chinese,
                seen_en=english,
            )
    if len(_NO_TEXT.findall(data)) > _MOST_NO_TEXT * len(data):
        raise _no_text(name)


def _no_text(name: str) -> CannotImport:
    return CannotImport(
        "import_no_text",
        "{name} 不是文本文件，已拒绝导入。请给出 Markdown 文档（.md，建议 UTF-8 编码）。",
        "{name} is no text file and was not imported. Give a Markdown document (.md, in UTF-8).",
        name=name,
    )


def _guesses(data: bytes) -> tuple[str, ...]:
    # Chinese in GB 18030 comes in pairs of high bytes; Western text has lone accents.
    high = sum(byte > 0x7F for byte in data)
    pairs = sum(2 for _ in re.finditer(rb"[\x81-\xfe][\xa1-\xfe]", data))
    return ("gb18030", "cp1252") if pairs >= 0.9 * high else ("cp1252", "gb18030")
