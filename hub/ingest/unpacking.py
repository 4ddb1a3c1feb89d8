"""A batch's body as lines, within limits: what does not end is not read to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import zstandard

from hub.bodies import body_of, too_large
from hub.problems import HubProblem
from sop.wire.limits import BATCH_BYTES, BATCH_EVENTS, COMPRESSION, EVENT_BYTES

if TYPE_CHECKING:
    from django.http import HttpRequest

_MOST = EVENT_BYTES + 1
_WINDOW = 1 << 23


def lines_of(request: HttpRequest) -> list[bytes]:
    """Raises `HubProblem`: too large, not compressed as told, or cut off in a line."""
    encoding = request.headers.get("Content-Encoding", "identity").lower()
    return lines_in(body_of(request), encoding)


def lines_in(batch: bytes, encoding: str) -> list[bytes]:
    """The same of a batch that came by another way."""
    body = _unpacked(batch, encoding)
    if len(body) > _MOST:
        raise too_large()
    if not body.endswith(b"\n"):
        raise _cut_off("no line end")
    lines = body[:-1].split(b"\n")
    if len(lines) > BATCH_EVENTS or (len(lines) > 1 and len(body) > BATCH_BYTES):
        raise too_large()
    return lines


def _unpacked(body: bytes, encoding: str) -> bytes:
    if encoding == "identity":
        return body
    if encoding != COMPRESSION:
        raise HubProblem(
            415, "encoding", "不支持的压缩方式", "That encoding is not understood", encoding[:40]
        )
    try:
        return _decompressed(body)
    except zstandard.ZstdError as error:
        raise _cut_off(str(error)) from error


def _decompressed(body: bytes) -> bytes:
    """One whole frame and nothing after it. What it says of its own size is checked before any
    room is made for it; one that does not say may fill a batch and no more."""
    if zstandard.frame_content_size(body) > _MOST:
        raise too_large()
    decompressor = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    return decompressor.decompress(body, max_output_size=_MOST, allow_extra_data=False)


def _cut_off(detail: str) -> HubProblem:
    return HubProblem(
        400, "cut_off", "请求未完整到达或已损坏", "The request arrived cut off or damaged", detail
    )
