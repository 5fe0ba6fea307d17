"""Software that pushes to the national portal today is pointed at us and works unchanged: two kinds, with opposite
habits.
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lookup_api.domain.dossier import Dossier
from lookup_api.domain.procedure import Procedure, TermUnit
from lookup_api.domain.status import Status
from lookup_api.domain.update import Kind
from lookup_api.store.agencies import save_agency
from lookup_api.store.procedures import save_procedure
from tests.builders import PROCEDURE, TAX_OFFICE, a_record, an_agency
from tests.sync_ingest.national.builders import a_bare_ho_so, a_blank_tien_do, a_ho_so, a_tien_do
from tests.sync_ingest.national.clients import GaveUp, OpenCps
from tests.sync_ingest.national.conftest import USERNAME, National


def test_opencps_brings_a_dossier_from_reception_to_return_with_one_log_in(national: National) -> None:
    client = national.opencps()
    for status in ("2", "4", "5", "4", "9", "10"):
        client.sync(a_ho_so(TrangThaiHoSo=status), a_tien_do(TrangThai=status))
        national.later(minutes=1)
    assert client.log_ins == 1
    assert statuses(national.dossier()) == [2, 4, 5, 4, 9, 10]
    assert [call["isUpdating"] for call in client.asked if "isUpdating" in call] == ["False", *["True"] * 5]


def test_several_nodes_of_opencps_hold_sessions_at_once_for_longer_than_ten_minutes(national: National) -> None:
    nodes = [national.opencps() for _ in range(3)]
    for _ in range(2):
        for node in nodes:
            node.sync(a_ho_so(), a_tien_do())
        national.later(minutes=11)
    assert [node.log_ins for node in nodes] == [1, 1, 1]


def test_opencps_gives_up_when_it_is_refused_and_nothing_is_taken(national: National) -> None:
    with pytest.raises(GaveUp):
        OpenCps(national.http, USERNAME, "mat-khau-sai").sync(a_ho_so(), a_tien_do())
    client = national.opencps()
    client.sync(a_ho_so(), a_tien_do())
    national.later(hours=13)  # its session is over
    with pytest.raises(GaveUp):
        client.sync(a_ho_so(TrangThaiHoSo="4"), a_tien_do())
    assert statuses(national.dossier()) == [2]


def test_opencps_gets_the_procedures_name_and_field_where_the_catalogue_has_it(national: National) -> None:
    client = national.opencps()
    client.sync(a_ho_so(TenTTHC="", TenLinhVuc=""), a_tien_do())  # not in the catalogue: an empty list, and no crash
    with national.door.sessions.begin() as session:
        save_procedure(session, Procedure(PROCEDURE, 3, TermUnit.WORKING_DAYS, (), 0))
    client.sync(a_ho_so(TenTTHC="", TenLinhVuc="", MaTTHC=f"{PROCEDURE.code}.000.00.00.H53"), a_tien_do())
    stated = national.dossier().procedure
    assert stated
    assert (stated.name, stated.field) == (PROCEDURE.name, PROCEDURE.field)


def test_the_province_brings_a_dossier_again_and_again_with_its_inventions(national: National) -> None:
    client, history = national.province(), [a_tien_do(NoiDungXuLy=f"Bước {at}") for at in range(12)]
    client.sync(a_ho_so(TrangThaiHoSo="4"), history)
    before = national.dossier()
    for _ in range(2):
        national.later(hours=1)
        client.sync(a_ho_so(TrangThaiHoSo="4"), history)
    after = national.dossier()
    assert after.version == before.version
    assert after.status is Status.PROCESSING  # the invented step 9 at reception is history, not truth
    assert len([step for step in after.steps if step.note == "Tiếp nhận hồ sơ"]) == 1


def test_the_province_is_told_that_a_dossier_exists_and_posts_it_as_an_update(national: National) -> None:
    client = national.province()
    client.sync(a_ho_so(), [])
    national.later(minutes=1)
    client.sync(a_ho_so(TrangThaiHoSo="9"), [])
    told = national.push("DongBoHoSoMC?MaDinhDanhDV=H53.19&isUpdating=False", [a_ho_so(TrangThaiHoSo="4")])
    assert told["error_code"] == "3"
    assert "đã tồn tại" in told["message"]
    assert statuses(national.dossier()) == [2, 9]


def test_what_says_hardly_anything_is_valid_traffic(national: National) -> None:
    national.province().sync(a_bare_ho_so(), [a_blank_tien_do(), a_tien_do(ThoiDiemXuLy="", TrangThai=None)])
    dossier = national.dossier()
    assert (dossier.status, dossier.received_at) == (Status.NEWLY_REGISTERED, None)
    assert national.door.quarantined() == []


def test_a_record_that_says_no_status_leaves_the_one_that_stands(national: National) -> None:
    client = national.opencps()
    client.sync(a_ho_so(TrangThaiHoSo="5"), a_tien_do())
    national.later(minutes=1)
    client.sync(a_ho_so(TrangThaiHoSo="0", DonViXuLy="Chi cục Thuế"), a_tien_do())
    dossier = national.dossier()
    assert dossier.status is Status.SUPPLEMENT_REQUESTED
    assert dossier.responsible
    assert dossier.responsible.agency == "Chi cục Thuế"


def test_a_correction_and_its_taking_back_are_changes_and_a_repetition_is_none(national: National) -> None:
    client = national.opencps()
    finished = a_ho_so(TrangThaiHoSo="9", NgayKetThucXuLy="20261120100000")
    for record in (finished, finished, a_ho_so(TrangThaiHoSo="4"), a_ho_so(TrangThaiHoSo="4"), finished):
        client.sync(record, a_tien_do())
        national.later(minutes=1)
    assert statuses(national.dossier()) == [9, 4, 9]
    assert national.dossier().completed_at == datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def test_the_day_of_the_result_counts_and_not_the_day_on_which_it_was_told(national: National) -> None:
    national.opencps().sync(
        a_ho_so(TrangThaiHoSo="10", NgayKetThucXuLy="20261110100000", NgayTra="20261112090000"), a_tien_do()
    )
    dossier = national.dossier()
    assert statuses(dossier) == [9, 10]
    assert dossier.completed_at == datetime(2026, 11, 10, 3, 0, tzinfo=UTC)


def test_what_a_clerk_entered_meanwhile_counts_as_earlier_than_the_next_push(national: National) -> None:
    client = national.opencps()
    client.sync(a_ho_so(), a_tien_do())
    national.later(minutes=2)
    clerks = a_record(status=Status.SUPPLEMENT_REQUESTED, occurred_at=national.clock.now)
    national.door.receive([clerks], national.clock.now)
    national.later(minutes=2)
    client.sync(a_ho_so(), a_tien_do())  # says what it said before: a repetition takes nothing back
    assert national.dossier().status is Status.SUPPLEMENT_REQUESTED
    client.sync(a_ho_so(TrangThaiHoSo="9", NgayKetThucXuLy="20261120100000"), a_tien_do())
    assert national.dossier().status is Status.FINISHED


def test_a_step_is_never_the_dossiers_status(national: National) -> None:
    national.opencps().sync(a_ho_so(TrangThaiHoSo="4"), a_tien_do(TrangThai="9", ThoiDiemXuLy="20261123090000"))
    dossier = national.dossier()
    assert dossier.status is Status.PROCESSING
    assert [u.kind for u in dossier.updates] == [Kind.PROGRESS, Kind.RECORD]
    assert dossier.steps[0].responsible
    assert dossier.steps[0].responsible.officer == "Trần Thị Bình"


def statuses(dossier: Dossier) -> list[int]:
    return [int(record.status) for record in dossier.records]


def test_another_agencys_name_hands_the_dossier_over_and_the_senders_own_takes_it_back(national: National) -> None:
    with national.door.sessions.begin() as session:
        save_agency(session, replace(an_agency(str(TAX_OFFICE)), name="Chi cục Thuế khu vực"))
        save_agency(session, replace(an_agency(), name="UBND thành phố Tây Ninh"))
    client = national.opencps()
    client.sync(a_ho_so(), a_tien_do())
    client.sync(a_ho_so(TrangThaiHoSo="4", DonViXuLy="CHI CỤC THUẾ  KHU VỰC"), a_tien_do())
    (window,) = national.dossier().windows
    assert (window.to, window.is_open) == (TAX_OFFICE, True)
    national.later(hours=2)
    client.sync(a_ho_so(TrangThaiHoSo="9"), a_tien_do())
    (window,) = national.dossier().windows
    assert not window.is_open


def test_a_name_that_nobody_has_says_nothing_of_a_hand_over(national: National) -> None:
    national.opencps().sync(a_ho_so(DonViXuLy="Một phòng nào đó"), a_tien_do())
    assert national.dossier().windows == ()
