"""A dossier as it goes out in the national format."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lookup_api.domain.codes import parse_code
from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.procedure import ProcedureRef
from lookup_api.domain.status import Status
from lookup_api.domain.update import Responsible
from sync_ingest.envelope import Delivery
from sync_ingest.national.read import Context, read_record, read_step
from sync_ingest.national.unfit import unfit_fields
from sync_ingest.national.wire import RECORD_FIELDS, STEP_FIELDS, write_time
from sync_ingest.national.write import Telling, write_dossier, write_steps
from sync_ingest.portal.client import Account, PortalClient
from sync_ingest.portal.lanes.queue import Lane
from sync_ingest.portal.loading import Task
from sync_ingest.portal.telling import Teller
from tests.builders import (
    AGENCY,
    CODE,
    NOW,
    OFFICER,
    PROCEDURE,
    a_deletion,
    a_dossier,
    a_hand_over,
    a_moment,
    a_progress_step,
    a_record,
    an_agency,
    an_applicant,
)
from tests.sync_ingest.national.builders import a_ho_so, a_tien_do
from tests.sync_ingest.national.conftest import PASSWORD, USERNAME, National

CONTEXT = Context(AGENCY, NOW)


def a_telling(*updates: Any, **stated: Any) -> Telling:
    """What is told of the dossier that these updates make."""
    dossier = a_dossier(*updates)
    return replace(Telling(dossier.code, dossier, an_agency()), **stated)


def test_a_dossier_goes_out_with_every_field_and_texts_alone() -> None:
    told = write_dossier(a_telling(applicant=an_applicant()))
    assert set(told) == set(RECORD_FIELDS)
    assert {type(value) for value in told.values()} == {str, list}
    assert unfit_fields(told) == []


def test_a_dossier_says_what_we_know_of_it() -> None:
    record = a_record(received_at=datetime(2026, 11, 2, 1, 15, tzinfo=UTC))
    told = write_dossier(a_telling(record, due_at=datetime(2026, 11, 27, 10, 0, tzinfo=UTC), field_code="G05-KD01"))
    assert (told["MaHoSo"], told["MaTTHC"], told["TenTTHC"]) == (CODE, PROCEDURE.code, PROCEDURE.name)
    assert (told["MaLinhVuc"], told["TenLinhVuc"]) == ("G05-KD01", PROCEDURE.field)
    assert (told["NgayTiepNhan"], told["NgayHenTra"]) == ("20261102081500", "20261127170000")
    assert told["DanhSachLePhi"][0]["Gia"] == "100000"
    assert told["DonViXuLy"] == OFFICER.agency


def test_no_status_is_rewritten() -> None:
    for status in Status:
        assert write_dossier(a_telling(a_record(status=status)))["TrangThaiHoSo"] == str(int(status))


def test_the_days_of_its_end_are_told_while_it_is_ended() -> None:
    finished, returned = a_moment(days=2), a_moment(days=1)
    ended = [
        a_record(status=Status.FINISHED, occurred_at=finished),
        a_record(status=Status.RETURNED, occurred_at=returned),
    ]
    told = write_dossier(a_telling(*ended))
    assert (told["NgayKetThucXuLy"], told["NgayTra"]) == (write_time(finished), write_time(returned))
    corrected = write_dossier(a_telling(*ended, a_record(occurred_at=NOW)))
    assert (corrected["NgayKetThucXuLy"], corrected["NgayTra"]) == ("", "")


def test_a_refusal_is_told_with_its_day() -> None:
    told = write_dossier(a_telling(a_record(status=Status.REFUSED, occurred_at=a_moment(days=1))))
    assert told["NgayTuChoi"] == write_time(a_moment(days=1))


def test_papers_that_are_awaited_stand_in_the_note() -> None:
    record = a_record(status=Status.SUPPLEMENT_REQUESTED, note="Thiếu giấy tờ", missing=("Hợp đồng thuê nhà", "Sổ đỏ"))
    note = write_dossier(a_telling(record))["GhiChu"]
    assert note == "Thiếu giấy tờ\nGiấy tờ cần bổ sung: Hợp đồng thuê nhà; Sổ đỏ"


def test_no_identity_number_is_made_up() -> None:
    for number, stands in (("", []), ("123", []), ("070000000012", ["1"]), ("290000001", ["2"])):
        told = write_dossier(a_telling(applicant=Applicant("Nguyễn Văn An", number)))
        assert [each["LoaiDinhDanh"] for each in told["DinhDanhCHS"]] == stands


def test_of_a_hand_over_the_name_of_the_agency_at_work_is_told() -> None:
    tax = Responsible("", "", "Chi cục Thuế")
    handed_over = a_hand_over(occurred_at=a_moment(days=2), responsible=tax)
    assert write_dossier(a_telling(a_record(occurred_at=a_moment(days=3)), handed_over))["DonViXuLy"] == "Chi cục Thuế"


def test_what_only_the_departments_own_record_says_is_passed_on() -> None:
    kept = a_ho_so(KenhThucHien="2", LoaiDoiTuong="2", TaiLieuNop=[{"TenTepDinhKem": "Đơn"}], TrangThaiHoSo="9")
    told = write_dossier(a_telling(a_record(status=Status.SUPPLEMENT_REQUESTED), kept=kept))
    for name in ("KenhThucHien", "LoaiDoiTuong", "TaiLieuNop", "MaLinhVuc", "Email", "TrichYeuHoSo", "GhiChu"):
        assert told[name] == kept[name]
    assert told["TrangThaiHoSo"] == "5"


def test_the_departments_own_fees_are_passed_on_while_they_add_up() -> None:
    fees = [{"TenPhiLePhi": name, "MaPhiLePhi": "", "Gia": "50000"} for name in ("Lệ phí", "Phí thẩm định")]
    kept = a_ho_so(DanhSachLePhi=fees)
    assert write_dossier(a_telling(a_record(fee=100_000), kept=kept))["DanhSachLePhi"] == fees
    assert write_dossier(a_telling(a_record(fee=70_000), kept=kept))["DanhSachLePhi"][0]["Gia"] == "70000"


def test_fields_that_nobody_fills_hold_what_the_operator_set() -> None:
    assert write_dossier(a_telling())["NoiNopHoSo"] == "2"
    assert write_dossier(a_telling(usual={"NoiNopHoSo": "1"}))["NoiNopHoSo"] == "1"
    assert write_dossier(a_telling(usual={"LoaiDoiTuong": "4"}, kept=a_ho_so()))["LoaiDoiTuong"] == "1"


def test_a_step_goes_out_with_every_field() -> None:
    [_, step] = write_steps(a_telling(a_record(occurred_at=a_moment(days=3)), a_progress_step()))
    assert sorted(step) == sorted(STEP_FIELDS)
    assert (step["NguoiXuLy"], step["PhongBanXuLy"], step["NoiDungXuLy"]) == (
        OFFICER.officer,
        OFFICER.unit,
        "Thẩm định hồ sơ",
    )


def test_a_step_of_nobody_is_the_agencys() -> None:
    [step] = write_steps(a_telling(a_record(responsible=None)))
    assert step["NguoiXuLy"] == an_agency().name


def test_an_officers_name_is_cut_where_the_format_ends() -> None:
    [step] = write_steps(a_telling(a_record(responsible=replace(OFFICER, officer="Ă" * 60))))
    assert len(step["NguoiXuLy"]) == 50


def test_what_only_the_departments_own_step_says_is_passed_on() -> None:
    [read] = read_step(a_tien_do(), CONTEXT)
    assert isinstance(read, Delivery)
    [_, step] = write_steps(a_telling(a_record(occurred_at=a_moment(days=30)), read.update, kept_steps=[a_tien_do()]))
    assert step == a_tien_do()


def test_a_deleted_dossier_goes_out_as_stopped_with_a_last_step() -> None:
    telling = a_telling(
        a_record(status=Status.FINISHED, occurred_at=a_moment(days=3)), a_deletion(occurred_at=a_moment(days=1))
    )
    told = write_dossier(telling)
    assert (told["TrangThaiHoSo"], told["NgayKetThucXuLy"]) == ("8", "")
    last = write_steps(telling)[-1]
    assert (last["TrangThai"], last["ThoiDiemXuLy"], last["NoiDungXuLy"]) == (
        "8",
        write_time(a_moment(days=1)),
        told["GhiChu"],
    )


LETTERS = "ABĐEghikÂăơưệộằờ0123456789"
texts = st.text(LETTERS, min_size=1, max_size=30)
moments = st.integers(1, 6 * 365 * 86_400).map(lambda seconds: NOW - timedelta(seconds=seconds))
records = st.fixed_dictionaries(
    {
        "status": st.sampled_from(Status),
        "procedure": st.builds(ProcedureRef, st.just("1.001612"), texts, texts),
        "received_at": moments,
        "due_at": st.one_of(st.none(), moments),
        "fee": st.one_of(st.none(), st.integers(1, 10**9)),
        "code": st.sampled_from([CODE, "12/HKD-2026"]),
    }
)


@given(facts=records, applicant=st.builds(Applicant, texts, st.sampled_from(["070000000012", "290000001"]), texts))
def test_what_is_written_reads_as_the_same_facts(facts: dict[str, Any], applicant: Applicant) -> None:
    record = a_record(responsible=None, occurred_at=facts["received_at"] + timedelta(days=1), **facts)
    item = write_dossier(a_telling(record, due_at=record.due_at, applicant=applicant))
    read = read_record(item, CONTEXT)[-1]
    assert isinstance(read, Delivery)
    for name in ("status", "procedure", "received_at", "due_at", "fee"):
        assert getattr(read.update, name) == facts[name]
    assert read.update.code == parse_code(facts["code"])
    assert read.applicant == applicant


@given(status=st.sampled_from(Status), at=moments, officer=texts, unit=texts, note=texts)
def test_a_step_reads_as_the_same_step(status: Status, at: datetime, officer: str, unit: str, note: str) -> None:
    step = a_progress_step(status=status, occurred_at=at, responsible=Responsible(officer, unit, ""), note=note)
    written = write_steps(a_telling(a_record(occurred_at=a_moment(days=5000)), step))[-1]
    [read] = read_step(written, CONTEXT)
    assert isinstance(read, Delivery)
    for name in ("kind", "status", "occurred_at", "responsible", "note"):
        assert getattr(read.update, name) == getattr(step, name)


def test_another_centre_that_is_told_so_knows_the_same(national: National) -> None:
    here = a_telling(a_record(occurred_at=a_moment(days=3), status=Status.RECEIVED), a_progress_step())
    client = PortalClient(national.http, Account("/national/login", "/national/services", USERNAME, PASSWORD))
    teller, lane = Teller(client), Lane(1, AGENCY, CODE, is_there=False)
    told: list[str] = []
    teller.tell(Task(lane, 1, here, frozenset()), told.extend)
    there = national.dossier()
    assert (there.status, there.procedure, there.received_at) == (Status.RECEIVED, PROCEDURE, here.dossier.received_at)
    assert {step.note for step in there.steps} == {step.note for step in here.dossier.steps}
    assert len(told) == len(here.dossier.steps)


def test_another_centre_takes_what_it_has_already_as_an_update(national: National) -> None:
    client = PortalClient(national.http, Account("/national/login", "/national/services", USERNAME, PASSWORD))
    for status in (Status.RECEIVED, Status.PROCESSING):
        here = a_telling(a_record(occurred_at=a_moment(days=3), status=status))
        Teller(client).tell(Task(Lane(1, AGENCY, CODE, is_there=False), 1, here, frozenset()), lambda steps: None)
    assert national.dossier().status is Status.PROCESSING
