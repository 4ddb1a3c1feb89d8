"""What steps and checks are called: the words of the very release a run was worked by."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from hub.objects import objects
from hub.problems import HubProblem
from sop.release import ReleaseError, decode_release

if TYPE_CHECKING:
    from sop.procedure import Procedure


def procedure_of(digest: str) -> Procedure | None:
    """None for a release that was never published here, or that cannot be read now: then the
    ids are shown."""
    try:
        return _read(digest)
    except (FileNotFoundError, HubProblem, ReleaseError, ValueError):
        return None


@lru_cache(maxsize=64)
def _read(digest: str) -> Procedure:
    return decode_release(objects().read(digest)).procedure
