"""A WSGI application on a few threads, behind an event loop: no slow line ever keeps a thread.

A station whose network goes away in the middle of a batch must not take a thread along, nor one
that fetches a large file slowly: a handful of them would be enough to shut all others out. So a
request is read whole before a thread sees it, and an answer that is long is made piece by piece,
each only when the one before has gone. What came of a request that was cut is passed on as it is.
"""

from __future__ import annotations

import asyncio
import io
import logging
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

import msgspec

from hub.problems import TYPE, plain
from sop.wire.messages import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Wsgi = Callable[..., Iterable[bytes]]

STALL_S = 20.0
"""A line on which nothing moves for so long is given up."""
BODY_BYTES = 8 << 20
LARGE_BYTES = 1 << 16
LARGE_AT_ONCE = 64
"""So many larger requests are read at once, so that memory is bounded; the others wait."""
PIECE_BYTES = 1 << 18
logger = logging.getLogger(__name__)


class OnThreads:
    """An ASGI application. `wsgi` must not mind which thread makes which piece of an answer."""

    def __init__(self, wsgi: Wsgi, threads: int) -> None:
        self._wsgi = wsgi
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="request")
        self._large = asyncio.Semaphore(LARGE_AT_ONCE)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        headers = _headers_of(scope)
        size = _told_size(headers)
        if size > LARGE_BYTES or "TRANSFER_ENCODING" in headers:
            async with self._large:
                answer = await self._answer(scope, headers, receive)
        else:
            answer = await self._answer(scope, headers, receive)
        await self._say(answer, receive, send)

    async def _answer(self, scope: Any, headers: dict[str, str], receive: Any) -> Answer:
        if _told_size(headers) > BODY_BYTES:
            return refusal(headers)
        body = await _read(receive)
        if len(body) > BODY_BYTES:  # it told no size
            return refusal(headers)
        return await self._on_thread(Answer, self._wsgi, _environ(scope, headers, body))

    async def _say(self, answer: Answer, receive: Any, send: Any) -> None:
        if answer.is_whole:
            await send(answer.start)
            await send({"type": "http.response.body", "body": answer.first})
            return
        try:
            await send(answer.start)
            await self._stream(answer, receive, send)
        finally:
            await self._on_thread(answer.close)

    async def _stream(self, answer: Answer, receive: Any, send: Any) -> None:
        """Until it has all gone, or nobody listens any more."""
        gone = asyncio.ensure_future(receive())
        piece = answer.first
        try:
            while piece and not gone.done():
                async with asyncio.timeout(STALL_S):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                piece = await self._on_thread(answer.next_piece)
            await send({"type": "http.response.body", "body": b""})
        except TimeoutError:
            logger.info("a line stalled in the middle of an answer")
        finally:
            gone.cancel()

    def _on_thread(self, work: Callable[..., Any], *arguments: Any) -> Any:
        return asyncio.get_running_loop().run_in_executor(self._pool, work, *arguments)


class Answer:
    """What the application says. Made, asked for pieces and closed on any thread, one at a time."""

    def __init__(self, wsgi: Wsgi, environ: dict[str, Any]) -> None:
        self.start: dict[str, Any] = {}
        self._body = wsgi(environ, self._started)
        self._pieces = iter(self._body)
        self.first = self.next_piece()
        self.is_whole = len(self.first) < PIECE_BYTES
        if self.is_whole:
            self.close()
        else:
            _let_go_of_the_database()

    def next_piece(self) -> bytes:
        """Empty at the end; shorter than `PIECE_BYTES` only there."""
        gathered, size = list[bytes](), 0
        for piece in self._pieces:
            gathered.append(piece)
            size += len(piece)
            if size >= PIECE_BYTES:
                break
        return b"".join(gathered)

    def close(self) -> None:
        if hasattr(self._body, "close"):
            self._body.close()

    def _started(self, status: str, headers: list[tuple[str, str]], *_: object) -> None:
        told = [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in headers]
        self.start = {
            "type": "http.response.start",
            "status": int(status.partition(" ")[0]),
            "headers": told,
        }


def refusal(headers: dict[str, str]) -> Answer:
    """Larger than anything the hub reads, said before it is read."""
    told = plain(413)
    chinese = headers.get("ACCEPT_LANGUAGE", "").lower().startswith("zh")
    title = told.zh if chinese else told.en
    problem = Problem(type=f"/problems/{told.code}", title=title, status=413, code=told.code)

    def say(_environ: Any, start: Any) -> list[bytes]:
        start("413 Content Too Large", [("Content-Type", TYPE), ("Connection", "close")])
        return [msgspec.json.encode(problem)]

    return Answer(say, {})


async def _read(receive: Any) -> bytes:
    """The body; of one that is cut, stalls or is too large what came until then."""
    pieces, size = list[bytes](), 0
    clock = asyncio.get_running_loop().time
    try:
        async with asyncio.timeout(STALL_S) as patience:
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    break
                pieces.append(message.get("body", b""))
                size += len(pieces[-1])
                if not message.get("more_body") or size > BODY_BYTES:
                    break
                patience.reschedule(clock() + STALL_S)
    except TimeoutError:
        logger.info("a line stalled in the middle of a request")
    return b"".join(pieces)


def _headers_of(scope: Any) -> dict[str, str]:
    """By their names in the environment; of the same name several joined, as HTTP has it."""
    told: dict[str, str] = {}
    for raw_name, raw in scope["headers"]:
        name = raw_name.decode("latin-1")
        if "_" in name:  # would be taken for another one's
            continue
        name = name.upper().replace("-", "_")
        value = raw.decode("latin-1")
        joint = "; " if name == "COOKIE" else ","
        told[name] = f"{told[name]}{joint}{value}" if name in told else value
    return told


def _told_size(headers: dict[str, str]) -> int:
    told = headers.get("CONTENT_LENGTH", "")
    return int(told) if told.isascii() and told.isdigit() else 0


def _environ(scope: Any, headers: dict[str, str], body: bytes) -> dict[str, Any]:
    host, port = scope.get("server") or ("localhost", 80)
    path = scope.get("raw_path") or scope["path"].encode("utf-8")
    environ: dict[str, Any] = {f"HTTP_{name}": value for name, value in headers.items()}
    return environ | {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "REMOTE_ADDR": (scope.get("client") or ("",))[0],
        "CONTENT_TYPE": headers.get("CONTENT_TYPE", ""),
        "CONTENT_LENGTH": headers.get("CONTENT_LENGTH") or str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def _let_go_of_the_database() -> None:
    """The rest of the answer may take long, and be made on other threads."""
    from django.db import close_old_connections

    close_old_connections()
