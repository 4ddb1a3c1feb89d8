"""A station as the API sees it: its token, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.test import Client

from hub.access import token_for

if TYPE_CHECKING:
    from hub.devices.models import Device


class Asking:
    """Requests with the device's token; without a device, without a token."""

    def __init__(self, device: Device | None = None) -> None:
        self._client = Client(raise_request_exception=False)
        self._headers = {"Authorization": f"Bearer {token_for(device)}"} if device else {}

    def __call__(self, method: str, path: str, body: Any = b"", kind: str = "", **headers: str):
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._client.generic(
            method, f"/api/v1{path}", body, kind or "application/octet-stream",
            headers={**self._headers, **told},
        )  # fmt: skip

    def get(self, path: str, **headers: str):
        return self("GET", path, **headers)


def content(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def code(response: Any) -> str:
    """Of a problem document."""
    assert response["Content-Type"] == "application/problem+json", response
    told = response.json()
    assert told["status"] == response.status_code
    return str(told["code"])
