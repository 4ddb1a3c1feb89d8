"""Pictures, drawings, clips and pages: there, of the kind they claim, and harmless to show."""

import io
import struct
import zlib
from base64 import b64encode
from pathlib import Path

import pytest
from PIL import Image

from sop.language import check, limits
from tests.sop.language.packages import SAMPLE, changed, codes, sample_copy, seen, with_sheet

PNG = (SAMPLE / "media" / "flange.png").read_bytes()
PDF = (SAMPLE / "media" / "page.pdf").read_bytes()


def replaced(folder: Path, name: str, content: bytes) -> list[tuple[str, str]]:
    """The problems of the sample with one of its files replaced, by code and file."""
    package = sample_copy(folder)
    (package / "media" / name).write_bytes(content)
    return [(problem.code, problem.file) for problem in check(package)]


def png_of(width: int, height: int) -> bytes:
    """A PNG that claims a size; its pixels are not there."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(
            ">I", zlib.crc32(name + body)
        )  # fmt: skip

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


def jpeg() -> bytes:
    made = io.BytesIO()
    Image.effect_noise((320, 200), 50).save(made, "JPEG")
    return made.getvalue()


def svg(inside: str, attributes: str = "") -> bytes:
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {space} {attributes}>{inside}</svg>".encode()


def multiplying(generations: int) -> str:
    """Groups that each draw the one before ten times."""
    tens = (
        f"<g id='g{n}'>" + f"<use xlink:href='#g{n - 1}'/>" * 10 + "</g>"
        for n in range(1, generations + 1)
    )
    return "<g id='g0'><rect/></g>" + "".join(tens)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("file: media/flange.png", "file: media/flange.pgn", "media_missing_near"),
        ("file: media/flange.png", "file: wiring/board-rear-view.jpg", "media_missing"),
        ("file: media/flange.png", "file: media/Flange.png", "media_case"),
        ("file: media/flange.png", "file: ../flange.png", "media_path"),
        ("file: media/flange.png", "file: 'media\\flange.png'", "media_path"),
        ("file: media/flange.png", "file: C:/media/flange.png", "media_path"),
        ("file: media/flange.png", "file: media/sequence.mp4", "media_kind"),
        ("clip: {file: media/sequence.mp4}", "clip: {file: media/flange.png}", "media_kind"),
        ("page.pdf, page: 1}", "page.pdf, page: 2}", "page_missing"),
        ("page.pdf, page: 1}", "flange.png, page: 1}", "page_without_document"),
    ],
)
def test_a_file_that_cannot_be_shown_is_said_where_it_is_named(
    old: str, new: str, code: str, tmp_path: Path
) -> None:
    problems = seen(with_sheet(tmp_path, changed(old, new)))

    [(said, line)] = [problem for problem in problems if problem[0] != "file_unused"]
    assert said == code
    assert new in line


def test_an_unused_file_is_mentioned_and_not_delivered(tmp_path: Path) -> None:
    package = sample_copy(tmp_path)
    (package / "media" / "old.png").write_bytes(PNG)

    problems = check(package)

    assert [(p.file, p.code, p.severity) for p in problems] == [
        ("media/old.png", "file_unused", "warning")
    ]


def test_what_systems_leave_behind_is_no_problem(tmp_path: Path) -> None:
    package = sample_copy(tmp_path)
    for name in (".DS_Store", "Thumbs.db", "media/desktop.ini", ".git/config"):
        (package / name).parent.mkdir(exist_ok=True)
        (package / name).write_bytes(b"x")

    assert check(package) == []


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("flange.png", b"", "media_empty"),
        ("flange.png", jpeg(), "media_not_as_named"),
        ("flange.png", b"no picture at all", "media_not_as_named"),
        ("flange.png", PNG[: len(PNG) // 2], "media_broken"),
        ("flange.png", PNG[:200] + b"\0\0\0" + PNG[203:], "media_broken"),
        ("flange.png", png_of(9000, 9000), "too_many_pixels"),
        ("flange.png", png_of(60000, 60000), "too_many_pixels"),
        ("sequence.mp4", b"RIFF0000AVI ", "media_not_as_named"),
        ("page.pdf", b"<html>", "media_not_as_named"),
        ("page.pdf", PDF[:100], "media_broken"),
        ("page.pdf", PDF.replace(b"/Root", b"/Encrypt 9 0 R /Root"), "document_encrypted"),
    ],
)
def test_a_file_that_is_not_what_it_claims_is_refused(
    name: str, content: bytes, code: str, tmp_path: Path
) -> None:
    assert replaced(tmp_path, name, content) == [(code, f"media/{name}")]


def test_half_a_jpeg_is_found_before_it_reaches_the_screen(tmp_path: Path) -> None:
    package = with_sheet(tmp_path, changed("media/flange.png", "media/photo.jpg"))
    (package / "media" / "flange.png").unlink()
    for content, expected in [(jpeg(), []), (jpeg()[:-3000], ["media_broken"])]:
        (package / "media" / "photo.jpg").write_bytes(content)
        assert codes(check(package)) == expected


def test_a_webm_is_known_by_its_head(tmp_path: Path) -> None:
    package = with_sheet(tmp_path, changed("sequence.mp4", "sequence.webm"))
    (package / "media" / "sequence.mp4").unlink()
    head = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm"
    for content, expected in [(head, []), (b"\x1aE\xdf\xa3 matroska", ["media_not_as_named"])]:
        (package / "media" / "sequence.webm").write_bytes(content)
        assert codes(check(package)) == expected


def test_a_picture_beyond_its_size_is_not_even_opened(tmp_path: Path) -> None:
    package = sample_copy(tmp_path)
    with (package / "media" / "flange.png").open("r+b") as file:
        file.truncate(limits.PICTURE_BYTES + 1)

    assert codes(check(package)) == ["media_too_large"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (svg("<script>alert(1)</script>"), "drawing_active"),
        (svg("<rect onload='x()'/>"), "drawing_active"),
        (svg("<foreignObject/>"), "drawing_active"),
        (svg("<image href='http://example.org/a.png'/>"), "drawing_fetches"),
        (svg("<image xlink:href='file:///etc/passwd'/>"), "drawing_fetches"),
        (svg("<rect fill='url(http://example.org/a)'/>"), "drawing_fetches"),
        (svg("<style>@import 'a.css';</style>"), "drawing_fetches"),
        (b"<!DOCTYPE svg [<!ENTITY a 'aaaa'>]>" + svg("&a;"), "drawing_dtd"),
        (b"<svg><not closed", "drawing_not_xml"),
        (b"<?xml version='1.0' encoding='nothing'?><svg/>", "drawing_not_xml"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "media_not_as_named"),
        (svg("<g>" * 100 + "</g>" * 100), "drawing_too_deep"),
        (svg("<g id='a'><use href='#a'/></g>"), "drawing_too_many"),
        (svg(multiplying(8)), "drawing_too_many"),
        (svg("<image href='data:image/png;base64,"
             + b64encode(png_of(9000, 9000)).decode() + "'/>"), "too_many_pixels"),
        (svg("<image href='data:image/png;base64,AAAA'/>"), "media_not_as_named"),
    ],
)  # fmt: skip
def test_a_drawing_that_does_more_than_draw_is_refused(
    content: bytes, code: str, tmp_path: Path
) -> None:
    assert replaced(tmp_path, "flange.svg", content) == [(code, "media/flange.svg")]


def test_a_drawing_may_carry_a_picture_and_use_its_own_parts(tmp_path: Path) -> None:
    inline = b64encode(PNG).decode()
    drawing = svg(
        "<defs><linearGradient id='g'/></defs><rect fill='url(#g)' id='r'/><use href='#r'/>"
        f"<image href='data:image/png;base64,{inline}'/><style>rect {{fill: red}}</style>"
    )

    assert replaced(tmp_path, "flange.svg", drawing) == []
