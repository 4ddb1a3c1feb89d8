"""How a station tells that it could not take a release: one line among `Health.problems`."""

from __future__ import annotations

_BEGIN = "release:"


def release_failed(release: str, code: str) -> str:
    """`release` is its digest, `code` what went wrong (`not_believed`, `cannot_read` …)."""
    return f"{_BEGIN}{release}:{code}"


def failed_release(problem: str) -> str | None:
    """The digest of the release a problem is about; None when it is about something else."""
    if not problem.startswith(_BEGIN):
        return None
    return problem.removeprefix(_BEGIN).partition(":")[0]
