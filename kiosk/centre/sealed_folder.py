"""A folder of small sealed files. Neither a name nor a byte in it can be read without the key."""

import hmac
import os
import re
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NAME = re.compile(r"[0-9a-f]{64}")
NONCE_BYTES = 12
LARGEST = 256 * 1024  # no answer is as long; anything longer is not ours


@dataclass(frozen=True, slots=True)
class SealedFolder:
    """`key` is 32 random bytes. Each file is sealed (AES-256-GCM) together with its name, so none can pass for another.

    `write`, `remove` and `clear` raise OSError when the disk does not let them.
    """

    folder: Path
    key: bytes = field(repr=False)

    def name_of(self, text: str) -> str:
        """The file name that stands for `text`: a keyed hash."""
        return hmac.digest(_part(self.key, b"name"), text.encode(), "sha256").hex()

    def write(self, name: str, content: bytes) -> None:
        """Put `content` under `name`; after a power cut or a kill it is there whole, or what was there before is."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = self.folder / f".{name}.{token_hex(4)}"
        try:
            with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(self._seal(name, content))
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self.folder / name)
        finally:
            with suppress(OSError):
                beside.unlink()

    def read_all(self) -> dict[str, bytes]:
        """What can be opened, by name. Everything else in the folder is deleted: half a file, one of another key."""
        found: dict[str, bytes] = {}
        with suppress(OSError):
            for file in sorted(self.folder.iterdir()):
                content = self._open(file)
                if content is None:
                    _delete(file)
                else:
                    found[file.name] = content
        return found

    def remove(self, name: str) -> None:
        """Delete one file, if it is there."""
        (self.folder / name).unlink(missing_ok=True)

    def clear(self) -> None:
        """Delete every file."""
        if self.folder.is_dir():
            for file in self.folder.iterdir():
                _delete(file)

    def _seal(self, name: str, content: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(_part(self.key, b"seal")).encrypt(nonce, content, name.encode())

    def _open(self, file: Path) -> bytes | None:
        try:
            if not NAME.fullmatch(file.name) or file.is_symlink() or file.stat().st_size > LARGEST:
                return None
            sealed = file.read_bytes()
            cipher = AESGCM(_part(self.key, b"seal"))
            return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], file.name.encode())
        except (OSError, InvalidTag, ValueError):
            return None


def _part(key: bytes, purpose: bytes) -> bytes:
    """A key for one purpose alone."""
    return hmac.digest(key, purpose, "sha256")


def _delete(file: Path) -> None:
    with suppress(OSError):  # a folder, or a disk that can only be read: it is no answer of ours in any case
        file.unlink()
