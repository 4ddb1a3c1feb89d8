"""The bytes of an event, read back."""

import msgspec
import pytest

from sop.journal.envelope import decode


@pytest.mark.parametrize("body", [b"", b"{", b'{"seq":1}', b'{"seq":1,"prev":"\xff"}'])
def test_what_is_no_event_is_told_as_one_error(body: bytes) -> None:
    with pytest.raises(msgspec.MsgspecError):
        decode(body)
