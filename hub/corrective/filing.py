"""Files given as evidence: kept under their SHA-256, and told apart by how they begin."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

from hub.corrective.models import Move
from hub.corrective.refusals import CorrectiveRefused
from hub.evidence import lacking
from hub.evidence.holding import keep
from hub.objects import objects

FILE_MB = 20
UNKNOWN = "application/octet-stream"
TEXT = "text/plain; charset=utf-8"
_BEGIN = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png",
          b"%PDF-": "application/pdf"}  # fmt: skip


def keep_file(content: bytes) -> str:
    """Raises `CorrectiveRefused` for an empty or a very large one."""
    if not content:
        raise CorrectiveRefused("empty_file", 422)
    if len(content) > FILE_MB << 20:
        raise CorrectiveRefused("too_large", 413, mb=FILE_MB)
    digest = sha256(content).hexdigest()
    keep(digest, content, len(content))
    return digest


def kind_of(digest: str) -> str:
    """Its media type; what is neither picture, PDF nor text, or is not here, is `UNKNOWN`."""
    return UNKNOWN if lacking([digest]) else _kind(digest)


def is_evidence(exception: str, digest: str) -> bool:
    """Whether a move of that order named it."""
    given = Move.objects.filter(order_id=exception).values_list("evidence", flat=True)
    return any(digest in some for some in given)


@lru_cache(maxsize=1024)
def _kind(digest: str) -> str:
    """A digest's content never changes: each is looked into once."""
    content = objects().read(digest)
    for begin, kind in _BEGIN.items():
        if content.startswith(begin):
            return kind
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return UNKNOWN
    return TEXT if b"\0" not in content else UNKNOWN
