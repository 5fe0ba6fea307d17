"""What is pushed shows where citizens look, and nothing of a person lies on the disk in clear."""

from pathlib import Path

from sqlalchemy import text

from lookup_api.contract import answer_for
from lookup_api.domain.disclosure import Tier
from tests.builders import NOW
from tests.sync_ingest.national.builders import a_ho_so, a_tien_do
from tests.sync_ingest.national.conftest import National

OF_A_PERSON = ("Nguyễn Văn Thử", "072099000123", "0900111222", "nguyen.van.thu@vi-du.vn", "đường Thử Nghiệm")


def test_a_pushed_dossier_shows_where_citizens_look_without_its_applicant(national: National) -> None:
    national.province().sync(a_ho_so(TrangThaiHoSo="4"), [a_tien_do()])
    shown = answer_for(Tier.STRANGER, national.dossier(), national.door.desk.calendar, NOW).model_dump_json()
    assert all(
        said in shown for said in ("Đăng ký thành lập hộ kinh doanh", "Trần Thị Bình", "UBND thành phố Tây Ninh")
    )
    assert not any(said in shown for said in OF_A_PERSON)


def test_nothing_of_a_person_lies_on_the_disk_in_clear(national: National, tmp_path: Path) -> None:
    national.province().sync(a_ho_so(TrangThaiHoSo="5", DanhSachHoSoBoSung=[{"NoiDungBoSung": "Nộp lại tờ khai"}]), [])
    national.push("DongBoHoSoMC", [a_ho_so(NgayTra="mai"), a_ho_so(MaHoSo="H53.20-261102-0001")])
    national.post(f"{national.path}/DongBoHoSoMC", "Nguyễn Văn Thử")
    with national.door.sessions() as session:
        assert session.scalar(text("SELECT count(*) FROM quarantine")) == 3
        assert session.scalar(text("SELECT count(*) FROM national_kept")) == 3
    on_disk = b"".join(file.read_bytes() for file in tmp_path.glob("motcua.db*"))
    assert "Đăng ký thành lập hộ kinh doanh".encode() in on_disk  # what the public may read would be found
    for said in OF_A_PERSON:
        escaped = said.encode("unicode_escape")
        assert not any(form in on_disk for form in (said.encode(), said.upper().encode(), escaped))
