"""What the portal does not take waits, with its reason, and holds up nothing else."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy.exc import OperationalError

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.status import Status
from lookup_api.store.sealing import Sealer
from sync_ingest.envelope import Delivery
from sync_ingest.portal.lanes.turns import Turn, Turns, Work
from sync_ingest.portal.loading import Names
from sync_ingest.portal.sender import MOST_TRIES, Outcome
from tests.builders import AGENCY, CODE, TAX_OFFICE, a_code, a_moment, a_record, an_applicant
from tests.sync_ingest.portal.forwarding import Forwarding

REFUSAL = {"error_code": 12, "message": "MaTTHC không có trong danh mục"}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What the two databases do differently is tested by the laws."""
    return sqlite_url


def test_a_dossier_that_the_portal_refuses_waits_for_a_person_with_the_reason(forwarding: Forwarding) -> None:
    forwarding.portal.refused[CODE] = REFUSAL
    forwarding.door.receive([a_record()])
    assert forwarding.forward() == [Outcome.HELD]
    [held] = forwarding.held()
    assert (held.code, held.error_code, held.message) == (CODE, "12", REFUSAL["message"])
    forwarding.clock.move(days=2)
    assert forwarding.forward() == []


def test_a_refused_dossier_holds_up_no_other(forwarding: Forwarding) -> None:
    forwarding.portal.refused[CODE] = REFUSAL
    forwarding.door.receive([a_record(code=a_code(serial)) for serial in (1, 2, 3)])
    forwarding.forward()
    assert list(forwarding.portal.dossiers) == [a_code(2), a_code(3)]


def test_a_person_sets_a_refused_dossier_going_again(forwarding: Forwarding) -> None:
    forwarding.portal.refused[CODE] = REFUSAL
    forwarding.door.receive([a_record()])
    forwarding.forward()
    forwarding.portal.refused.clear()
    assert forwarding.retry(CODE) == 1
    assert forwarding.forward() == [Outcome.TOLD]
    assert forwarding.held() == []


def test_a_refused_dossier_that_changes_is_told_again_by_itself(forwarding: Forwarding) -> None:
    forwarding.portal.refused[CODE] = REFUSAL
    forwarding.door.receive([a_record(occurred_at=a_moment(days=2))])
    forwarding.forward()
    forwarding.portal.refused.clear()
    forwarding.door.receive([a_record(status=Status.FINISHED)])
    assert forwarding.forward() == [Outcome.TOLD]
    assert forwarding.portal.statuses_of(CODE) == ["9"]


def test_a_dossier_that_gets_no_answer_is_tried_later_and_ever_more_slowly(forwarding: Forwarding) -> None:
    forwarding.door.receive([a_record()])
    pauses = []
    for _ in range(4):
        forwarding.portal.faults.append("500")
        assert forwarding.forward() == [Outcome.PUT_OFF]
        pauses.append(seconds_until_due(forwarding))
    assert pauses == sorted(pauses)
    assert pauses[-1] >= 4 * pauses[0]


def test_pauses_end_at_the_longest_and_are_shortened_by_chance(forwarding: Forwarding) -> None:
    forwarding.sender.longest_pause, forwarding.sender.chance = timedelta(seconds=60), lambda: 1.0
    forwarding.portal.faults.extend(["503"] * 12)
    forwarding.door.receive([a_record()])
    for _ in range(12):
        assert forwarding.forward() == [Outcome.PUT_OFF]
        assert seconds_until_due(forwarding) <= 31


def test_a_dossier_that_is_put_off_holds_up_no_other(forwarding: Forwarding) -> None:
    forwarding.door.receive([a_record(code=a_code(serial)) for serial in (1, 2, 3)])
    forwarding.portal.faults.extend(["", "", "late"])  # logged in, asked for the procedure, then told the first dossier
    assert forwarding.forward() == [Outcome.PUT_OFF, Outcome.TOLD, Outcome.TOLD]


def test_an_answer_that_came_too_late_is_no_harm(forwarding: Forwarding) -> None:
    forwarding.door.receive([a_record()])
    forwarding.portal.faults.extend(["", "", "late"])
    forwarding.forward_in_the_end()
    assert forwarding.portal.services()[-3:] == ["DongBoHoSoMC False", "DongBoHoSoMC True", "CapNhatTienDoHoSoMC"]


def test_a_failure_without_a_name_is_tried_some_times_and_then_waits_for_a_person(forwarding: Forwarding) -> None:
    forwarding.portal.refused[CODE] = {"error_code": "-1", "message": "Lỗi hệ thống"}
    forwarding.door.receive([a_record()])
    outcomes = []
    for _ in range(MOST_TRIES + 1):
        outcomes += forwarding.forward()
        forwarding.clock.move(minutes=6)
    assert outcomes == [*[Outcome.PUT_OFF] * MOST_TRIES, Outcome.HELD]


