"""A piece of a photograph arrives: put where it belongs, and at the end verified and kept."""

from __future__ import annotations

from hashlib import sha256

from hub.evidence.holding import keep, size_of
from hub.evidence.staging import staging
from hub.problems import HubProblem
from sop.wire.limits import EVIDENCE_BYTES, PIECE_BYTES


class WrongOffset(HubProblem):
    """Pieces do not join. `offset` tells from where on it is lacking."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        super().__init__(
            409,
            "offset",
            "续传位置不符",
            "The piece does not begin where the last one ended",
            f"Upload-Offset: {offset}",
        )


class WrongDigest(HubProblem):
    def __init__(self) -> None:
        super().__init__(
            422, "digest", "内容与其校验值不符", "The content is not what it is named after"
        )


class TooLarge(HubProblem):
    def __init__(self, limit: int) -> None:
        super().__init__(413, "too_large", "超出大小上限", "Larger than is accepted", f"{limit}")


def receive(digest: str, offset: int, size: int, piece: bytes) -> int:
    """Take the bytes from `offset` on of a photograph of `size`; returns how many are here.

    What arrived before is not taken again. Raises `WrongOffset`, `WrongDigest`, `TooLarge`.
    """
    _require_within_limits(offset, size, piece)
    held = size_of(digest)
    if held is not None:
        return held
    if len(piece) == size:
        return _keep_whole(digest, piece)
    with staging().locked(digest):
        return _append(digest, offset, size, piece)


def _require_within_limits(offset: int, size: int, piece: bytes) -> None:
    if size > EVIDENCE_BYTES:
        raise TooLarge(EVIDENCE_BYTES)
    if len(piece) > PIECE_BYTES:
        raise TooLarge(PIECE_BYTES)
    if offset < 0 or offset + len(piece) > size:
        raise HubProblem(
            422, "invalid", "续传位置与大小矛盾", "Offset, piece and length contradict one another"
        )


def _keep_whole(digest: str, content: bytes) -> int:
    """Most photographs are one piece: they never touch the staging."""
    if sha256(content).hexdigest() != digest:
        raise WrongDigest
    keep(digest, content, len(content))
    staging().discard(digest)
    return len(content)


def _append(digest: str, offset: int, size: int, piece: bytes) -> int:
    held = size_of(digest)
    if held is not None:  # another one finished it while we waited
        return held
    have = staging().offset(digest)
    if offset != have:
        raise WrongOffset(have)
    if piece:
        staging().append(digest, piece)
    if have + len(piece) == size:
        _finish(digest, size)
    return have + len(piece)


def _finish(digest: str, size: int) -> None:
    if not staging().matches(digest):
        staging().discard(digest)  # not worth going on with
        raise WrongDigest
    keep(digest, staging().path(digest), size)
    staging().discard(digest)
