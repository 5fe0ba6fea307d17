"""Attachments on disk: sealed part by part, whole or not at all."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from lookup_api.store.attachments import PART, AttachmentFolder
from lookup_api.store.errors import AttachmentGone, SealBroken
from lookup_api.store.sealing import Sealer


@pytest.fixture
def folder(tmp_path: Path, sealer: Sealer) -> AttachmentFolder:
    return AttachmentFolder(tmp_path / "filings", sealer)


def keep(folder: AttachmentFolder, content: bytes) -> str:
    writer = folder.begin()
    for start in range(0, len(content), 10_000):
        writer.write(content[start : start + 10_000])
    writer.finish()
    return writer.name


@pytest.mark.parametrize("size", [0, 1, PART - 1, PART, PART + 1, 3 * PART + 7])
def test_what_was_written_is_read_whatever_its_size(folder: AttachmentFolder, size: int) -> None:
    content = bytes(number % 251 for number in range(size))
    assert folder.read(keep(folder, content)) == content


def test_only_its_owner_may_read_the_folder_and_its_files(folder: AttachmentFolder) -> None:
    path = folder.path / keep(folder, b"x")
    assert [stat.S_IMODE(each.stat().st_mode) for each in (folder.path, path)] == [0o700, 0o600]


def test_a_new_key_seals_and_the_old_one_opens(folder: AttachmentFolder) -> None:
    name = keep(folder, b"content")
    rotated = Sealer((Fernet.generate_key(), *folder.sealer.keys))
    assert AttachmentFolder(folder.path, rotated).read(name) == b"content"


def test_without_the_key_nothing_is_opened(folder: AttachmentFolder) -> None:
    name = keep(folder, b"content")
    with pytest.raises(SealBroken):
        AttachmentFolder(folder.path, Sealer((Fernet.generate_key(),))).read(name)


@pytest.mark.parametrize("change", ["cut", "reorder", "repeat", "empty"])
def test_parts_cannot_be_left_out_or_put_in_another_order(folder: AttachmentFolder, change: str) -> None:
    name = keep(folder, b"x" * (2 * PART + 1))
    path = folder.path / name
    first, second, last = path.read_bytes().splitlines(keepends=True)
    changed = {"cut": first + second, "reorder": second + first + last, "repeat": first + second + last + last}
    path.write_bytes(changed.get(change, b""))
    with pytest.raises(SealBroken):
        folder.read(name)


def test_one_files_content_cannot_be_passed_off_as_anothers(folder: AttachmentFolder) -> None:
    mine, other = keep(folder, b"mine"), keep(folder, b"other")
    (folder.path / mine).write_bytes((folder.path / other).read_bytes())
    with pytest.raises(SealBroken):
        folder.read(mine)


@pytest.mark.parametrize("name", ["../data.key", "0" * 31, "", "0" * 32])
def test_a_name_of_no_file_opens_nothing(folder: AttachmentFolder, name: str) -> None:
    with pytest.raises(AttachmentGone):
        folder.read(name)


def test_old_files_are_found_by_their_age(folder: AttachmentFolder) -> None:
    name = keep(folder, b"x")
    now = datetime.now(UTC)
    assert list(folder.names_before(now - timedelta(hours=1))) == []
    assert list(folder.names_before(now + timedelta(hours=1))) == [name]
