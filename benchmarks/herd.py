"""Many light stations that come back at one moment, speaking the real protocol with real keys.

Each has a connection, a key and a journal of its own, is as patient as a station is, and tries
again as a station does: after what the hub asks for, or after longer and longer pauses.
"""

import asyncio
import random
import statistics
import threading
import time
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

import msgspec
import zstandard
from msgspec import Struct

from benchmarks.ingest import Chain
from benchmarks.stations import Hub, memory
from kiosk.sync.loop import LONGEST_S
from kiosk.sync.transport import ANSWERS_WITHIN_S, API
from sop.journal import Head, digest_of
from sop.signing import SigningKey
from sop.wire.limits import COMPRESSION, EVENTS_TYPE
from sop.wire.messages import Contact, Health, Nonce, Proof, Received, Token, Welcome

CONNECTS_WITHIN_S = 5.0


class Trouble(Exception):
    """No answer, or one to come back after. `after` in seconds, when the hub told."""

    def __init__(self, after: float | None = None) -> None:
        super().__init__()
        self.after = after


class Refusal(Exception):
    """For good: no station comes back after that."""


class Line:
    """One connection that is kept; no more HTTP than the hub speaks."""

    def __init__(self, url: str) -> None:
        place = urlsplit(url)
        self._host, self._port = str(place.hostname), int(place.port or 80)
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> bytes:
        """The answer's body. Raises `Trouble` or `Refusal`."""
        try:
            if self._streams is None:
                connecting = asyncio.open_connection(self._host, self._port)
                self._streams = await asyncio.wait_for(connecting, CONNECTS_WITHIN_S)
            async with asyncio.timeout(ANSWERS_WITHIN_S):
                status, told, content = await self._exchange(method, path, body, headers)
        except (OSError, TimeoutError, EOFError) as error:
            self.close()
            raise Trouble from error
        if status in (401, 429) or status >= 500:
            raise Trouble(float(told["retry-after"]) if "retry-after" in told else None)
        if status >= 300:
            raise Refusal(f"{status} {content[:200]!r}")
        return content

    async def _exchange(
        self, method: str, path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        assert self._streams is not None
        reader, writer = self._streams
        lines = [f"{method} {API}{path} HTTP/1.1", f"Host: {self._host}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines += [f"Content-Length: {len(body)}", "", ""]
        writer.write("\r\n".join(lines).encode("ascii") + body)
        await writer.drain()
        first, *rest = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        pairs = [it.partition(":") for it in rest if it]
        told = {name.lower(): value.strip() for name, _, value in pairs}
        content = await reader.readexactly(int(told.get("content-length", "0")))
        return int(first.split()[1]), told, content

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


class Light:
    """A station of which there is only what the hub sees."""

    def __init__(self, url: str, device: str, key: SigningKey, events: int) -> None:
        self.device, self._key = device, key
        self._line, self._token = Line(url), ""
        chain = Chain()
        self.log, self._lines = str(chain.log), chain.batch(events)
        self.retries, self.waited, self.refusal = 0, 0.0, ""

    @property
    def proof(self) -> tuple[int, str]:
        """What the hub must hold: how many events, and the SHA-256 of all."""
        return len(self._lines), sha256(b"".join(self._lines)).hexdigest()

    @property
    def head(self) -> Head:
        return Head(len(self._lines), digest_of(self._lines[-1]))

    async def come_back(self) -> None:
        """Until the hub has everything, or refuses it for good."""
        begun = time.perf_counter()
        try:
            while not await self._try():
                pass
        except Refusal as refusal:
            self.refusal = str(refusal)
        self.waited = time.perf_counter() - begun
        self._line.close()

    async def _try(self) -> bool:
        try:
            await self._session()
        except Trouble as trouble:
            self.retries += 1
            await asyncio.sleep(self._pause(trouble))
            return False
        return True

    def _pause(self, trouble: Trouble) -> float:
        if trouble.after is not None:
            return trouble.after * random.uniform(1.0, 1.25)
        return max(0.5, random.uniform(0, min(LONGEST_S, 2.0 ** (self.retries - 1))))

    async def _session(self) -> None:
        if not self._token:
            await self._prove()
        health = Health(station="light", unsent=len(self._lines))
        contact = Contact(log=self.log, head=self.head, health=health)
        welcome = msgspec.json.decode(await self._say("/contact", contact), type=Welcome)
        lines = self._lines[welcome.have.seq :]
        if lines:
            body = zstandard.ZstdCompressor(6, write_checksum=True).compress(
                b"".join(it + b"\n" for it in lines)
            )
            headers = {"Content-Type": EVENTS_TYPE, "Content-Encoding": COMPRESSION}
            answer = await self._ask(f"/logs/{self.log}/events", body, headers)
            assert msgspec.json.decode(answer, type=Received).have == self.head

    async def _prove(self) -> None:
        place = f"/devices/{self.device}"
        told = await self._line.ask("POST", place + "/nonce", b"", {})
        nonce = msgspec.json.decode(told, type=Nonce).nonce
        signed = b64encode(self._key.sign(b64decode(nonce))).decode("ascii")
        proof = msgspec.json.encode(Proof(nonce, signed))
        kind = {"Content-Type": "application/json"}
        answer = await self._line.ask("POST", place + "/token", proof, kind)
        self._token = msgspec.json.decode(answer, type=Token).token

    async def _say(self, path: str, message: Struct) -> bytes:
        return await self._ask(
            path, msgspec.json.encode(message), {"Content-Type": "application/json"}
        )

    async def _ask(self, path: str, body: bytes, headers: dict[str, str]) -> bytes:
        bearer = {"Authorization": f"Bearer {self._token}"}
        return await self._line.ask("POST", path, body, headers | bearer)


class Watch:
    """The hub's memory while something happens, in MB."""

    def __init__(self) -> None:
        self.before = self.peak = memory()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def _look(self) -> None:
        while not self._over.wait(0.25):
            self.peak = max(self.peak, memory())

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()


def herd(hub: Hub, count: int, events: int) -> dict[str, Any]:
    """All at one moment. Raises when the hub does not hold the very bytes afterwards."""
    keys = [SigningKey.make() for _ in range(count)]
    devices = hub.devices([it.public for it in keys])
    stations = [
        Light(hub.url, device, key, events) for device, key in zip(devices, keys, strict=True)
    ]
    with Watch() as watch:
        begun = time.perf_counter()
        asyncio.run(_all(stations))
        taken = time.perf_counter() - begun
    held = hub.held()
    waits = [it.waited for it in stations]
    return {
        "stations": count,
        "events_each": events,
        "drained": sum(held.get(it.log) == it.proof for it in stations),
        "refused_for_good": sum(bool(it.refusal) for it in stations),
        "retries": sum(it.retries for it in stations),
        "taken_s": round(taken, 2),
        "events_s": round(count * events / taken),
        "mean_wait_s": round(statistics.mean(waits), 2),
        "slowest_wait_s": round(max(waits), 2),
        "slowest_over_mean": round(max(waits) / statistics.mean(waits), 2),
        "hub_mb": {"before": round(watch.before, 1), "peak": round(watch.peak, 1)},
    }


async def _all(stations: list[Light]) -> None:
    await asyncio.gather(*(it.come_back() for it in stations))
