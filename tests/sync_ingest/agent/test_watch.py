"""How the agent finds what has changed at the department, and what it makes of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from lookup_api.domain.dossier import Dossier
from lookup_api.domain.status import Status
from sync_ingest.agent.chunks import CHUNK
from sync_ingest.agent.errors import SourceUnavailable
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.reading.row_reader import Row
from sync_ingest.agent.sources.ports import Watermark
from sync_ingest.agent.sources.scripted import ScriptedSource
from sync_ingest.agent.state.apart import list_unmapped
from sync_ingest.agent.state.file import FILE
from sync_ingest.agent.state.sealing import Seal
from tests.builders import NOW
from tests.sync_ingest.agent.builders import SEAL, Department, a_row, local


def test_every_row_is_told_once(department: Department) -> None:
    assert department.poll() == 3
    assert department.poll() == 0
    assert department.sweep() == 0
    assert len(department.entries) == 3


def test_a_changed_row_is_found_by_its_watermark(known: Department) -> None:
    known.change(2, ma_tt="XONG", ngay_cn="2026-11-24 08:00:00")
    assert known.poll() == 1
    (update,) = known.updates
    assert (update.status, update.occurred_at) == (Status.FINISHED, local("2026-11-24 08:00"))


def test_only_rows_from_the_watermark_on_are_asked_for(known: Department) -> None:
    known.change(2, ma_tt="XONG", ngay_cn="2026-11-24 08:00:00")
    known.poll()
    known.poll()
    assert known.source.asked == [None, "2026-11-23 09:00:00", "2026-11-24 08:00:00"]


def test_another_column_as_watermark_begins_anew(known: Department) -> None:
    known.use(watermark="ID")
    known.poll()
    known.poll()
    assert known.source.asked == [None, None, 3]


def test_a_backdated_row_is_found_by_its_content(known: Department) -> None:
    known.change(2, ma_tt="XONG", ngay_cn="2026-11-20 08:00:00")
    assert known.poll() == 0
    assert known.sweep() == 1


def test_what_a_backdated_row_says_stands_at_the_centre(department: Department) -> None:
    department.poll()
    department.change(2, ma_tt="XONG", ngay_cn="2026-11-20 08:00:00")
    department.sweep()
    assert _dossier(department, 2).status is Status.FINISHED


def test_a_row_changed_without_touching_its_time_is_found_and_stands(department: Department) -> None:
    department.poll()
    department.change(2, ma_tt="XONG")
    assert department.sweep() == 1
    assert _dossier(department, 2).status is Status.FINISHED


def test_a_row_without_a_watermark_is_found_by_its_content(known: Department) -> None:
    known.use(watermark=None)
    known.change(2, ghi_chu="Trình ký")
    assert known.sweep() == 1


def test_a_corrected_time_alone_counts_where_it_says_and_is_one_line_of_the_timeline(department: Department) -> None:
    department.change(2, ma_tt="XONG")
    department.poll()
    department.change(2, ngay_cn="2026-11-20 08:00:00")
    department.sweep()
    dossier = _dossier(department, 2)
    assert [step.at for step in dossier.steps[-1:]] == [local("2026-11-20 08:00")]
    assert dossier.completed_at == local("2026-11-20 08:00")


def test_the_same_change_seen_again_is_the_same_update(department: Department, tmp_path: Path) -> None:
    department.poll()
    again = Department(tmp_path / "anew", *department.source.rows)  # as after the loss of its state
    again.sweep()
    assert {update.id for update in again.updates} == {update.id for update in department.updates}


def test_going_there_and_back_is_three_updates(department: Department) -> None:
    department.poll()
    department.change(2, ma_tt="XONG", ngay_cn="2026-11-24 08:00:00")
    department.poll()
    department.change(2, ma_tt="THU_LY", ngay_cn="2026-11-24 08:01:00")
    department.poll()
    ids = [update.id for update in department.updates if update.code.printed.endswith("0002")]
    assert len(set(ids)) == 3
    assert _dossier(department, 2).status is Status.PROCESSING


def test_a_department_that_numbers_its_changes_keeps_its_own_times(known: Department) -> None:
    known.number_rows(6)
    known.forget_queue()
    known.change(2, so_lan=7, ma_tt="XONG", ngay_cn="2026-11-20 08:00:00")
    known.sweep()
    (update,) = known.updates
    assert (update.sequence, update.occurred_at) == (7, local("2026-11-20 08:00"))


def test_a_numbered_row_that_was_changed_without_touching_time_or_number_is_told_last(department: Department) -> None:
    department.number_rows(1)
    for word in ("XONG", "THU_LY", "XONG"):
        department.change(2, ma_tt=word)
        department.sweep()
        meant = {"XONG": Status.FINISHED, "THU_LY": Status.PROCESSING}[word]
        assert _dossier(department, 2).status is meant


@pytest.mark.parametrize("number", [5, 6])
def test_a_numbered_row_that_was_backdated_without_a_larger_number_stands(department: Department, number: int) -> None:
    department.number_rows(6)
    department.change(2, ma_tt="XONG", ngay_cn="2026-11-20 08:00:00", so_lan=number)
    department.sweep()
    assert _dossier(department, 2).status is Status.FINISHED
    department.change(2, ma_tt="THU_LY", ngay_cn="2026-11-21 08:00:00", so_lan=7)
    department.sweep()
    assert _dossier(department, 2).status is Status.PROCESSING


def test_a_time_in_the_future_is_told_as_now_and_hides_nothing(known: Department) -> None:
    known.change(2, ma_tt="XONG", ngay_cn="2062-11-24 08:00:00")
    known.poll()
    known.change(3, ma_tt="XONG", ngay_cn="2026-11-24 08:00:00")
    assert known.poll() == 1
    assert [update.occurred_at for update in known.updates] == [NOW, local("2026-11-24 08:00")]


def test_an_unknown_status_word_is_kept_apart_with_its_reason_and_holds_up_nothing(department: Department) -> None:
    department.change(2, ma_tt="CHO_DUYET")
    assert department.poll() == 2
    (trouble,) = list_unmapped(department.db)
    assert trouble.about == "ho_so 2"
    assert trouble.reason == "MA_TT says “CHO_DUYET”, which the profile's statuses do not list"


def test_once_the_profile_lists_the_word_the_row_is_told(department: Department) -> None:
    department.change(2, ma_tt="CHO_DUYET")
    department.poll()
    department.use(statuses=department.feed.statuses | {"cho_duyet": Status.PROCESSING})
    assert department.sweep() == 1
    assert list(list_unmapped(department.db)) == []


def test_a_row_that_stays_unmapped_is_complained_of_once(
    department: Department, caplog: pytest.LogCaptureFixture
) -> None:
    department.change(2, ma_tt="CHO_DUYET")
    department.poll()
    department.sweep()
    assert len(caplog.records) == 1


def test_a_key_that_comes_twice_is_kept_apart(department: Department) -> None:
    department.source.rows.append(a_row(2, ma_tt="XONG"))
    assert department.poll() == 2
    assert [trouble.about for trouble in list_unmapped(department.db)] == ["ho_so 2"]


def test_a_department_that_is_down_is_an_error_and_nothing_is_lost(department: Department) -> None:
    department.source.is_down = True
    with pytest.raises(SourceUnavailable):
        department.poll()
    department.source.is_down = False
    assert department.poll() == 3


@dataclass
class BreaksOff(ScriptedSource):
    """Gives a first chunk and then no more."""

    breaks_off: bool = True

    def changed_since(self, feed: Feed, watermark: Watermark | None) -> Iterator[Row]:
        for number, row in enumerate(ScriptedSource.changed_since(self, feed, watermark)):
            if number == CHUNK and self.breaks_off:
                raise SourceUnavailable("gone")
            yield row


def test_a_department_that_breaks_off_goes_on_where_it_was(tmp_path: Path) -> None:
    department = Department(tmp_path)
    rows = [a_row(number, ngay_cn=f"2026-11-20 09:{number // 60:02}:{number % 60:02}") for number in range(1, 801)]
    department.watch(BreaksOff(rows))
    with pytest.raises(SourceUnavailable):
        department.poll()
    assert len(department.entries) == CHUNK
    department.watch(BreaksOff(rows, breaks_off=False))
    assert department.poll() == 800 - CHUNK
    assert len({entry.code for entry in department.entries}) == 800


def test_no_name_and_no_telephone_lie_on_the_disk_in_the_clear(department: Department, tmp_path: Path) -> None:
    department.poll()
    department.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    written = (tmp_path / FILE).read_bytes()
    assert "Trần Thị Bình".encode() in written  # an officer is public
    assert "Nguyễn Văn An".encode() not in written
    assert b"0900000001" not in written


def test_after_a_change_of_the_data_key_no_row_is_told_again(known: Department) -> None:
    new, old = Seal((Fernet.generate_key(),)), SEAL
    known.use_seal(Seal((*new.keys, *old.keys)))
    assert known.sweep() == 0
    known.use_seal(new)
    assert known.sweep() == 0


def test_a_changed_telephone_of_the_applicant_is_told(known: Department) -> None:
    known.change(2, so_dt="0900000009")
    assert known.sweep() == 1
    (entry,) = known.entries
    assert entry.item(SEAL)["applicant"]["phone"] == "0900000009"


def _dossier(department: Department, number: int) -> Dossier:
    """The dossier of a row, as the centre will see it."""
    told = [update for update in department.updates if update.code.printed.endswith(f"-{number:04}")]
    return Dossier.of(replace(update) for update in told)
