"""Personal data in the agent's own files: sealed with the data key, and compared by keyed fingerprints only.

The agent is a program of its own on a department's machine, so its key is its own too: losing it costs the queue.
"""

import hashlib
import hmac
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from sync_ingest.agent.errors import DataKeyWrong


@dataclass(frozen=True, slots=True, repr=False)
class Seal:
    """Seals, opens and fingerprints texts. Keys rotate: the first of `keys` seals, all of them open."""

    keys: tuple[bytes, ...]

    @classmethod
    def of(cls, text: str) -> "Seal":
        """From a comma- or space-separated list of Fernet keys; DataKeyWrong when there is none or one is malformed."""
        keys = tuple(part.encode() for part in text.replace(",", " ").split())
        try:
            MultiFernet([Fernet(key) for key in keys])
        except ValueError as error:
            raise DataKeyWrong("the data key is not one or several Fernet keys") from error
        return cls(keys)

    @classmethod
    def from_file(cls, path: Path) -> "Seal":
        """From a key file, which is made, readable by its owner only, when there is none; DataKeyWrong."""
        try:
            if not path.exists():
                _make_key(path)
            return cls.of(path.read_text("ascii"))
        except (OSError, UnicodeDecodeError) as error:
            raise DataKeyWrong(f"the key file {path} cannot be read or made") from error

    def seal(self, text: str) -> bytes:
        """`text`, encrypted and authenticated."""
        return self._fernet.encrypt(text.encode())

    def open(self, sealed: bytes) -> str:
        """What one of the keys has sealed; DataKeyWrong otherwise."""
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken as error:
            raise DataKeyWrong("the queue was sealed with another data key") from error

    def fingerprint(self, text: str) -> str:
        """A keyed hash of `text` under the key in use."""
        return _fingerprint(self.keys[0], text)

    def matches(self, fingerprint: str, text: str) -> bool:
        """Whether `fingerprint` is of `text` under any of the keys."""
        return any(hmac.compare_digest(fingerprint, _fingerprint(key, text)) for key in self.keys)

    @property
    def _fernet(self) -> MultiFernet:
        return MultiFernet([Fernet(key) for key in self.keys])


def _fingerprint(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _make_key(path: Path) -> None:
    """All of the key at once, and never over another: two that start together end up with the same one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{token_hex(4)}")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(Fernet.generate_key() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(beside, path)
    beside.unlink()
