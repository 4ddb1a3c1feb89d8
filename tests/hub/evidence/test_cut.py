"""A line that is cut in the middle of a photograph, against the real server."""

from __future__ import annotations

import os
import socket
import time
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from tests.hub.served import served

PHOTO = os.urandom(3_000_000)
NAME = sha256(PHOTO).hexdigest()
CUT = 2_000_000


def test_what_came_before_the_cut_is_not_sent_again(tmp_path: Path) -> None:
    with served(tmp_path) as hub:
        bearer = {"Authorization": f"Bearer {hub.token()}"}
        with httpx.Client(base_url=f"{hub.url}/api/v1", headers=bearer) as client:
            _send_and_cut(hub.url, bearer["Authorization"])
            offset = _settled(client)
            assert offset > CUT / 2, "most of what arrived is kept"
            told = {"Upload-Offset": str(offset), "Upload-Length": str(len(PHOTO))}
            rest = client.patch(f"/evidence/{NAME}", content=PHOTO[offset:], headers=told)

        assert (rest.status_code, rest.headers["Upload-Offset"]) == (204, str(len(PHOTO)))
        assert (tmp_path / "objects" / NAME[:2] / NAME[2:]).read_bytes() == PHOTO


def _send_and_cut(url: str, authorization: str) -> None:
    place = urlsplit(url)
    head = (
        f"PATCH /api/v1/evidence/{NAME} HTTP/1.1\r\nHost: {place.netloc}\r\n"
        f"Authorization: {authorization}\r\nContent-Length: {len(PHOTO)}\r\n"
        f"Upload-Offset: 0\r\nUpload-Length: {len(PHOTO)}\r\n\r\n"
    )
    with socket.create_connection((place.hostname, place.port), timeout=10) as line:
        line.sendall(head.encode() + PHOTO[:CUT])
        time.sleep(0.5)


def _settled(client: httpx.Client) -> int:
    """Where the hub stands, once it has noticed the cut."""
    for _ in range(100):
        offset = int(client.head(f"/evidence/{NAME}").headers["Upload-Offset"])
        if offset:
            return offset
        time.sleep(0.1)
    return 0
