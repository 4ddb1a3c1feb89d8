"""Photographs that events name: asked for, received piece by piece, kept under their SHA-256."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def lacking(digests: Iterable[str]) -> set[str]:
    """Of these, the ones that have not arrived: their evidence is pending."""
    from hub.evidence.holding import lacking

    return lacking(digests)


def reconcile() -> int:
    """Forget what the object store has lost, so that stations are asked for it again; returns how
    many. For after a restore."""
    from hub.evidence.holding import reconcile

    return reconcile()
