"""Which station this is on its line, and which others there are: from what it was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk.andon.keys import public_half

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sop.wire.documents import Peer


class Here(Struct, frozen=True):
    """`key` is this device's private key (base64); `peers` the other stations of its line."""

    device: str
    key: str
    peers: tuple[Peer, ...] = ()
    line: str = ""

    def keys(self) -> dict[str, bytes]:
        """The others' public keys, in Z85; one that is none is left out."""
        found = {peer.device: public_half(peer.key) for peer in self.peers}
        return {device: key for device, key in found.items() if key is not None}


def here_of(device: str, keys: Sequence[str], line: str, peers: Sequence[Peer]) -> Here | None:
    """None on no line. `keys` are this device's private ones, the likeliest first: the one the
    roster tells the others is the one to be known by."""
    if not line or not keys:
        return None
    told = next((peer.key for peer in peers if peer.device == device), "")
    others = tuple(peer for peer in peers if peer.line == line and peer.device != device)
    return Here(device, _known_by(keys, told), others, line)


def _known_by(keys: Sequence[str], told: str) -> str:
    from sop.signing import SigningKey

    return next((key for key in keys if SigningKey.of(key).public == told), keys[0])
