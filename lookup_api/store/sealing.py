"""Personal data at rest: sealed with the data key; secrets kept as keyed hashes. Keys rotate: the first seals,
all open.
"""

import hashlib
import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from lookup_api.store.errors import DataKeyMissing, SealBroken


@dataclass(frozen=True, slots=True, repr=False)
class Sealer:
    """Seals and opens texts, and fingerprints secrets. `keys` are Fernet keys, the one in use first."""

    keys: tuple[bytes, ...]

    @classmethod
    def from_text(cls, text: str) -> "Sealer":
        """From a comma- or line-separated list of keys; DataKeyMissing when there is none or one is malformed."""
        keys = tuple(part.encode() for part in text.replace(",", " ").split())
        try:
            MultiFernet([Fernet(key) for key in keys])
        except ValueError as error:
            raise DataKeyMissing from error
        return cls(keys)

    @classmethod
    def from_file(cls, path: Path) -> "Sealer":
        """From a key file; DataKeyMissing when it cannot be read."""
        try:
            return cls.from_text(path.read_text(encoding="ascii"))
        except (OSError, UnicodeDecodeError) as error:
            raise DataKeyMissing from error

    def seal(self, text: str) -> bytes:
        """`text` encrypted and authenticated."""
        return self._fernet.encrypt(text.encode())

    def open(self, sealed: bytes) -> str:
        """What was sealed with any of the keys; SealBroken otherwise."""
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken as error:
            raise SealBroken from error

    def seal_bytes(self, content: bytes) -> bytes:
        """`content` encrypted and authenticated: one line of ASCII, a third longer."""
        return self._fernet.encrypt(content)

    def open_bytes(self, sealed: bytes) -> bytes:
        """What `seal_bytes` sealed with any of the keys; SealBroken otherwise."""
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken as error:
            raise SealBroken from error

    def fingerprint(self, *parts: str) -> str:
        """A keyed hash of `parts` (hex) under the key in use."""
        return _keyed_hash(self.keys[0], parts)

    def fingerprints(self, *parts: str) -> tuple[str, ...]:
        """The keyed hashes of `parts` under each key, the one in use first: to find what was written before a rotation.
        """
        return tuple(_keyed_hash(key, parts) for key in self.keys)

    def matches(self, fingerprint: str, parts: Sequence[str]) -> bool:
        """Whether `fingerprint` is of `parts` under any key; takes the same time either way."""
        found = [hmac.compare_digest(fingerprint, _keyed_hash(key, parts)) for key in self.keys]
        return any(found)

    @property
    def _fernet(self) -> MultiFernet:
        return MultiFernet([Fernet(key) for key in self.keys])


def make_data_key(path: Path) -> None:
    """Write a fresh key to `path` (mode 0600, folder made, on disk before the return) unless a file is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as file:
        file.write(Fernet.generate_key() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _keyed_hash(key: bytes, parts: Sequence[str]) -> str:
    return hmac.new(key, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()
