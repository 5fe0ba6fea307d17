"""The key of kept answers lives in memory alone."""

from pathlib import Path

import pytest

from kiosk.centre.fleeting_key import KEY_FILE, KeyPlace, lies_in_memory
from tests.kiosk.dark import a_mount_table


@pytest.mark.parametrize(("kind", "in_memory"), [("tmpfs", True), ("ramfs", True), ("ext4", False), ("overlay", False)])
def test_only_a_folder_that_power_off_erases_holds_the_key(tmp_path: Path, kind: str, in_memory: bool) -> None:
    table = a_mount_table(tmp_path / "run time", kind)(tmp_path / "mounts")
    place = KeyPlace.at(tmp_path / "run time" / "kiosk", table)
    assert (place.folder is not None) == in_memory
    assert (tmp_path / "run time" / "kiosk").exists() == in_memory


def test_a_disk_that_is_mounted_inside_of_memory_is_a_disk(tmp_path: Path) -> None:
    table = a_mount_table(tmp_path, "tmpfs")(tmp_path / "mounts")
    table.write_text(table.read_text() + f"24 23 0:22 / {tmp_path}/disk rw - ext4 /dev/sdb rw\n")
    assert lies_in_memory(tmp_path / "other", table)
    assert not lies_in_memory(tmp_path / "disk" / "x", table)


def test_a_stick_with_a_name_in_another_encoding_keeps_no_kiosk_from_starting(tmp_path: Path) -> None:
    table = a_mount_table(tmp_path, "tmpfs")(tmp_path / "mounts")
    table.write_bytes(table.read_bytes() + b"25 22 0:23 / /media/\xc1nh rw - vfat /dev/sdc rw\n")
    assert KeyPlace.at(tmp_path / "kiosk", table).folder


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    place = KeyPlace(tmp_path)
    key = place.load_or_make()
    assert place.load_or_make() == key
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert place.holds(key)
    place.clear()
    assert not place.holds(key)


def test_a_key_that_others_may_read_or_that_is_cut_short_is_made_anew(tmp_path: Path) -> None:
    place, file = KeyPlace(tmp_path), tmp_path / KEY_FILE
    key = place.load_or_make()
    file.chmod(0o644)
    second = place.load_or_make()
    file.write_bytes(second[:7])
    third = place.load_or_make()
    assert len({key, second, third}) == 3


def test_a_link_in_the_place_of_the_key_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(bytes(32))
    elsewhere.chmod(0o600)
    (tmp_path / KEY_FILE).symlink_to(elsewhere)
    assert KeyPlace(tmp_path).load_or_make() != bytes(32)
    assert elsewhere.read_bytes() == bytes(32)


def test_without_such_a_folder_the_key_lives_in_the_program_alone() -> None:
    place = KeyPlace(None)
    key = place.load_or_make()
    assert place.holds(key)
    assert place.load_or_make() != key
