"""A device's key and identity on its disk."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from provisioning.clock import utc_now
from provisioning.device.identity import (
    IDENTITY_FILE,
    KEY_FILE,
    load_identity,
    load_or_make_key,
    save_identity,
)
from provisioning.devices import DeviceKind
from provisioning.errors import IdentityNotReadable
from provisioning.keys import key_id_of, private_key_pem
from provisioning.signatures import Caller, MemoryNonces, verify
from tests.provisioning.builders import KeyRing, a_key, a_request, signed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "identity"


def an_identity_in(folder: Path) -> Caller:
    key = load_or_make_key(folder)
    caller = Caller("d1", DeviceKind.AGENT, "Máy chủ Sở", "H53.19", key_id_of(key.public_key()))
    save_identity(folder, caller)
    return caller


def test_the_key_is_made_once_and_only_its_owner_can_read_it(folder: Path) -> None:
    first, again = load_or_make_key(folder), load_or_make_key(folder)
    assert private_key_pem(first) == private_key_pem(again)
    assert stat.S_IMODE((folder / KEY_FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_programs_that_start_at_once_agree_on_one_key(folder: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: private_key_pem(load_or_make_key(folder)), range(8)))
    assert len(set(made)) == 1
    assert [path.name for path in folder.iterdir()] == [KEY_FILE]


def test_what_was_saved_is_who_this_device_is(folder: Path) -> None:
    caller = an_identity_in(folder)
    identity = load_identity(folder)
    assert (identity.device_id, identity.kind, identity.name) == ("d1", DeviceKind.AGENT, "Máy chủ Sở")
    assert (identity.agency, identity.key_id) == ("H53.19", caller.key_id)


def test_an_identity_signs_what_the_server_believes(folder: Path) -> None:
    an_identity_in(folder)
    ring = KeyRing()
    caller = ring.add(load_or_make_key(folder))
    assert verify(signed(a_request(), load_identity(folder).auth()), ring, MemoryNonces(), utc_now()) == caller


def test_the_key_does_not_show_itself_in_logs(folder: Path) -> None:
    an_identity_in(folder)
    identity = load_identity(folder)
    assert "private" not in repr(identity) + repr(identity.auth())


def test_a_device_that_never_enrolled_has_no_identity(folder: Path) -> None:
    with pytest.raises(IdentityNotReadable):
        load_identity(folder)


@pytest.mark.parametrize("name", [KEY_FILE, IDENTITY_FILE])
@pytest.mark.parametrize("content", ["", "{}", "[]", "rubbish", '{"kind": "toaster"}'])
def test_damaged_files_are_no_identity(folder: Path, name: str, content: str) -> None:
    an_identity_in(folder)
    (folder / name).write_text(content)
    with pytest.raises(IdentityNotReadable):
        load_identity(folder)


def test_a_damaged_key_is_never_replaced_behind_anybodys_back(folder: Path) -> None:
    load_or_make_key(folder)
    (folder / KEY_FILE).write_text("rubbish")
    with pytest.raises(IdentityNotReadable):
        load_or_make_key(folder)
    assert (folder / KEY_FILE).read_text() == "rubbish"


def test_an_identity_with_another_devices_key_is_none(folder: Path) -> None:
    an_identity_in(folder)
    (folder / KEY_FILE).write_bytes(private_key_pem(a_key()))
    with pytest.raises(IdentityNotReadable):
        load_identity(folder)


def test_the_private_key_is_not_in_the_identity_file(folder: Path) -> None:
    an_identity_in(folder)
    facts = json.loads((folder / IDENTITY_FILE).read_text("utf-8"))
    assert set(facts) == {"device_id", "kind", "name", "agency", "key_id"}
