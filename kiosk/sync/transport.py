"""The hub over HTTP: one method a question. Every answer is checked before it is believed."""

from __future__ import annotations

import time
from base64 import b64decode, b64encode
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import httpx
import msgspec
import zstandard

from kiosk.sync.errors import NotTheHub, Refused, Unreachable
from sop.signing import SigningKey
from sop.wire.limits import COMPRESSION, DOCUMENT_BYTES, EVENTS_TYPE
from sop.wire.messages import (
    ChosenPin,
    Contact,
    DigestsAt,
    Enrol,
    Enrolled,
    EvidenceMissing,
    EvidenceQuery,
    NewsList,
    Nonce,
    Problem,
    Proof,
    Received,
    Rotate,
    Token,
    Welcome,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

T = TypeVar("T")


class Answer(msgspec.Struct, frozen=True):
    """What came back, whole and within limits."""

    status: int
    headers: httpx.Headers
    content: bytes

    @property
    def kind(self) -> str:
        told: str = self.headers.get("Content-Type", "")
        return told.partition(";")[0]


class Vouching(Protocol):
    """Whatever knows the versions of the trust document."""

    def trust(self, version: int) -> bytes: ...


class Source(Vouching, Protocol):
    """Where releases come from: the hub, or a stick it filled."""

    def assignment(self, after: int = 0, wait: float = 0) -> bytes | None: ...

    def roster(self, after: int = 0) -> bytes | None: ...

    def manifest(self, digest: str) -> bytes: ...

    def document(self, digest: str) -> bytes: ...

    def file(self, digest: str, offset: int = 0) -> AbstractContextManager[Iterator[bytes]]: ...


API = "/api/v1"
_PROBLEM = "application/problem+json"
ANSWERS_WITHIN_S = 20.0
"""Between two pieces of an answer, too: a connection that is half open is noticed."""
_SPARE_S = 30
"""A token is renewed so long before it is over."""


class Hub:
    """One station's conversation with its hub. For one thread at a time. `key`: one or several
    the hub may know the station by; `proved_by` is the one it did.

    Raises `Unreachable`, `NotTheHub` or `Refused`, and nothing else of the network's.
    """

    def __init__(
        self,
        url: str,
        device: str = "",
        key: SigningKey | Sequence[SigningKey] = (),
        transport: httpx.BaseTransport | None = None,
        answers_within: float = ANSWERS_WITHIN_S,
    ) -> None:
        self._answers_within = answers_within
        self._client = httpx.Client(
            base_url=url.rstrip("/") + API,
            timeout=httpx.Timeout(answers_within, connect=min(answers_within, 5)),
            transport=transport,
            headers={"Accept-Language": "en"},  # quoted; see `errors.Refused`
        )
        self._device = device
        self._keys = [key] if isinstance(key, SigningKey) else list(key)
        self.proved_by: SigningKey | None = None
        self._token = ""
        self._good_until = 0.0

    def close(self) -> None:
        self._client.close()

    # --- who we are ---

    def enrol(self, request: Enrol) -> Enrolled:
        return self._json("POST", "/enrol", Enrolled, request, known=False)

    def rotate(self, key: SigningKey) -> None:
        """Announce another key. The old one holds until the new one is used."""
        self._ask("POST", f"/devices/{self._device}/key", Rotate(key.public))

    # --- up ---

    def contact(self, contact: Contact) -> Welcome:
        return self._json("POST", "/contact", Welcome, contact)

    def send(self, log: str, lines: Iterable[bytes]) -> Received:
        """A batch; what comes back was said after the hub's commit."""
        # The checksum is for the last line: no later event vouches for that one.
        packing = zstandard.ZstdCompressor(6, write_checksum=True)
        body = packing.compress(b"".join(line + b"\n" for line in lines))
        headers = {"Content-Type": EVENTS_TYPE, "Content-Encoding": COMPRESSION}
        return self._json("POST", f"/logs/{log}/events", Received, body, headers)

    def digests(self, log: str, seqs: Iterable[int]) -> dict[int, str]:
        query = {"seq": [str(seq) for seq in seqs]}
        return self._json("GET", f"/logs/{log}/digests", DigestsAt, query=query).digests

    def missing(self, digests: list[str]) -> dict[str, int]:
        asked = EvidenceQuery(digests)
        return self._json("POST", "/evidence/missing", EvidenceMissing, asked).missing

    def append_piece(self, digest: str, offset: int, size: int, piece: bytes) -> int:
        """Bytes of a photograph from `offset` on; returns how many the hub then has."""
        headers = {
            "Content-Type": "application/offset+octet-stream",
            "Upload-Offset": str(offset),
            "Upload-Length": str(size),
        }
        answer = self._ask("PATCH", f"/evidence/{digest}", piece, headers)
        try:
            return int(answer.headers["Upload-Offset"])
        except (KeyError, ValueError) as error:
            raise NotTheHub("no Upload-Offset") from error

    def chosen_pin(self, chosen: ChosenPin) -> None:
        """A PIN chosen here, sealed for other stations. Refused (409) when it was reset since."""
        self._ask("POST", "/pins", chosen)

    # --- down ---

    def trust(self, version: int) -> bytes:
        return self._ask("GET", f"/trust/{version}").content

    def assignment(self, after: int = 0, wait: float = 0) -> bytes | None:
        """The envelope of an assignment newer than `after`; None when there is none yet."""
        query = {"after": str(after), "wait": str(int(wait))}
        answer = self._ask("GET", "/assignment", query=query, patience=wait)
        return None if answer.status == 304 else answer.content

    def roster(self, after: int = 0) -> bytes | None:
        """The envelope of a roster newer than `after`; None when there is none."""
        answer = self._ask("GET", "/roster", query={"after": str(after)})
        return None if answer.status == 304 else answer.content

    def manifest(self, digest: str) -> bytes:
        return self._ask("GET", f"/manifests/{digest}").content

    def document(self, digest: str) -> bytes:
        return self._ask("GET", f"/documents/{digest}").content

    def news(self, after: int) -> NewsList:
        """What people of the station would like to hear, in the order of their numbers."""
        return self._json("GET", "/news", NewsList, query={"after": str(after)})

    @contextmanager
    def file(self, digest: str, offset: int = 0) -> Iterator[Iterator[bytes]]:
        """A file of a release from byte `offset` on, piece by piece. The receiver counts them."""
        headers = {**self._bearer(), **({"Range": f"bytes={offset}-"} if offset else {})}
        with _telling():  # noqa: SIM117
            with self._client.stream("GET", f"/files/{digest}", headers=headers) as answer:
                if answer.status_code != (206 if offset else 200):
                    _judged(_within_limits(answer))
                    raise NotTheHub(f"{answer.status_code} for a file")
                yield answer.iter_raw(1 << 16)

    # --- within ---

    def _json(
        self,
        method: str,
        path: str,
        answer: type[T],
        body: Any = None,
        headers: dict[str, str] | None = None,
        *,
        query: dict[str, Any] | None = None,
        known: bool = True,
    ) -> T:
        got = self._ask(method, path, body, headers, query=query, known=known)
        try:
            return msgspec.json.decode(got.content, type=answer)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise NotTheHub(got.kind or "no type") from error

    def _ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: dict[str, str] | None = None,
        *,
        query: dict[str, Any] | None = None,
        patience: float = 0,
        known: bool = True,
    ) -> Answer:
        """One question, with the token; once more with a new one when the old is over."""
        try:
            return self._once(method, path, body, headers, query, patience, known)
        except Refused as refusal:
            if not known or refusal.problem.status != 401:
                raise
            self._good_until = 0.0
            return self._once(method, path, body, headers, query, patience, known)

    def _once(
        self,
        method: str,
        path: str,
        body: Any,
        headers: dict[str, str] | None,
        query: dict[str, Any] | None,
        patience: float,
        known: bool,
    ) -> Answer:
        told = dict(headers or {}) | (self._bearer() if known else {})
        if isinstance(body, msgspec.Struct):
            told["Content-Type"] = "application/json"
            body = msgspec.json.encode(body)
        within = self._answers_within
        timeout = httpx.Timeout(within + patience, connect=min(within, 5))
        with _telling():
            request = self._client.build_request(
                method, path, content=body, headers=told, params=query, timeout=timeout
            )
            return _judged(_within_limits(self._client.send(request, stream=True)))

    def _bearer(self) -> dict[str, str]:
        """The token, by our own monotonic clock: a wrong wall clock locks nobody out."""
        if time.monotonic() >= self._good_until:
            self._renew()
        return {"Authorization": f"Bearer {self._token}"}

    def _renew(self) -> None:
        assert self._keys, "only an enrolled station asks"
        asked_at = time.monotonic()
        token = self._proved()
        self._token = token.token
        self._good_until = asked_at + max(token.lasts - _SPARE_S, token.lasts / 2)

    def _proved(self) -> Token:
        """By the first of the keys that the hub knows."""
        for key in self._keys:
            try:
                token = self._prove(key)
            except Refused as refusal:
                if refusal.problem.code != "unauthenticated" or key is self._keys[-1]:
                    raise
            else:
                self._keys.remove(key)
                self._keys.insert(0, key)
                self.proved_by = key
                return token
        raise AssertionError

    def _prove(self, key: SigningKey) -> Token:
        place = f"/devices/{self._device}"
        nonce = self._json("POST", place + "/nonce", Nonce, known=False).nonce
        try:
            signature = b64encode(key.sign(b64decode(nonce))).decode("ascii")
        except ValueError as error:
            raise NotTheHub("no nonce") from error
        return self._json("POST", place + "/token", Token, Proof(nonce, signature), known=False)


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError) as error:
        raise Unreachable(*_plainly(error), technical=repr(error)) from error


