"""Loaded by schemathesis: how bodies that are no JSON travel."""

from typing import Any

import schemathesis


@schemathesis.serializer("application/x-ndjson", "application/offset+octet-stream")
def as_it_is(_context: Any, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")
