"""A folder of exports: which file counts, and which row."""

import os
from pathlib import Path

import pytest

from sync_ingest.agent.errors import SourceUnavailable
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.sources.files.listing import list_files, steady_copy
from sync_ingest.agent.sources.folder import Folder
from tests.builders import NOW, a_code
from tests.sync_ingest.agent.builders import SEAL
from tests.sync_ingest.agent.sources.exports import SAID, a_feed, a_line, export, notes
from tests.sync_ingest.agent.sources.files import LATER, a_push, settle


def test_files_add_up_and_the_row_that_was_written_last_counts(folder: Folder) -> None:
    export(folder, "b.csv", a_line(1, "cũ"), a_line(2, "hai"))
    export(folder, "a.csv", a_line(1, "giữa"), a_line(3, "ba"), a_line(1, "mới"), minutes=5)
    assert notes(folder, a_feed()) == {"1": "mới", "2": "hai", "3": "ba"}
    assert len(list(folder.all_rows(a_feed()))) == 3
    assert not a_feed().is_whole


def test_of_whole_exports_the_newest_alone_counts(folder: Folder) -> None:
    export(folder, "b.csv", a_line(1), a_line(2))
    export(folder, "a.csv", a_line(1, "mới"), minutes=5)
    assert notes(folder, a_feed(whole=True)) == {"1": "mới"}
    assert a_feed(whole=True).is_whole


def test_a_whole_of_which_there_is_no_file_is_not_an_empty_department(folder: Folder) -> None:
    with pytest.raises(SourceUnavailable, match="no file"):
        list(folder.all_rows(a_feed(whole=True)))
    assert list(folder.all_rows(a_feed())) == []


def test_a_file_that_was_written_to_a_moment_ago_is_left_for_later_and_so_are_those_after_it(folder: Folder) -> None:
    export(folder, "a.csv", a_line(1))
    export(folder, "b.csv", a_line(2), minutes=60)
    export(folder, "c.csv", a_line(3), minutes=61)
    assert [row["SO_HO_SO"] for row in folder.changed_since(a_feed(), None)] == [a_code(1)]
    with pytest.raises(SourceUnavailable, match=r"b\.csv was written to a moment ago"):
        list(folder.all_rows(a_feed()))


def test_a_file_that_was_written_to_after_it_was_listed_is_not_taken(folder: Folder) -> None:
    path = export(folder, "a.csv", a_line(1))
    (listed,) = list_files(folder.path, "*")
    path.write_text("half", "utf-8")
    with pytest.raises(SourceUnavailable, match=r"a\.csv was changed while it was read"), steady_copy(listed):
        pass


def test_a_file_that_is_replaced_while_it_is_read_is_read_to_its_end(folder: Folder) -> None:
    export(folder, "a.csv", a_line(1), a_line(2))
    rows = folder.all_rows(a_feed(whole=True))
    next(rows)
    os.replace(export(folder, "new", a_line(3)), folder.path / "a.csv")
    assert [row["SO_HO_SO"] for row in rows] == [a_code(2)]
    assert list(notes(folder, a_feed(whole=True))) == ["3"]


def test_only_what_was_written_since_is_read_again(folder: Folder) -> None:
    export(folder, "a.csv", a_line(1), a_line(2))
    *_, last = folder.changed_since(a_feed(), None)
    export(folder, "b.csv", a_line(3), minutes=5)
    again = [row["SO_HO_SO"] for row in folder.changed_since(a_feed(), str(last["MOTCUA_PLACE"]))]
    assert again == [a_code(2), a_code(3)]


def test_a_look_that_can_show_nothing_new_opens_no_file(folder: Folder) -> None:
    path = export(folder, "a.csv", a_line(1))
    *_, last = folder.changed_since(a_feed(), None)
    mark = str(last["MOTCUA_PLACE"])
    assert len(list(folder.changed_since(a_feed(), mark))) == 1
    assert list(folder.changed_since(a_feed(), mark)) == []
    os.utime(path, (NOW.timestamp() + 60, NOW.timestamp() + 60))
    assert len(list(folder.changed_since(a_feed(), mark))) == 1


def test_a_file_with_a_time_in_the_future_is_read(folder: Folder) -> None:
    export(folder, "a.csv", a_line(1), minutes=60 * 24 * 365)
    assert len(list(folder.all_rows(a_feed()))) == 1


def test_lock_files_and_hidden_files_are_none(folder: Folder) -> None:
    for name in ("~$hs.xlsx", ".hs.csv"):
        (folder.path / name).write_text("x")
    export(folder, "hs.csv", a_line(1))
    assert len(list(folder.all_rows(a_feed()))) == 1


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match="the folder of the source cannot be read"):
        list(Folder(tmp_path / "none", SEAL, lambda: LATER).all_rows(a_feed()))


def test_a_copy_of_a_push_that_is_none_is_told_by_its_name(folder: Folder) -> None:
    feed = Feed.model_validate({**SAID, "national": "DongBoHoSoMC", "files": None})
    a_push(folder.path / "1.json", [])
    (folder.path / "2.json").write_text('{"data": "Nguyễn Văn An"}', "utf-8")
    settle(folder.path / "2.json")
    with pytest.raises(SourceUnavailable) as trouble:
        list(folder.all_rows(feed))
    assert str(trouble.value) == "2.json: it is no push in the national format"
