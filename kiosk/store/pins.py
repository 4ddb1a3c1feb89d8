"""What a PIN is kept as: nothing that verifies it without a file that is in no database.

A verifier is Argon2id over HMAC-SHA256(this device's PIN key, person + reset + PIN). The key lies
in `pin.key` beside the databases, readable by the station's own account alone. Six digits are
guessed in hours from whatever verifies them by itself; a copied database does not.

Who copies the key file as well can guess. On Windows the file is protected by the account's own
rights on the folder, not by a mode.
"""

from __future__ import annotations

import hmac
import os
from hashlib import scrypt, sha256
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from msgspec import Struct

from kiosk.store.disk import sync_folder

HASHER = PasswordHasher()  # the library's own cost: RFC 9106, low memory

_BYTES = 32
_SCRYPT = {"n": 2**14, "r": 8, "p": 1}
_OLD = "scrypt"


class PinKey:
    """The device's own key, made when first needed. Raises `OSError` as reading a file does."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "pin.key"
        self._key = b""

    @property
    def id(self) -> str:
        """By which a verifier names it; tells nothing about the key."""
        return sha256(b"id" + self._bytes).hexdigest()[:16]

    def mix(self, *parts: str) -> str:
        """HMAC-SHA256, in hexadecimal."""
        return hmac.new(self._bytes, "\0".join(parts).encode(), sha256).hexdigest()

    @property
    def _bytes(self) -> bytes:
        if not self._key:
            self._key = self._read() or self._make()
        return self._key

    def _read(self) -> bytes:
        try:
            found = self._file.read_bytes()
        except FileNotFoundError:
            return b""
        return found if len(found) == _BYTES else b""

    def _make(self) -> bytes:
        """A damaged one is replaced: its verifiers then name another key, and are good no more."""
        fresh = self._file.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        key = os.urandom(_BYTES)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._file)
        sync_folder(self._file.parent)
        return key


class Verifier(Struct, frozen=True):
    """`since` is the reset it was chosen under, `key` the id of the key it was made with."""

    since: int
    key: str
    encoded: str

    def __str__(self) -> str:
        return f"{self.since}:{self.key}:{self.encoded}"


def make_verifier(key: PinKey, person: str, since: int, pin: str) -> Verifier:
    """Takes some 50 ms by design."""
    return Verifier(since, key.id, HASHER.hash(key.mix(person, str(since), pin)))


def verifies(key: PinKey, person: str, verifier: Verifier, pin: str) -> bool:
    """Takes some 50 ms by design; at once when it was made with another key, which is a no."""
    if verifier.key != key.id:
        return False
    if verifier.encoded.startswith(_OLD):
        return _verifies_old(key, person, verifier, pin)
    try:
        return HASHER.verify(verifier.encoded, key.mix(person, str(verifier.since), pin))
    except VerifyMismatchError:
        return False


def is_old(verifier: Verifier) -> bool:
    """From before Argon2: to be made anew at the next right PIN, when it is at hand."""
    return verifier.encoded.startswith(_OLD)


def read_verifier(text: str) -> Verifier:
    """Raises `ValueError` when it is none."""
    since, key, encoded = text.split(":", 2)
    if not encoded.startswith(("$argon2id$", _OLD)):
        raise ValueError("not a PIN's verifier")
    return Verifier(int(since), key, encoded)


def good_code(told: str, code: str) -> bool:
    """Whether `code` is the one-time code of which `told` is the Argon2id verifier."""
    try:
        return HASHER.verify(told, code)
    except (VerifyMismatchError, InvalidHashError):
        return False


# --- verifiers of earlier versions ------------------------------------------------------------
#
# They were scrypt alone, which a copied database verifies. Nobody knows the PINs behind them, and
# a station without a hub has no one to give out one-time codes, so nobody is asked to choose anew:
# what scrypt made is put under the device's key at once, and replaced at the next right PIN.


def adopted(key: PinKey, person: str, old: str) -> Verifier:
    """`old` is salt and scrypt value, in hexadecimal. Raises `ValueError` when it is not."""
    salt, value = (bytes.fromhex(part) for part in old.split(":"))
    return Verifier(0, key.id, f"{_OLD}${salt.hex()}${key.mix(person, value.hex())}")


def _verifies_old(key: PinKey, person: str, verifier: Verifier, pin: str) -> bool:
    _, salt, expected = verifier.encoded.split("$")
    value = scrypt(pin.encode(), salt=bytes.fromhex(salt), **_SCRYPT)
    return hmac.compare_digest(key.mix(person, value.hex()), expected)
