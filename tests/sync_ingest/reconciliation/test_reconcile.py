"""Agency and centre come to hold the same, and what is not the agent's to mend is left to a person."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.status import Status
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.reading.row_reader import Row
from sync_ingest.agent.sources.scripted import ScriptedSource
from sync_ingest.reconciliation.tree import Finding
from tests.builders import NOW, a_code, a_deletion, a_moment, a_record, a_status_update
from tests.sync_ingest.agent.builders import a_row
from tests.sync_ingest.agents import an_enrolled_agent
from tests.sync_ingest.reconciliation.meeting import Meeting

FIRST, SECOND, THIRD = (a_code(number) for number in (1, 2, 3))
CLERKS_FORM = "bo-7f3a"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough for what the agent decides; test_door.py asks both."""
    return sqlite_url


def found(meeting: Meeting, period: str | None = None) -> dict[Finding, int]:
    """What a comparison found at first."""
    return dict(meeting.reconcile(period).first.counts)


def test_where_nothing_differs_agency_and_centre_agree_and_the_centre_notes_it(meeting: Meeting) -> None:
    assert meeting.reconcile().is_agreed
    last = meeting.last
    assert (last.is_agreed, last.here, last.there, last.compared_at) == (True, 4, 4, NOW)


def test_a_dossier_that_never_arrived_is_told(meeting: Meeting) -> None:
    meeting.rows.append(a_row(9))
    outcome = meeting.reconcile()
    assert (outcome.first.counts, outcome.last.number) == ({Finding.MISSING: 1}, 0)
    assert meeting.dossier(a_code(9)).status is Status.PROCESSING


def test_a_dossier_that_was_changed_without_its_time_is_told_so_that_it_stands(meeting: Meeting) -> None:
    meeting.change_unseen(1, ma_tt="XONG")
    assert found(meeting) == {Finding.DIFFERENT: 1}
    assert meeting.dossier(FIRST).status is Status.FINISHED


def test_a_backdated_change_is_told_so_that_it_stands(meeting: Meeting) -> None:
    meeting.change_unseen(1, ma_tt="XONG", ngay_cn="2026-11-01 08:00:00")
    assert meeting.reconcile().is_agreed
    assert meeting.dossier(FIRST).status is Status.FINISHED


def test_a_dossier_that_the_department_has_deleted_is_known_no_longer(meeting: Meeting) -> None:
    meeting.lose(1)
    assert found(meeting) == {Finding.EXTRA: 1}
    assert meeting.dossier(FIRST).is_deleted


def test_a_dossier_that_comes_back_after_that_is_known_again(meeting: Meeting) -> None:
    meeting.lose(1)
    meeting.reconcile()
    meeting.rows.append(a_row(1))
    assert found(meeting) == {Finding.MISSING: 1}
    assert meeting.dossier(FIRST).is_known


def test_a_dossier_that_is_wrong_at_the_centre_by_an_agents_word_is_put_right(meeting: Meeting) -> None:
    wrong = a_record(id="a" * 40, code=FIRST, status=Status.STOPPED, occurred_at=a_moment(minutes=1))
    meeting.door.receive([wrong])
    assert found(meeting) == {Finding.DIFFERENT: 1}
    assert meeting.dossier(FIRST).status is Status.PROCESSING


def test_a_dossier_that_was_deleted_at_the_centre_by_mistake_is_brought_back(meeting: Meeting) -> None:
    meeting.door.receive([a_deletion(id="b" * 40, code=FIRST, occurred_at=a_moment(minutes=1))])
    assert found(meeting) == {Finding.MISSING: 1}
    assert meeting.dossier(FIRST).is_known


def test_a_date_of_reception_in_another_month_is_one_difference(meeting: Meeting) -> None:
    meeting.change_unseen(1, ngay_nhan="30/09/2026 08:15")
    assert found(meeting) == {Finding.DIFFERENT: 1}
    assert meeting.reconcile().first.number == 0


def test_everything_at_once_is_found_mended_and_compared_again(meeting: Meeting) -> None:
    meeting.lose(1)
    meeting.change_unseen(2, ma_tt="BO_SUNG", gt_thieu="Đơn đề nghị")
    meeting.rows.append(a_row(9))
    outcome = meeting.reconcile()
    assert outcome.first.counts == {Finding.EXTRA: 1, Finding.DIFFERENT: 1, Finding.MISSING: 1}
    assert (outcome.is_agreed, meeting.last.repaired, meeting.last.left) == (True, 3, 0)