def test_nothing_that_the_portal_said_of_a_dossier_comes_into_the_log(
    forwarding: Forwarding, caplog: pytest.LogCaptureFixture
) -> None:
    forwarding.portal.refused[CODE] = {"error_code": 12, "message": "Chủ hồ sơ Nguyễn Văn An không hợp lệ"}
    forwarding.door.receive([a_record()])
    with caplog.at_level(logging.DEBUG):
        forwarding.forward()
    assert CODE in caplog.text
    assert "Nguyễn" not in caplog.text


def test_a_dossier_that_we_cannot_tell_of_holds_up_no_other(forwarding: Forwarding) -> None:
    forwarding.names = Names(Stumbling())
    forwarding.sender = forwarding.a_sender()
    forwarding.door.receive([a_record(), a_record(sender=TAX_OFFICE)])
    assert sorted(outcome.name for outcome in forwarding.forward()) == ["PUT_OFF", "TOLD"]


def test_without_the_key_that_sealed_it_a_dossier_waits(forwarding: Forwarding) -> None:
    forwarding.door.receive([Delivery(a_record(), an_applicant())])
    sealer, forwarding.sender.sealer = forwarding.sender.sealer, Sealer((Fernet.generate_key(),))
    assert forwarding.forward() == [Outcome.PUT_OFF]
    forwarding.sender.sealer = sealer
    forwarding.forward_in_the_end()
    assert forwarding.portal.dossiers[CODE]["ChuHoSo"] == an_applicant().name


def test_how_it_stands_is_counted(forwarding: Forwarding) -> None:
    forwarding.portal.refused[CODE] = REFUSAL
    forwarding.door.receive([a_record(code=a_code(serial)) for serial in (1, 2, 3)])
    assert forwarding.standing().not_followed == 3
    forwarding.portal.faults.extend(["500"] * 1)
    forwarding.forward()
    standing = forwarding.standing()
    assert (standing.waiting, standing.failing, standing.held, standing.not_followed) == (1, 1, 0, 0)
    forwarding.forward_in_the_end()
    assert forwarding.standing().held == 1


def test_of_two_dossiers_that_become_one_a_person_settles_the_copy_that_the_portal_has_twice(
    forwarding: Forwarding,
) -> None:
    forwarding.door.receive(
        [a_record(code="1/A", occurred_at=a_moment(days=3)), a_record(occurred_at=a_moment(days=3))]
    )
    forwarding.forward()
    forwarding.door.receive([a_record(aliases=["1/A"], status=Status.FINISHED)])
    forwarding.forward()
    [held] = forwarding.held()
    assert held.error_code == "joined"
    [stays] = {"1/A", CODE} - {held.code}
    assert forwarding.portal.dossiers[stays]["TrangThaiHoSo"] == "9"
    forwarding.retry(held.code)
    forwarding.forward()
    assert forwarding.held() == []


def test_a_number_that_sqlite_gives_out_again_is_another_dossier(forwarding: Forwarding) -> None:
    forwarding.door.receive([a_record(occurred_at=a_moment(days=3))])
    forwarding.door.receive([a_record(code="1/A", occurred_at=a_moment(days=3))])
    forwarding.forward()
    forwarding.door.receive([a_record(aliases=["1/A"])])
    forwarding.door.receive([a_record(code=a_code(2), status=Status.FINISHED)])
    forwarding.forward_in_the_end()
    assert forwarding.portal.dossiers[a_code(2)]["TrangThaiHoSo"] == "9"


def test_a_mark_that_was_lost_makes_the_dossier_told_once_more(forwarding: Forwarding) -> None:
    forwarding.door.receive([a_record()])
    forwarding.follow()
    forwarding.sender.turns = LosingTurns(forwarding.sender.turns)
    with pytest.raises(OperationalError):
        forwarding.sender.send_next()
    assert forwarding.forward() == [Outcome.TOLD]
    assert forwarding.portal.services()[-3:] == ["DongBoHoSoMC False", "DongBoHoSoMC True", "CapNhatTienDoHoSoMC"]


class Stumbling(dict[AgencyCode, str]):
    """Names in which one agency's trips us up."""

    def get(self, agency: AgencyCode, default: Any = None) -> Any:
        if agency == AGENCY:
            raise KeyError
        return default


@dataclass
class LosingTurns:
    """Turns whose first one loses the database before its mark."""

    turns: Turns
    lost: bool = False

    @contextmanager
    def next(self, now: datetime) -> Iterator[Turn | None]:
        with self.turns.next(now) as turn:
            yield Turn(turn.lane, lambda work: self._mark(turn, work)) if turn else None

    def _mark(self, turn: Turn, work: Work) -> None:
        if not self.lost:
            self.lost = True
            raise OperationalError("COMMIT", {}, Exception("connection lost"))
        turn.mark(work)


def seconds_until_due(forwarding: Forwarding) -> int:
    """How long until the next turn; the clock is there then."""
    for seconds in range(1, 400):
        forwarding.clock.move(seconds=1)
        with forwarding.sender.turns.next(forwarding.clock()) as turn:
            if turn:
                return seconds
    raise AssertionError("it is never due")
