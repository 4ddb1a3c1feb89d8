"""Who is doing what is being done now, at which machine, and why: for what is written down of it.

Said once where a command or a request comes in. Where nobody said it, it is the hub itself.
"""

from __future__ import annotations

import getpass
import socket
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Acting(Struct, frozen=True):
    who: str = "hub"
    device: str = ""
    why: str = ""


class Asking:
    """Middleware: whoever is signed in; a station says who it is where it proves it."""

    def __init__(self, next_: Callable[[Any], Any]) -> None:
        self._next = next_

    def __call__(self, request: Any) -> Any:
        if request.method in ("GET", "HEAD"):
            return self._next(request)
        user = getattr(request, "user", None)
        name = user.get_username() if user is not None and user.is_authenticated else "nobody"
        with acting(name, request.META.get("REMOTE_ADDR") or ""):
            return self._next(request)


_acting: ContextVar[Acting | None] = ContextVar("acting", default=None)


def now() -> Acting:
    return _acting.get() or Acting(device=socket.gethostname())


@contextmanager
def acting(who: str, device: str = "", why: str = "") -> Iterator[None]:
    """Within it, changes are theirs."""
    before = _acting.set(Acting(who, device or socket.gethostname(), why))
    try:
        yield
    finally:
        _acting.reset(before)


def at_the_terminal(named: str = "") -> str:
    """Raises nothing: where the system names nobody it is the terminal's."""
    try:
        return named or getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "terminal"
