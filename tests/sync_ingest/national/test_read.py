"""What a record and a step of the national format say, read without any store."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from lookup_api.domain.codes import parse_code
from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.procedure import ProcedureRef
from lookup_api.domain.status import Status
from lookup_api.domain.update import Kind, Responsible
from sync_ingest.envelope import Delivery, Flaw
from sync_ingest.national.read import Context, Standing, read_record, read_step
from sync_ingest.national.wire import read_flag, read_status, read_time, write_flag, write_time
from sync_ingest.reasons import Reason
from tests.builders import AGENCY, CODE, NOW, PROCEDURE
from tests.sync_ingest.national.builders import a_bare_ho_so, a_blank_tien_do, a_ho_so, a_tien_do

CONTEXT = Context(AGENCY, NOW)


def test_a_record_says_what_the_citizen_is_shown() -> None:
    update = record(DanhSachLePhi=[{"Gia": "100.000"}, {"Gia": "50000"}]).update
    assert (update.code, update.status, update.sequence) == (parse_code(CODE), Status.RECEIVED, 1)
    assert update.procedure == PROCEDURE
    assert update.received_at == update.occurred_at == datetime(2026, 11, 2, 1, 15, tzinfo=UTC)
    assert update.due_at == datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
    assert update.responsible == Responsible("", "", "UBND thành phố Tây Ninh")
    assert update.fee == 150_000
    assert update.note == ""  # GhiChu repeats the summary, which names the applicant


def test_the_applicant_is_apart_from_what_the_update_says() -> None:
    delivery = record()
    assert delivery.applicant == Applicant("Nguyễn Văn Thử", "072099000123", "0900111222", "")
    assert not any(said in repr(delivery) for said in ("Nguyễn Văn Thử", "072099000123", "0900111222"))


@pytest.mark.parametrize(
    ("stated", "identity", "phone"),
    [
        ({"SoGiayToChuHoSo": "", "MaDoiTuong": "072099000123"}, "072099000123", "0900111222"),
        ({"SoGiayToChuHoSo": "", "MaDoiTuong": "b2c9f1d0-tech-id"}, "", "0900111222"),
        ({"SoGiayToChuHoSo": "000000001", "DinhDanhCHS": [{"SoDinhDanh": "290123456"}]}, "290123456", "0900111222"),
        ({"SoDienThoai": "", "Fax": "0900333444"}, "072099000123", "0900333444"),
    ],
)
def test_identity_and_phone_stand_where_each_software_puts_them(stated: Any, identity: str, phone: str) -> None:
    applicant = record(**stated).applicant
    assert applicant
    assert (applicant.identity_number, applicant.phone) == (identity, phone)


def test_a_bare_record_is_read_and_the_catalogue_helps_out() -> None:
    (read,) = read_record(a_bare_ho_so(), Context(AGENCY, NOW, procedures={PROCEDURE.code: PROCEDURE}))
    assert isinstance(read, Delivery)
    assert (read.update.procedure, read.applicant) == (PROCEDURE, None)
    assert record(TenTTHC="").update.procedure == ProcedureRef(PROCEDURE.code, PROCEDURE.code, PROCEDURE.field)
    (later,) = read_record(a_ho_so(TenTTHC=""), CONTEXT.with_standing(Standing(1, Status.RECEIVED)))
    assert isinstance(later, Delivery)
    assert later.update.procedure is None  # what was stated before stands


def test_a_supplement_request_says_what_is_missing_unless_it_names_the_applicant() -> None:
    papers = [{"TenTepDinhKem": "Bản sao hợp đồng thuê nhà"}]
    asked = [{"NoiDungBoSung": "Ông NGUYỄN VĂN THỬ nộp thêm giấy tờ", "DanhSachGiayToBoSung": papers}]
    assert record(TrangThaiHoSo="5", DanhSachHoSoBoSung=asked).update.missing == ("Bản sao hợp đồng thuê nhà",)


@pytest.mark.parametrize(
    ("text", "applicant"),
    [
        ("Ong nguyen van thu bổ sung giấy phép", "Nguyễn Văn Thử"),
        ("Bổ sung giấy phép, gọi 0900.111 222", "Nguyễn Văn Thử"),
        ("Bổ sung bản sao CCCD số 072099000123", "Nguyễn Văn Thử"),
        ("Ông Nguyễn Văn Thử bổ sung giấy phép", None),
    ],
)
def test_a_supplement_request_that_may_tell_of_a_person_is_not_for_everybody(text: str, applicant: str | None) -> None:
    asked = [{"NoiDungBoSung": text}]
    assert record(TrangThaiHoSo="5", ChuHoSo=applicant, DanhSachHoSoBoSung=asked).update.missing is None


def test_the_local_code_in_so_bien_nhan_is_an_alias_only_where_it_is_one() -> None:
    local = Context(AGENCY, NOW, local_form=re.compile(r"[0-9]+/HKD-[0-9]{4}"))
    assert aliases(a_ho_so(SoBienNhan="000123/HKD-2026"), local) == ["000123/HKD-2026"]
    assert aliases(a_ho_so(SoBienNhan="BN-77"), local) == []
    assert aliases(a_ho_so(SoBienNhan="000123/HKD-2026"), CONTEXT) == []
    assert aliases(a_ho_so(MaHoSo="000123/HKD-2026", SoBienNhan=CODE), CONTEXT) == [CODE]
    assert aliases(a_ho_so(SoBienNhan="H53.19-261102-0002"), CONTEXT) == []


def test_the_same_step_is_the_same_update_whenever_it_comes() -> None:
    first, again = (read_step(a_tien_do(), Context(AGENCY, at)) for at in (NOW, datetime(2027, 1, 1, tzinfo=UTC)))
    assert first == again
    (step,) = first
    assert isinstance(step, Delivery)
    assert (step.update.kind, step.update.note) == (Kind.PROGRESS, "Thẩm định hồ sơ")
    (other,) = read_step(a_tien_do(ChucDanh="Trưởng phòng"), CONTEXT)
    assert isinstance(other, Delivery)
    assert other.update.id != step.update.id


def test_a_step_that_says_nothing_is_no_update() -> None:
    assert read_step(a_blank_tien_do(), CONTEXT) == []
    assert read_step(dict.fromkeys(a_tien_do()), CONTEXT) == []
    assert read_step(a_blank_tien_do() | {"MaHoSo": CODE}, CONTEXT) == []


def test_a_step_of_another_agencys_dossier_names_its_owner() -> None:
    (step,) = read_step(a_tien_do(MaHoSo="H53.20-261102-0001"), CONTEXT)
    assert isinstance(step, Delivery)
    assert (step.update.owner.value, step.update.sender) == ("H53.20", AGENCY)


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("một chuỗi", Reason.NOT_VALID),
        (None, Reason.NOT_VALID),
        (a_ho_so(MaHoSo=""), Reason.NOT_A_CODE),
        (a_ho_so(MaHoSo=None), Reason.NOT_A_CODE),
        (a_ho_so(MaHoSo="H" * 100_000), Reason.NOT_A_CODE),
        (a_ho_so(MaHoSo=["H53"]), Reason.NOT_A_CODE),
        (a_ho_so(NgayTiepNhan="2026-11-02"), Reason.NOT_VALID),
        (a_ho_so(NgayTiepNhan="20261302081500"), Reason.NOT_VALID),
        (a_ho_so(NgayTiepNhan="02261102081500"), Reason.NOT_VALID),
        (a_ho_so(TrangThaiHoSo="11"), Reason.NOT_VALID),
        (a_ho_so(TrangThaiHoSo="xong"), Reason.NOT_VALID),
        (a_ho_so(ChuHoSo={"Ten": "An"}), Reason.NOT_VALID),
        (a_ho_so(DonViXuLy="\0"), Reason.NOT_VALID),
        (a_ho_so(DonViXuLy="\ud800"), Reason.NOT_VALID),
    ],
)
def test_what_cannot_be_understood_is_a_flaw_that_names_the_field_and_repeats_nothing(
    item: Any, reason: Reason
) -> None:
    (flaw,) = read_record(item, CONTEXT)
    assert isinstance(flaw, Flaw)
    assert flaw.reason is reason
    assert "thành công" not in flaw.detail.vi


def test_times_statuses_and_flags_go_over_the_wire_and_back() -> None:
    at = datetime(2026, 11, 2, 1, 15, 7, tzinfo=UTC)
    assert write_time(at) == "20261102081507"
    assert read_time(write_time(at)) == at
    assert [read_time(empty) for empty in (None, "", " ", "00010101000000")] == [None] * 4
    assert [read_status(said) for said in (None, "", "0", "00", "4", 10)] == [None, None, None, None, 4, 10]
    assert [read_flag(said) for said in ("True", "False", "true", 0, None, "có")] == [
        True,
        False,
        True,
        False,
        None,
        None,
    ]
    assert (write_flag(True), write_flag(False)) == ("True", "False")


def record(**stated: Any) -> Delivery:
    (read,) = read_record(a_ho_so(**stated), CONTEXT)
    assert isinstance(read, Delivery)
    return read


def aliases(item: dict[str, Any], context: Context) -> list[str]:
    (read,) = read_record(item, context)
    assert isinstance(read, Delivery)
    return [code.printed for code in read.update.aliases]
