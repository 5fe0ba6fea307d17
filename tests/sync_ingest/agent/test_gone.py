"""Dossiers that a department has deleted: told of as deleted, never silently kept, and never told of by mistake."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lookup_api.domain.codes import parse_code
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.status import Status
from lookup_api.domain.update import Kind
from sync_ingest.agent.errors import SourceUnavailable
from sync_ingest.agent.gone import FEW, Prudence
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.reading.row_reader import Row
from sync_ingest.agent.sources.scripted import ScriptedSource
from sync_ingest.agent.state.apart import list_unmapped
from sync_ingest.agent.state.doubts import confirm, list_doubts
from sync_ingest.agent.state.seen import DELETIONS_KEPT, find_deleted
from tests.builders import NOW, a_code
from tests.sync_ingest.agent.builders import FEED, Department, a_row, changed


def kinds(department: Department) -> list[Kind]:
    return [update.kind for update in department.updates]


def dossier(department: Department, number: int) -> Dossier:
    """The dossier of a row, as the centre will see it."""
    return Dossier.of(one for one in department.updates if one.code.printed == a_code(number))


@pytest.fixture
def large(tmp_path: Path) -> Department:
    """A department with 300 dossiers, all of which were seen and delivered."""
    department = Department(tmp_path, *[a_row(number, so_hs=a_code(number)) for number in range(1, 301)])
    department.sweep()
    department.forget_queue()
    return department


def test_a_deleted_dossier_is_told_of_once_as_deleted(known: Department) -> None:
    known.delete(2)
    assert known.sweep() == 1
    assert known.sweep() == 0
    (update,) = known.updates
    assert (update.kind, update.status, update.code.printed) == (Kind.DELETION, Status.STOPPED, a_code(2))
    assert update.occurred_at == NOW


def test_a_poll_finds_no_deletion_for_it_does_not_ask_for_every_row(known: Department) -> None:
    known.delete(2)
    assert known.poll() == 0


def test_a_dossier_that_comes_back_unchanged_is_told_anew_and_stands(department: Department) -> None:
    department.poll()
    rows = department.source.rows
    department.delete(2)
    department.sweep()
    assert dossier(department, 2).is_deleted
    department.source.rows = rows
    assert department.sweep() == 1
    assert dossier(department, 2).is_known


def test_a_dossier_that_comes_back_under_another_key_stands_too(department: Department) -> None:
    department.poll()
    department.delete(2)
    department.sweep()
    department.source.rows.append(a_row(9, so_hs=a_code(2)))
    department.sweep()
    assert dossier(department, 2).is_known


def test_a_numbered_dossier_that_comes_back_with_its_old_number_stands(department: Department) -> None:
    department.number_rows(5)
    rows = department.source.rows
    department.delete(2)
    department.sweep()
    department.source.rows = rows
    department.sweep()
    assert dossier(department, 2).is_known


def test_a_dossier_whose_row_got_another_key_was_not_deleted(known: Department) -> None:
    known.delete(2)
    known.source.rows.append(a_row(9, so_hs=a_code(2)))
    known.sweep()
    assert Kind.DELETION not in kinds(known)


def test_a_dossier_that_moved_to_another_table_was_not_deleted(tmp_path: Path) -> None:
    work, archive = (FEED.model_copy(update={"name": name}) for name in ("dang_xu_ly", "luu_tru"))

    class Tables(ScriptedSource):
        def all_rows(self, feed: Feed) -> Iterator[Row]:
            return iter([row for row in self.rows if row["BANG"] == feed.name])

    department = Department(tmp_path)
    department.watch(Tables([a_row(1, bang="dang_xu_ly"), a_row(2, bang="dang_xu_ly")]))
    sum(department.watcher.sweep_all([archive, work]))
    department.change(2, bang="luu_tru")
    sum(department.watcher.sweep_all([archive, work]))
    assert Kind.DELETION not in kinds(department)


def test_the_mistyped_code_of_a_corrected_row_is_told_of_as_deleted(known: Department) -> None:
    known.change(2, so_hs=a_code(7))
    known.sweep()
    told = {(update.kind, update.code.printed) for update in known.updates}
    assert told == {(Kind.RECORD, a_code(7)), (Kind.DELETION, a_code(2))}


def test_a_row_that_got_its_national_code_is_the_same_dossier(tmp_path: Path) -> None:
    department = Department(tmp_path, a_row(1, so_hs=None, so_bn="12/HKD-2026"))
    department.sweep()
    department.change(1, so_hs=a_code(1))
    department.sweep()
    assert kinds(department) == [Kind.RECORD, Kind.RECORD]


def test_a_row_that_comes_in_during_a_sweep_was_not_deleted(known: Department) -> None:
    sweep = known.watcher.sweep_all([known.feed])
    next(sweep)
    known.source.rows.append(a_row(4, ngay_cn="2026-11-24 08:00:00"))
    known.poll()
    assert sum(sweep) == 0


def test_a_row_that_the_profile_does_not_cover_any_more_was_not_deleted(known: Department) -> None:
    known.change(2, ma_tt="CHO_DUYET")
    assert known.sweep() == 0


def test_rows_that_have_lost_their_keys_were_not_deleted(known: Department) -> None:
    known.source.rows = [{**row, "ID": None} for row in known.source.rows]
    assert known.sweep() == 0


def test_rows_that_have_lost_their_keys_and_codes_are_not_believed_to_be_gone(known: Department) -> None:
    known.source.rows = [{**row, "ID": None, "SO_HS": None} for row in known.source.rows]
    assert known.sweep() == 0
    assert [doubt.missing for doubt in list_doubts(known.db)] == [3]


def test_rows_with_new_keys_that_cannot_be_read_were_not_deleted(known: Department) -> None:
    known.source.rows = [{**row, "ID": f"M{row['ID']}", "MA_TT": "CHO_DUYET"} for row in known.source.rows]
    assert known.sweep() == 0
    known.source.rows = []
    assert known.sweep() == 0
    assert [doubt.missing for doubt in list_doubts(known.db)] == [3]


def test_a_key_that_tells_no_rows_apart_deletes_nothing(known: Department) -> None:
    known.use(key="CAN_BO")
    assert known.sweep() == 0


def test_what_was_wrong_with_a_row_that_is_gone_is_forgotten(known: Department) -> None:
    known.change(2, ma_tt="CHO_DUYET")
    known.sweep()
    known.delete(2)
    known.sweep()
    assert list(list_unmapped(known.db)) == []


def test_steps_that_are_gone_are_forgotten_silently(tmp_path: Path) -> None:
    department = Department(tmp_path, a_row(1), a_row(2))
    department.use(kind=Kind.PROGRESS, columns=department.feed.columns)
    department.sweep()
    department.forget_queue()
    department.delete(2)
    assert department.sweep() == 0
    assert department.db.execute("SELECT key FROM seen").fetchall() == [("1",)]


def test_a_feed_that_is_not_the_whole_tells_of_no_deletions(known: Department) -> None:
    known.use(whole=False)
    known.delete(2)
    assert known.sweep() == 0


def test_a_sweep_that_breaks_off_tells_of_no_deletions(known: Department) -> None:
    class BreaksOff(ScriptedSource):
        def all_rows(self, feed: Feed) -> Iterator[Row]:
            yield a_row(1)
            raise SourceUnavailable("gone")

    known.watch(BreaksOff())
    with pytest.raises(SourceUnavailable):
        known.sweep()
    assert known.updates == []


def test_an_empty_view_is_not_believed_and_told_of_once(known: Department, caplog: pytest.LogCaptureFixture) -> None:
    rows, known.source.rows = known.source.rows, []
    assert [known.sweep() for _ in range(3)] == [0, 0, 0]
    (doubt,) = list_doubts(known.db)
    assert (doubt.missing, doubt.known, doubt.sweeps) == (3, 3, 3)
    assert [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR] == [
        "ho_so: 3 of 3 rows are gone, which is not believed at once"
    ]
    known.source.rows = rows
    assert known.sweep() == 0
    assert list_doubts(known.db) == []


def test_of_a_feed_that_the_profile_does_not_have_any_more_nothing_is_in_doubt(known: Department) -> None:
    known.source.rows = []
    known.sweep()
    known.use(name="ho_so_moi")
    known.sweep()
    assert list_doubts(known.db) == []


def test_a_feed_that_has_lost_a_large_share_is_not_believed_at_once(large: Department) -> None:
    large.delete(*range(1, 62))
    assert large.sweep() == 0
    assert [doubt.missing for doubt in list_doubts(large.db)] == [61]


def test_a_busy_day_of_deletions_is_believed(large: Department) -> None:
    large.delete(*range(1, FEW + 1))
    assert large.sweep() == FEW


def test_once_a_person_confirms_it_it_is_told(large: Department) -> None:
    large.delete(*range(1, 101))
    large.sweep()
    confirm(large.db, ["ho_so"])
    assert large.sweep() == 100
    assert list_doubts(large.db) == []


def test_a_person_confirms_what_was_missing_then_and_no_more(large: Department) -> None:
    large.delete(*range(1, 101))
    large.sweep()
    confirm(large.db, ["ho_so"])
    large.delete(*range(101, 201))
    assert large.sweep() == 0


def test_what_lasts_for_many_sweeps_is_believed(known: Department) -> None:
    known.watcher = replace(known.watcher, prudence=Prudence(sweeps=3))
    known.source.rows = []
    assert [known.sweep() for _ in range(4)] == [0, 0, 0, 3]


def test_what_was_deleted_long_ago_is_forgotten(known: Department) -> None:
    known.delete(2)
    known.sweep()
    assert find_deleted(known.db, [a_code(2)]).keys() == {a_code(2)}
    known.clock.now += DELETIONS_KEPT * 2
    known.sweep()
    assert find_deleted(known.db, [a_code(2)]) == {}


def test_a_key_that_comes_twice_far_apart_is_kept_apart_and_does_not_flip(tmp_path: Path) -> None:
    rows = [a_row(number, so_hs=a_code(number)) for number in range(1, 1_201)]
    department = Department(tmp_path, *rows, changed(rows[0], ma_tt="XONG"))
    department.poll()
    department.forget_queue()
    assert [department.sweep() for _ in range(3)] == [0, 0, 0]
    assert [trouble.about for trouble in list_unmapped(department.db)] == ["ho_so 1"]


def test_once_a_key_comes_once_again_its_row_is_told(department: Department) -> None:
    department.source.rows.append(a_row(2, ma_tt="XONG"))
    department.sweep()
    department.source.rows.pop()
    department.sweep()
    department.sweep()
    assert list(list_unmapped(department.db)) == []
    assert parse_code(a_code(2)) in {update.code for update in department.updates}
