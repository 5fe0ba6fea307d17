"""What comes in goes on to the national portal, whole and in order, once."""

from typing import Any

import pytest

from lookup_api.domain.status import Status
from sync_ingest.envelope import Delivery
from sync_ingest.national.read import Context
from sync_ingest.national.taking import Push, take_records, take_steps
from sync_ingest.portal.follower import Passed
from sync_ingest.portal.loading import Names
from sync_ingest.portal.sender import Outcome
from tests.builders import (
    AGENCY,
    CODE,
    NOW,
    TAX_OFFICE,
    a_code,
    a_deletion,
    a_hand_over,
    a_moment,
    a_progress_step,
    a_record,
    an_applicant,
)
from tests.sync_ingest.national.builders import a_ho_so, a_tien_do
from tests.sync_ingest.portal.forwarding import Forwarding

NUMBER = "070000000012"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What the two databases do differently is tested by the laws."""
    return sqlite_url


def test_a_new_dossier_is_told_whole_and_then_its_steps(forwarding: Forwarding) -> None:
    forwarding.door.receive([a_record(), a_progress_step()])
    assert forwarding.forward() == [Outcome.TOLD]
    assert forwarding.portal.services() == ["log in", "LayThuTuc", "DongBoHoSoMC False", "CapNhatTienDoHoSoMC"]
    assert forwarding.portal.dossiers[CODE]["MaLinhVuc"] == "G05-KD01"
    assert forwarding.steps_at_the_portal(CODE) == forwarding.steps_here(CODE)


def test_a_change_is_told_as_an_update_with_its_new_steps_alone(forwarding: Forwarding) -> None:
    forwarding.door.receive([a_record(occurred_at=a_moment(days=3))])
    forwarding.forward()
    forwarding.door.receive([a_record(status=Status.FINISHED, occurred_at=a_moment(days=1))])
    forwarding.forward()
    assert forwarding.portal.services()[-2:] == ["DongBoHoSoMC True", "CapNhatTienDoHoSoMC"]
    assert forwarding.portal.statuses_of(CODE) == ["4", "9"]
    assert [step["TrangThai"] for step in forwarding.portal.steps] == ["4", "9"]


def test_a_dossier_that_one_stop_software_told_before_becomes_an_update(forwarding: Forwarding) -> None:
    forwarding.portal.dossiers[CODE] = {"MaHoSo": CODE}
    forwarding.door.receive([a_record()])
    forwarding.forward()
    assert forwarding.portal.services()[2:4] == ["DongBoHoSoMC False", "DongBoHoSoMC True"]
    assert forwarding.portal.dossiers[CODE]["TrangThaiHoSo"] == "4"


def test_a_dossier_that_the_portal_has_lost_is_told_anew_with_all_its_steps(forwarding: Forwarding) -> None:
    forwarding.door.receive([a_record(occurred_at=a_moment(days=3))])
    forwarding.forward()
    forwarding.portal.dossiers.clear()
    forwarding.portal.steps.clear()
    forwarding.door.receive([a_record(status=Status.FINISHED, occurred_at=a_moment(days=1))])
    forwarding.forward()
    assert forwarding.steps_at_the_portal(CODE) == forwarding.steps_here(CODE)


def test_statuses_are_told_as_the_department_says_them(forwarding: Forwarding) -> None:
    statuses = [*Status]
    for hours, status in enumerate(statuses):
        forwarding.door.receive([a_record(status=status, occurred_at=a_moment(hours=48 - hours))])
        forwarding.forward()
    assert forwarding.portal.statuses_of(CODE) == [str(int(status)) for status in statuses]


def test_many_steps_go_out_ten_a_call_oldest_first(forwarding: Forwarding) -> None:
    steps = [a_progress_step(note=f"Bước {at}", occurred_at=a_moment(hours=40 - at)) for at in range(24)]
    forwarding.door.receive([a_record(occurred_at=a_moment(days=4)), *steps])
    forwarding.forward()
    calls = [len(body["data"]) for _, body, _ in forwarding.portal.requests if "TienDo" in body.get("service", "")]
    assert calls == [10, 10, 5]
    assert forwarding.steps_at_the_portal(CODE) == forwarding.steps_here(CODE)


def test_a_step_of_another_agency_is_told_for_the_dossiers_owner(forwarding: Forwarding) -> None:
    forwarding.door.receive([a_record(occurred_at=a_moment(days=3)), a_hand_over(occurred_at=a_moment(days=2))])
    forwarding.door.receive([a_progress_step(sender=TAX_OFFICE, owner=AGENCY, code=CODE, note="Tính thuế")])
    forwarding.forward()
    assert {body["madonvi"] for _, body, _ in forwarding.portal.requests if "madonvi" in body} == {AGENCY.value}
    assert forwarding.portal.steps[-1]["NoiDungXuLy"] == "Tính thuế"


def test_steps_that_wait_for_their_hand_over_are_not_told(forwarding: Forwarding) -> None:
    forwarding.door.receive([a_progress_step(sender=TAX_OFFICE, owner=AGENCY, code=CODE)])
    forwarding.forward()
    assert forwarding.portal.requests == []
    assert forwarding.standing().waiting == 0


def test_only_the_chosen_agencies_dossiers_are_told(forwarding: Forwarding) -> None:
    forwarding.passed = Passed(frozenset({TAX_OFFICE}))
    forwarding.door.receive([a_record(), a_record(sender=TAX_OFFICE)])
    forwarding.forward()
    assert list(forwarding.portal.dossiers) == [a_code(agency=TAX_OFFICE)]


def test_an_agency_goes_by_the_name_that_the_portal_knows(forwarding: Forwarding) -> None:
    forwarding.names = Names({AGENCY: "000.00.19.H53"})
    forwarding.sender = forwarding.a_sender()
    forwarding.door.receive([a_record()])
    forwarding.forward()
    assert forwarding.portal.requests[-1][1]["madonvi"] == "000.00.19.H53"


def test_the_applicant_is_told_and_lies_nowhere_in_clear(forwarding: Forwarding) -> None:
    forwarding.portal.refused[CODE] = {"error_code": 12, "message": f"{NUMBER} không hợp lệ"}
    forwarding.door.receive([Delivery(a_record(), an_applicant(identity_number=NUMBER))])
    forwarding.forward()
    told = next(body["data"][0] for _, body, _ in forwarding.portal.requests if body.get("isUpdating"))
    assert (told["ChuHoSo"], told["DinhDanhCHS"][0]["SoDinhDanh"]) == ("Nguyễn Văn An", NUMBER)
    [held] = forwarding.held()
    assert NUMBER in held.message
    assert NUMBER.encode() not in everything_in_the_file(forwarding)


def test_what_came_in_the_national_format_goes_on_with_every_field(forwarding: Forwarding) -> None:
    came, step = a_ho_so(NgayNopHoSo="20261101101500", TrangThaiHoSo="5"), a_tien_do()
    push_to_us(forwarding, came, step)
    forwarding.forward()
    told = forwarding.portal.dossiers[CODE]
    assert {name: told[name] for name, value in came.items() if value} == {n: v for n, v in came.items() if v}
    assert step in forwarding.portal.steps


def test_what_no_json_can_carry_is_left_out_and_the_dossier_told(forwarding: Forwarding) -> None:
    record, step = a_ho_so(ThongTinKhac="hỏng \ud800", X=[float("nan")]), a_tien_do(ChucDanh="hỏng \ud800")
    push_to_us(forwarding, record, step)
    assert forwarding.forward() == [Outcome.TOLD]
    assert forwarding.portal.dossiers[CODE]["ThongTinKhac"] == "hỏng ?"
    assert [told["ChucDanh"] for told in forwarding.portal.steps_of(CODE) if told["ChucDanh"]] == ["hỏng ?"]


def test_a_deleted_dossier_is_told_as_stopped_with_a_note(forwarding: Forwarding) -> None:
    forwarding.door.receive([a_record(occurred_at=a_moment(days=3))])
    forwarding.forward()
    forwarding.door.receive([a_deletion(occurred_at=a_moment(days=1))])
    forwarding.forward()
    told = forwarding.portal.dossiers[CODE]
    assert (told["TrangThaiHoSo"], "không còn" in told["GhiChu"]) == ("8", True)
    assert forwarding.portal.steps[-1]["TrangThai"] == "8"


def test_a_record_brings_a_deleted_dossier_back(forwarding: Forwarding) -> None:
    for days, update in ((3, a_record), (2, a_deletion), (1, a_record)):
        forwarding.door.receive([update(occurred_at=a_moment(days=days))])
        forwarding.forward()
    assert forwarding.portal.statuses_of(CODE) == ["4", "8", "4"]


def test_a_deleted_dossier_that_the_portal_never_had_stays_unknown_to_it(forwarding: Forwarding) -> None:
    forwarding.door.receive([a_record(occurred_at=a_moment(days=3))])
    forwarding.door.receive([a_deletion(occurred_at=a_moment(days=1))])
    forwarding.door.receive([a_record(code=a_code(2))])
    forwarding.forward()
    assert list(forwarding.portal.dossiers) == [a_code(2)]
    assert forwarding.standing().waiting == 0


def test_a_deleted_dossier_that_only_one_stop_software_told_is_stopped_too(forwarding: Forwarding) -> None:
    forwarding.portal.dossiers[CODE] = {"MaHoSo": CODE, "TrangThaiHoSo": "4"}
    forwarding.door.receive([a_record(occurred_at=a_moment(days=3))])
    forwarding.door.receive([a_deletion(occurred_at=a_moment(days=1))])
    forwarding.forward()
    assert forwarding.portal.dossiers[CODE]["TrangThaiHoSo"] == "8"


def test_the_portal_goes_on_calling_a_dossier_by_the_code_that_it_was_told(forwarding: Forwarding) -> None:
    forwarding.door.receive([a_record(code="12/HKD-2026", occurred_at=a_moment(days=3))])
    forwarding.forward()
    forwarding.door.receive([a_record(aliases=["12/HKD-2026"], status=Status.FINISHED)])
    forwarding.forward()
    assert list(forwarding.portal.dossiers) == ["12/HKD-2026"]
    assert forwarding.portal.statuses_of("12/HKD-2026") == ["4", "9"]


def test_each_change_is_queued_once_however_often_events_are_read(forwarding: Forwarding) -> None:
    forwarding.door.receive([a_record()])
    forwarding.follow()
    forwarding.follow()
    assert forwarding.forward() == [Outcome.TOLD]
    assert forwarding.forward() == []


def push_to_us(forwarding: Forwarding, record: dict[str, Any], step: dict[str, Any]) -> None:
    """As one-stop software does that is pointed at us."""
    context, desk = Context(AGENCY, NOW), forwarding.door.desk
    with forwarding.door.sessions.begin() as session:
        take_records(session, Push([record], context), desk)
    with forwarding.door.sessions.begin() as session:
        take_steps(session, Push([step], context), desk)


def everything_in_the_file(forwarding: Forwarding) -> bytes:
    """All that the tables of the portal hold, as text."""
    tables = ("portal_lanes", "portal_queue", "portal_steps")
    with forwarding.door.sessions() as session:
        connection = session.connection()
        rows = [connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in tables]
    return repr(rows).encode()
