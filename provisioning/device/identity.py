"""Who this device is: its key, made here once and never sent anywhere, and the name the server gave it."""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from provisioning.devices import DeviceKind
from provisioning.errors import IdentityNotReadable
from provisioning.keys import key_id_of, new_private_key, private_key_pem, read_private_key
from provisioning.signatures import Caller, RequestSigner

KEY_FILE = "device.key"
IDENTITY_FILE = "identity.json"


@dataclass(frozen=True, slots=True)
class Identity:
    """An enrolled device: the key that is its identity, and what the server calls it."""

    device_id: str
    kind: DeviceKind
    name: str
    agency: str | None
    key_id: str
    private_key: ec.EllipticCurvePrivateKey = field(repr=False)

    def auth(self) -> RequestSigner:
        """What signs the requests of an httpx client: `httpx.Client(auth=identity.auth())`."""
        return RequestSigner(self.key_id, self.private_key)


def load_identity(folder: Path) -> Identity:
    """Read this device's identity; IdentityNotReadable when it was never enrolled or its files are damaged."""
    try:
        key = read_private_key((folder / KEY_FILE).read_bytes())
        facts: dict[str, Any] = json.loads((folder / IDENTITY_FILE).read_text("utf-8"))
        caller = Caller(**{**facts, "kind": DeviceKind(facts["kind"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IdentityNotReadable from error
    if caller.key_id != key_id_of(key.public_key()):
        raise IdentityNotReadable
    return identity_of(caller, key)


def save_identity(folder: Path, caller: Caller) -> None:
    """Keep what the server calls this device; after a power cut it is either all there or not at all."""
    text = json.dumps(asdict(caller), ensure_ascii=False, indent=2)
    _write_whole(folder / IDENTITY_FILE, text.encode())


def load_or_make_key(folder: Path) -> ec.EllipticCurvePrivateKey:
    """This device's key; it is made the first time, readable by its owner only, and never made again.

    IdentityNotReadable when there is a key file that cannot be read: it is not replaced behind anybody's back.
    """
    key_file = folder / KEY_FILE
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not key_file.exists():
        _write_whole(key_file, private_key_pem(new_private_key()), only_first=True)
    try:
        return read_private_key(key_file.read_bytes())
    except (OSError, ValueError) as error:
        raise IdentityNotReadable from error


def identity_of(caller: Caller, key: ec.EllipticCurvePrivateKey) -> Identity:
    """The identity of this device, when it is `caller` to the server."""
    return Identity(caller.device_id, caller.kind, caller.name, caller.agency, caller.key_id, key)


def _write_whole(target: Path, content: bytes, only_first: bool = False) -> None:
    """Write a file beside the target, sync it, then put it in place; `only_first` leaves one that is there."""
    beside = target.with_name(f".{target.name}.{token_hex(4)}")
    try:
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if only_first:
            with suppress(FileExistsError):
                os.link(beside, target)
        else:
            beside.replace(target)
        _sync_folder(target.parent)
    finally:
        beside.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