def test_a_centre_that_was_restored_without_what_came_since_gets_all_of_it_again(meeting: Meeting) -> None:
    meeting.rows.extend(a_row(number) for number in range(100, 700))
    meeting.department.poll()
    meeting.department.forget_queue()  # the agent has delivered it, and the centre has it no longer
    outcome = meeting.reconcile()
    assert (outcome.first.counts, outcome.is_agreed) == ({Finding.MISSING: 600}, True)
    assert meeting.dossier(a_code(699)).is_known


def test_a_look_without_mending_changes_nothing_and_notes_nothing(meeting: Meeting) -> None:
    meeting.change_unseen(1, ma_tt="XONG")
    meeting.reconcile()
    noted = meeting.last
    meeting.lose(2)
    outcome = meeting.reconcile(mends=False)
    assert (outcome.is_agreed, outcome.first.counts) == (False, {Finding.EXTRA: 1})
    assert meeting.dossier(SECOND).is_known
    assert meeting.last == noted


def test_one_period_alone_may_be_compared(meeting: Meeting) -> None:
    meeting.rows.append(a_row(9, ngay_nhan="15/10/2026 08:15"))
    assert found(meeting, period="2026-11") == {}
    assert found(meeting, period="2026-10") == {Finding.MISSING: 1}
    assert (meeting.last.period, meeting.last.here) == ("2026-10", 1)


def test_a_clerks_own_dossier_is_listed_and_not_deleted(meeting: Meeting) -> None:
    meeting.door.receive([a_record(id=CLERKS_FORM, code=a_code(50))])
    assert not meeting.reconcile().is_agreed
    [left] = meeting.left
    assert (left.code, left.finding, left.reason, left.there) == (a_code(50), "extra", "entered_elsewhere", None)
    assert meeting.dossier(a_code(50)).is_known


def test_a_clerks_newer_word_is_not_overruled_but_listed_with_both_versions(meeting: Meeting) -> None:
    meeting.door.receive([a_status_update(id=CLERKS_FORM, code=FIRST, status=Status.FINISHED, occurred_at=NOW)])
    outcome = meeting.reconcile()
    [left] = meeting.left
    assert outcome.waiting == 1
    assert left.reason == "newer_elsewhere"
    assert left.here
    assert left.there
    assert (left.here["status"], left.there["status"], left.here["fee"]) == (9, 4, 100_000)


def test_a_clerks_word_that_says_the_same_as_the_department_is_no_difference(meeting: Meeting) -> None:
    meeting.door.receive([a_status_update(id=CLERKS_FORM, code=FIRST, status=Status.PROCESSING, occurred_at=NOW)])
    assert meeting.reconcile().is_agreed


def test_both_codes_lead_to_the_same_dossier(meeting: Meeting) -> None:
    both = a_status_update(id=CLERKS_FORM, code="H53.19-261103-0007", aliases=["77/HKD"], status=Status.PROCESSING)
    meeting.door.receive([both])
    meeting.rows.append(a_row(77, so_hs=None, so_bn="77/HKD"))
    assert not meeting.reconcile().is_agreed  # the department says more, and a clerk had the last word
    assert [left.finding for left in meeting.left] == [Finding.DIFFERENT]


def test_a_row_that_the_profile_does_not_cover_is_not_taken_for_a_deletion(meeting: Meeting) -> None:
    meeting.change_unseen(1, ma_tt="CHO_DUYET")
    assert not meeting.reconcile().is_agreed
    assert [(left.code, left.reason) for left in meeting.left] == [(FIRST, "row_not_read")]
    assert meeting.dossier(FIRST).is_known


def test_two_rows_under_one_key_are_not_taken_for_a_deletion(meeting: Meeting) -> None:
    meeting.rows.append(a_row(1, ma_tt="XONG"))
    meeting.reconcile()
    assert [(left.code, left.reason) for left in meeting.left] == [(FIRST, "row_not_read")]
    assert meeting.dossier(FIRST).status is Status.PROCESSING


def test_what_the_centre_quarantines_is_told_once_and_listed(meeting: Meeting) -> None:
    meeting.rows.append(a_row(9, so_hs="H53.20-261102-0009"))
    for _ in range(3):
        assert not meeting.reconcile().is_agreed
    assert [(left.finding, left.reason) for left in meeting.left] == [(Finding.MISSING, "not_taken")]
    assert len(meeting.door.quarantined()) == 1


def test_that_nearly_everything_is_gone_is_not_believed(meeting: Meeting) -> None:
    for number in range(1, 5):
        meeting.lose(number)
    meeting.reconcile()
    assert {left.reason for left in meeting.left} == {"many_gone"}
    assert meeting.dossier(FIRST).is_known


