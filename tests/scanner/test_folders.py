from __future__ import annotations

import io
import struct
import threading
import zlib
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.scanner.folders import scan_sources
from kiosk.scanner.label import png, render_label
from kiosk.scanner.pictures import UnreadablePicture, bounded, unpack_picture
from kiosk.scanner.stills import read_image
from kiosk.scanner.symbologies import Symbology


def test_a_folder_gives_one_result_per_file_in_order(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.png").write_bytes(png(render_label("SN1", Symbology.DATAMATRIX)))
    (tmp_path / "sub" / "b.png").write_bytes(png(render_label("4006381333931", Symbology.EAN13)))
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    results = list(scan_sources([tmp_path], clock=lambda: 0.0))
    assert results == [
        {
            "file": (tmp_path / "a.png").as_posix(),
            "codes": [{"text": "SN1", "symbology": "datamatrix", "engine": "zxing-cpp"}],
            "ms": 0.0,
        },
        {
            "file": (tmp_path / "sub" / "b.png").as_posix(),
            "codes": [{"text": "4006381333931", "symbology": "ean13", "engine": "zxing-cpp"}],
            "ms": 0.0,
        },
    ]


def test_a_video_gives_each_code_once(tmp_path: Path) -> None:
    path = tmp_path / "clip.avi"
    _film(path, "MJPG", frames=12)
    result = next(scan_sources([path]))
    assert [code["text"] for code in result["codes"]] == ["PN-4711"]
    assert "error" not in result


def huge_png(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be enormous."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + crc

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("empty.png", b"", "picture_damaged"),
        ("text.jpg", b"this is no picture", "picture_damaged"),
        ("cut.png", png(render_label("SN1", Symbology.QRCODE))[:900], "picture_damaged"),
        ("bomb.png", huge_png(60_000, 60_000), "picture_too_large"),
        ("broken.mp4", b"no film", "file_unreadable"),
    ],
)
def test_a_bad_file_is_an_error_in_its_line_and_no_crash(
    tmp_path: Path, name: str, content: bytes, error: str
) -> None:
    (tmp_path / name).write_bytes(content)
    result = next(scan_sources([tmp_path / name]))
    assert (result["codes"], result["error"]) == ([], error)


def test_a_missing_file_is_an_error_in_its_line(tmp_path: Path) -> None:
    result = next(scan_sources([tmp_path / "gone.png"]))
    assert (result["codes"], result["error"]) == ([], "file_missing")


def test_a_folder_without_pictures_is_an_error_in_its_line(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    (result,) = scan_sources([tmp_path])
    assert (result["file"], result["error"]) == (tmp_path.as_posix(), "folder_empty")


@pytest.mark.parametrize(("suffix", "codec"), [("avi", "MJPG"), ("mkv", "MJPG"), ("webm", "VP80")])
def test_of_a_video_cut_short_the_codes_up_to_there_are_given(
    tmp_path: Path, suffix: str, codec: str
) -> None:
    path = tmp_path / f"clip.{suffix}"
    _film(path, codec, frames=60)
    whole = next(scan_sources([path]))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    cut = next(scan_sources([path]))
    assert [code["text"] for code in whole["codes"]] == ["PN-4711"]
    assert (cut["codes"], cut["error"]) == (whole["codes"], "video_cut_short")
    assert "error" not in whole


def test_an_address_keeps_its_slashes_and_is_told_when_it_cannot_be_reached() -> None:
    (result,) = scan_sources(["http://127.0.0.1:1/door//camera.mp4"])
    assert (result["file"], result["error"]) == (
        "http://127.0.0.1:1/door//camera.mp4", "stream_unreachable",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["label.png", "clip.avi"])
def test_a_picture_and_a_video_are_read_from_their_address(
    tmp_path: Path, served: str, name: str
) -> None:
    (tmp_path / "label.png").write_bytes(png(render_label("PN-4711", Symbology.CODE128)))
    _film(tmp_path / "clip.avi", "MJPG", frames=12)
    (result,) = scan_sources([f"{served}/{name}"])
    assert [code["text"] for code in result["codes"]] == ["PN-4711"]
    assert result["file"] == f"{served}/{name}"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address of a web server that hands out the files of `tmp_path`."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _film(path: Path, codec: str, frames: int) -> None:
    """The label, held before the lens and moved a little."""
    label = cv2.resize(render_label("PN-4711", Symbology.CODE128), (640, 480))
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*codec), 30, (640, 480))
    for number in range(frames):
        writer.write(np.roll(label, number % 7, axis=1))
    writer.release()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "F"])
def test_pictures_of_every_kind_are_read(mode: str) -> None:
    image = Image.fromarray(render_label("SN1", Symbology.DATAMATRIX)[:, :, 0])
    buffer = io.BytesIO()
    image.convert(mode).save(buffer, "TIFF")
    assert [seen.text for seen in read_image(unpack_picture(buffer.getvalue()))] == ["SN1"]


def test_a_transparent_picture_lies_on_white() -> None:
    level = render_label("SN1", Symbology.DATAMATRIX)[:, :, 0]
    black = np.zeros_like(level)
    image = Image.merge(
        "RGBA", [Image.fromarray(each) for each in (black, black, black, 255 - level)]
    )
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    assert [seen.text for seen in read_image(unpack_picture(buffer.getvalue()))] == ["SN1"]


def test_a_huge_picture_is_shrunk_before_it_is_searched() -> None:
    assert bounded(np.zeros((6000, 4000, 3), np.uint8)).shape[:2] == (3464, 2309)


def test_corners_are_in_pixels_of_the_picture_given() -> None:
    label = render_label("SN1", Symbology.DATAMATRIX)
    big = cv2.resize(label, None, fx=8, fy=8, interpolation=cv2.INTER_NEAREST)
    corners = read_image(big)[0].corners
    assert corners is not None
    assert all(0 < x < big.shape[1] and 0 < y < big.shape[0] for x, y in corners)
    assert max(x for x, _ in corners) > big.shape[1] * 0.5


@given(st.binary(max_size=300))
@settings(max_examples=60)
def test_garbage_is_never_a_picture_and_never_a_crash(data: bytes) -> None:
    with pytest.raises(UnreadablePicture):
        unpack_picture(data)


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_noise_of_any_size_is_read_as_nothing(height: int, width: int, seed: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    assert read_image(noise) == []
