"""No field of the format is dropped: what citizens are not shown is kept with the record as it came, sealed."""

import json
from pathlib import Path
from typing import Any

from lookup_api.domain.codes import parse_code
from sync_ingest.national import wire
from sync_ingest.national.kept import find_kept, list_kept_steps
from tests.builders import AGENCY, CODE
from tests.sync_ingest.national.builders import Item, a_ho_so, a_tien_do
from tests.sync_ingest.national.conftest import National

NAMES: dict[str, list[str]] = json.loads(Path(__file__).with_name("field_names.json").read_text("utf-8"))
PARTS = {
    "TaiLieuNop": "TaiLieuNop",
    "DanhSachLePhi": "LePhi",
    "DanhSachTepDinhKemKhac": "TepDinhKemKhac",
    "DanhSachHoSoBoSung": "HoSoBoSung",
    "DanhSachGiayToKetQua": "GiayToKetQua",
    "DanhSachGiayToBoSung": "TaiLieuNop",
    "DanhSachLePhiBoSung": "LePhi",
    "DinhDanhCHS": "DinhDanhCHS",
    "DSKetNoiCSDL": "DSKetNoiCSDL",
}


def test_the_wire_knows_every_name_of_the_format() -> None:
    assert set(wire.RECORD_FIELDS) == set(NAMES["HoSo"])
    assert set(wire.STEP_FIELDS) == set(NAMES["TienDo"])
    assert set(wire.PAPER_FIELDS) == set(NAMES["TaiLieuNop"])
    assert set(wire.FEE_FIELDS) == set(NAMES["LePhi"])
    assert set(wire.OTHER_FILE_FIELDS) == set(NAMES["TepDinhKemKhac"])
    assert set(wire.SUPPLEMENT_FIELDS) == set(NAMES["HoSoBoSung"])
    assert set(wire.RESULT_FIELDS) == set(NAMES["GiayToKetQua"])
    assert set(wire.ENVELOPE_FIELDS) == set(NAMES["envelope"])
    assert set(wire.ANSWER_FIELDS) == set(NAMES["answer"])


def test_every_field_of_a_record_is_kept_as_it_came_and_so_are_those_that_nobody_has_heard_of(
    national: National,
) -> None:
    record = filled("HoSo") | a_ho_so_s_readable_fields() | {"TruongMoi": {"sau": ["này"]}}
    national.province().sync(record, [])
    with national.door.sessions() as session:
        kept = find_kept(session, AGENCY, parse_code(CODE), national.door.desk.sealer)
    assert kept == record
    assert set(NAMES["HoSo"]) <= kept.keys()


def test_every_field_of_a_step_is_kept_as_it_came(national: National) -> None:
    step = filled("TienDo") | a_tien_do(ChucDanh="Phó Trưởng phòng") | {"TruongMoi": 1}
    national.push("CapNhatTienDoHoSoMC", [step])
    with national.door.sessions() as session:
        assert list_kept_steps(session, AGENCY, parse_code(CODE), national.door.desk.sealer) == [step]


def test_a_step_that_says_more_when_it_comes_again_is_kept_as_it_says_it_now(national: National) -> None:
    for step in (a_tien_do(), a_tien_do(TruongMoi="thêm")):
        assert national.push("CapNhatTienDoHoSoMC", [step])["error_code"] == "0"
    with national.door.sessions() as session:
        kept = list_kept_steps(session, AGENCY, parse_code(CODE), national.door.desk.sealer)
    assert kept == [a_tien_do(TruongMoi="thêm")]
    assert national.dossier().version == 1


def test_what_is_in_quarantine_is_there_with_every_field(national: National) -> None:
    record = filled("HoSo") | a_ho_so(NgayHenTra="ngày mai")
    told = national.push("DongBoHoSoMC", [record])
    assert told["error_code"] == "5"
    assert "NgayHenTra" in told["result"][0]["message"]
    ((reason, text),) = national.door.quarantined()
    assert (reason, json.loads(text)) == ("not_valid", record)


def filled(part: str) -> Item:
    """An object with a value of its own in every field of this part."""
    return {name: _value(name) for name in NAMES[part]}


def a_ho_so_s_readable_fields() -> Item:
    """Those fields that are read need something readable in them."""
    times = ("NgayTiepNhan", "NgayHenTra", "NgayTra", "NgayKetThucXuLy", "NgayTuChoi", "NgayNopHoSo")
    return {"MaHoSo": CODE, "TrangThaiHoSo": "4", **dict.fromkeys(times, "20261110100000")}


def _value(name: str) -> Any:
    return [filled(PARTS[name])] if name in PARTS else f"giá trị của {name}"