def _plainly(error: Exception) -> tuple[str, str]:
    if isinstance(error, httpx.TimeoutException):
        return "没有及时应答", "no answer in time"
    if isinstance(error, httpx.ConnectError):
        return "网络不通，或服务器未运行", "no way there, or it is not running"
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol):
        return "地址有误", "its address is wrong"
    return "连接中断", "the connection broke"


def _within_limits(answer: httpx.Response) -> Answer:
    """The whole answer; one that does not end is no answer of the hub's."""
    try:
        content, size = list[bytes](), 0
        for piece in answer.iter_bytes():
            size += len(piece)
            if size > DOCUMENT_BYTES:
                raise NotTheHub("an answer without end")
            content.append(piece)
        return Answer(answer.status_code, answer.headers, b"".join(content))
    finally:
        answer.close()


def _judged(answer: Answer) -> Answer:
    """An answer of the hub's own, or an error. A login page's 200 is known by its form."""
    if answer.kind == _PROBLEM:
        raise Refused(_problem_in(answer), _seconds(answer.headers.get("Retry-After")))
    if answer.status in (429, 503):
        busy = Problem(type="", title="busy", status=answer.status, code="busy")
        raise Refused(busy, _seconds(answer.headers.get("Retry-After")))
    a_page = answer.kind == "text/html" and bool(answer.content)
    if answer.status == 304 or (200 <= answer.status < 300 and not a_page):
        return answer
    raise NotTheHub(f"{answer.status} {answer.kind}".strip())


def _problem_in(answer: Answer) -> Problem:
    try:
        return msgspec.json.decode(answer.content, type=Problem)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise NotTheHub("a problem that is none") from error


def _seconds(retry_after: str | None) -> float | None:
    """`Retry-After` in seconds; the form with a date would depend on our clock."""
    try:
        return min(3600.0, max(0.0, float(retry_after or "")))
    except ValueError:
        return None
