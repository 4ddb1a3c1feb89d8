"""Keeping the libraries' own words off the terminal, where ours say it better."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")
_STDERR = 2


@contextmanager
def libraries_silenced() -> Iterator[None]:
    """Codecs written in C complain on the process's standard error, whatever Python is told.
    For one thread at a time; a process without standard error is left as it is."""
    try:
        kept = os.dup(_STDERR)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, _STDERR)
        yield
    finally:
        os.dup2(kept, _STDERR)
        for handle in (kept, nowhere):
            with suppress(OSError):
                os.close(handle)


def made_in_silence(items: Iterable[T]) -> Iterator[T]:
    """The items; only while one is being made are the libraries silenced."""
    left = iter(items)
    while True:
        with libraries_silenced():
            try:
                item = next(left)
            except StopIteration:
                return
        yield item