def test_what_is_gone_of_a_source_that_never_has_everything_was_not_deleted(meeting: Meeting) -> None:
    meeting.department.use(whole=False)
    meeting.lose(1)
    assert meeting.reconcile().is_agreed
    assert meeting.dossier(FIRST).is_known


def test_comparing_twice_tells_nothing_twice(meeting: Meeting) -> None:
    meeting.change_unseen(1, ma_tt="XONG")
    meeting.reconcile()
    version = meeting.dossier(FIRST).version
    meeting.reconcile()
    meeting.department.sweep()
    assert (meeting.dossier(FIRST).version, meeting.department.updates) == (version, [])


def test_a_change_after_a_mending_stands(meeting: Meeting) -> None:
    meeting.change_unseen(1, ma_tt="XONG")
    meeting.reconcile()
    meeting.change_unseen(1, ma_tt="THU_LY")
    meeting.department.sweep()
    meeting.deliver()
    assert meeting.dossier(FIRST).status is Status.PROCESSING
    assert meeting.reconcile().first.number == 0


def test_a_row_of_a_mistyped_year_and_one_that_is_padded_hold_up_no_other(meeting: Meeting) -> None:
    meeting.rows.append(a_row(9, ngay_nhan="03/11/0202 08:00"))
    meeting.rows.append(a_row(10, ghi_chu="Trình ký\0\0"))
    meeting.change_unseen(1, ma_tt="XONG")
    assert meeting.reconcile().is_agreed
    assert meeting.dossier(FIRST).status is Status.FINISHED
    assert meeting.door.quarantined() == []


def test_one_dossier_in_two_rows_under_its_two_codes_is_told_once(meeting: Meeting) -> None:
    meeting.rows.append(a_row(77, so_hs=a_code(77), so_bn="77/HKD"))
    meeting.rows.append(a_row(78, so_hs=None, so_bn="77/HKD", ghi_chu="Lưu trữ", ngay_cn="2026-11-20 08:00:00"))
    meeting.deliver()
    assert [meeting.reconcile().first.mended for _ in range(2)] == [0, 0]
    assert meeting.last.is_agreed


def test_what_another_agent_of_the_agency_has_told_is_not_taken_for_deleted(
    meeting: Meeting, sessions: sessionmaker[Session]
) -> None:
    an_enrolled_agent(sessions)
    meeting.door.receive([a_record(id="a" * 40, code=a_code(50))])
    meeting.lose(1)
    outcome = meeting.reconcile()
    assert (outcome.first.counts, outcome.is_agreed) == ({Finding.EXTRA: 1}, True)
    assert (meeting.dossier(a_code(50)).is_known, meeting.dossier(FIRST).is_deleted) == (True, True)


def test_what_another_agent_of_the_agency_has_said_since_is_not_overruled(
    meeting: Meeting, sessions: sessionmaker[Session]
) -> None:
    an_enrolled_agent(sessions)
    meeting.door.receive([a_record(id="a" * 40, code=FIRST, status=Status.FINISHED, occurred_at=NOW)])
    meeting.reconcile()
    assert [left.reason for left in meeting.left] == ["newer_elsewhere"]
    assert meeting.dossier(FIRST).status is Status.FINISHED


def test_one_view_of_several_that_broke_is_not_believed(meeting: Meeting) -> None:
    class Views(ScriptedSource):
        def all_rows(self, feed: Feed) -> Iterator[Row]:
            return iter([row for row in self.rows if row.get("VIEW", "ho_so") == feed.name])

    archive = meeting.department.feed.model_copy(update={"name": "luu_tru"})
    meeting.department.watch(Views([*meeting.rows, *(a_row(number, view="luu_tru") for number in range(100, 160))]))
    sum(meeting.department.watcher.sweep_all([meeting.department.feed, archive]))
    meeting.others.append(archive)
    assert meeting.reconcile().is_agreed
    for number in range(1, 5):
        meeting.lose(number)
    meeting.reconcile()
    assert {left.reason for left in meeting.left} == {"many_gone"}
    assert meeting.dossier(FIRST).is_known


def test_a_dossier_that_comes_in_while_the_department_is_looked_at_was_not_deleted(meeting: Meeting) -> None:
    meeting.door.receive([a_record(id="a" * 40, code=a_code(50), occurred_at=NOW)])
    meeting.reconcile()
    assert meeting.dossier(a_code(50)).is_known
