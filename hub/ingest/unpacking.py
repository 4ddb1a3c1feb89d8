"""A batch's body as lines, within limits: what does not end is not read to its end."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import zstandard

from hub.bodies import body_of, too_large
from hub.problems import HubProblem
from sop.wire.limits import BATCH_BYTES, BATCH_EVENTS, COMPRESSION, EVENT_BYTES

if TYPE_CHECKING:
    from django.http import HttpRequest

_MOST = BATCH_BYTES + EVENT_BYTES


def lines_of(request: HttpRequest) -> list[bytes]:
    """Raises `HubProblem`: too large, not compressed as told, or cut off in a line."""
    body = _unpacked(request)
    if len(body) > _MOST:
        raise too_large()
    if not body.endswith(b"\n"):
        raise HubProblem(400, "cut_off", "请求未完整到达", "The request broke off")
    lines = body[:-1].split(b"\n")
    if len(lines) > BATCH_EVENTS or (len(lines) > 1 and len(body) > BATCH_BYTES + len(lines)):
        raise too_large()
    return lines


def _unpacked(request: HttpRequest) -> bytes:
    told = request.headers.get("Content-Encoding", "identity").lower()
    body = body_of(request)
    if told == "identity":
        return body
    if told != COMPRESSION:
        raise HubProblem(
            415, "encoding", "不支持的压缩方式", "That encoding is not understood", told
        )
    try:
        reader = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(io.BytesIO(body))
        return reader.read(_MOST + 1)
    except zstandard.ZstdError as error:
        raise HubProblem(
            400, "cut_off", "压缩内容已损坏", "The compressed body is damaged", str(error)
        ) from error
