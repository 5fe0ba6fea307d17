"""The national format over HTTP: who is let in, what is answered, and in which bytes."""

import json
import logging
from dataclasses import replace
from typing import Any

import httpx
import pytest
from sqlalchemy import delete

from lookup_api.store.agencies import save_agency
from lookup_api.store.tables import AgencyRow
from provisioning.limits import TryLimit
from sync_ingest.endpoint import Gate, build_app
from sync_ingest.national.accounts import add_path, revoke_account, revoke_path
from sync_ingest.national.door import add_national
from sync_ingest.national.tables import AccountRow
from tests.builders import AGENCY, CODE, NOW, TAX_OFFICE, a_deletion, a_record, an_agency
from tests.provisioning.site import serving
from tests.sync_ingest.national.builders import a_blank_tien_do, a_ho_so, a_tien_do
from tests.sync_ingest.national.conftest import PASSWORD, USERNAME, National

PUSHES = ("DongBoHoSoMC", "CapNhatTienDoHoSoMC")


def test_success_is_the_text_0_and_plain_words_in_utf_8(national: National) -> None:
    answer = national.post(f"{national.path}/DongBoHoSoMC?isUpdating=False", [a_ho_so()])
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert answer.json() == {"error_code": "0", "message": "Cập nhật thành công.", "result": []}
    assert "thành công".encode() in answer.content


def test_a_request_as_the_clients_make_them_is_read(national: National) -> None:
    headers = {
        "Content-Type": "application/json",
        "Charset": "utf-8",
        "dstcode": "VN:G22",
        "Accept-Encoding": "identity",
    }
    address = f"/national/{national.path}/api/SynsTTHCC/DongBoHoSoMC?MaDinhDanhDV=H53.19&isUpdating=True"
    body = b"\xef\xbb\xbf" + json.dumps([a_ho_so()], ensure_ascii=False).encode()
    assert national.http.post(address, content=body, headers=headers).json()["error_code"] == "0"
    assert national.dossier().is_known


def test_one_bad_item_holds_up_no_other_and_the_answer_says_which_it_is(national: National) -> None:
    items = [a_ho_so(MaHoSo=f"H53.19-261102-000{at}") for at in range(1, 4)]
    items[1]["TrangThaiHoSo"] = "99"
    told = national.push("DongBoHoSoMC", items)
    assert told["error_code"] == "5"
    assert [(each["ViTri"], each["MaHoSo"], each["error_code"]) for each in told["result"]] == [
        (1, "H53.19-261102-0002", "5")
    ]
    assert national.dossier("H53.19-261102-0003").is_known
    assert national.push("DongBoHoSoMC", items)["error_code"] == "5"
    assert len(national.door.quarantined()) == 1  # sent again, it lies there once


def test_what_exists_and_what_cannot_be_read_are_told_apart_in_one_push(national: National) -> None:
    national.push("DongBoHoSoMC", [a_ho_so()])
    told = national.push("DongBoHoSoMC?isUpdating=False", [a_ho_so(TrangThaiHoSo="4"), a_ho_so(MaHoSo="", GhiChu="x")])
    assert told["error_code"] == "3"
    assert [each["error_code"] for each in told["result"]] == ["3", "5"]


def test_a_dossier_that_was_deleted_or_has_steps_alone_may_come_as_new(national: National) -> None:
    assert national.push("CapNhatTienDoHoSoMC", [a_tien_do()])["error_code"] == "0"
    assert national.push("DongBoHoSoMC?isUpdating=False", [a_ho_so()])["error_code"] == "0"
    national.door.receive([a_deletion(occurred_at=NOW)])
    national.later(minutes=1)
    assert national.push("DongBoHoSoMC?isUpdating=False", [a_ho_so()])["error_code"] == "0"
    assert national.dossier().is_known


def test_of_another_agencys_dossier_nothing_is_told_and_nothing_is_taken(national: National) -> None:
    theirs = a_record(code="H53.20-261102-0001", sender=TAX_OFFICE)
    national.door.receive([theirs])
    assert national.call(service="TraCuuHoSo", mahoso="H53.20-261102-0001")["result"] == []
    for is_updating in ("True", "False"):
        told = national.push(f"DongBoHoSoMC?isUpdating={is_updating}", [a_ho_so(MaHoSo="H53.20-261102-0001")])
        assert told["error_code"] == "5"
    assert [reason for reason, _ in national.door.quarantined()] == ["not_yours"]
    assert national.dossier("H53.20-261102-0001").version == 1


def test_the_local_code_that_an_agency_has_registered_leads_to_the_dossier_too(national: National) -> None:
    with national.door.sessions.begin() as session:
        save_agency(session, an_agency(AGENCY, local_code_pattern="[0-9]+/HKD-[0-9]{4}"))
    national.push("DongBoHoSoMC", [a_ho_so(SoBienNhan="000123/HKD-2026")])
    assert national.dossier("000123/HKD-2026") == national.dossier(CODE)
    assert len(national.call(service="TraCuuHoSo", mahoso="000123/HKD-2026")["result"]) == 1


def test_guessing_from_one_network_ends_too(national: National, gate: Gate) -> None:
    app = build_app(gate)
    add_national(app, TryLimit(tries=2))
    with serving(app) as address, httpx.Client(base_url=f"{address}/national") as http:
        for name in ("ten-a", "ten-b"):
            assert is_refusal(http.post("/login", json={"username": name, "password": ""}), 1)
        assert is_refusal(http.post("/login", json={"username": USERNAME, "password": PASSWORD}), 1)
    assert log_in(national, PASSWORD).json()["error_code"] == "0"  # its name is not locked


def test_a_dossier_is_found_by_its_agency(national: National) -> None:
    national.push("DongBoHoSoMC", [a_ho_so()])
    (row,) = national.call(service="TraCuuHoSo", mahoso=CODE)["result"]
    assert (row["MaHoSo"], row["TrangThaiHoSo"], row["NgayTiepNhan"]) == (CODE, "2", "20261102081500")
    assert "Thử" not in json.dumps(row, ensure_ascii=False)
    assert national.call(service="TraCuuHoSo", mahoso="H53.19-261102-0009")["result"] == []
    assert national.call(service="TraCuuHoSo", data=[{"mahoso": CODE}])["result"] == [row]


@pytest.mark.parametrize("text", ["", None, 7, "không có", "\0", {"a": 1}, "1" * 500])
def test_an_unknown_procedure_is_an_empty_list_and_never_null(national: National, text: Any) -> None:
    assert national.call(service="LayThuTuc", maTTHC=text) == {
        "error_code": "0",
        "message": "Truy vấn thành công.",
        "result": [],
    }


def test_who_may_not_push_is_refused_with_a_number_and_without_the_words_of_success(national: National) -> None:
    with national.door.sessions.begin() as session:
        elsewhere = add_path(session, AGENCY, ["10.0.0.0/8"], NOW)
    answers = [
        national.post(f"{elsewhere}/DongBoHoSoMC", [a_ho_so()]),
        national.post("khong-co-dia-chi-nay/DongBoHoSoMC", [a_ho_so()]),
        national.post("services", {"session": "x\ud800", "service": "DongBoHoSoMC", "data": []}),
        national.post("services", {"service": "LayThuTuc"}),
    ]
    assert {answer.content for answer in answers} == {answers[0].content}
    assert all(is_refusal(answer, 2) for answer in answers)
    assert national.door.everything()["dossiers"] == {}


def test_another_agencys_identifier_is_refused_and_an_older_one_of_ones_own_is_not(national: National) -> None:
    assert national.push("DongBoHoSoMC?MaDinhDanhDV=H53.20", [a_ho_so()])["error_code"] == "6"
    assert national.push("DongBoHoSoMC?MaDinhDanhDV=linh tinh", [a_ho_so()])["error_code"] == "6"
    assert national.push("DongBoHoSoMC?MaDinhDanhDV=h53.19", [a_ho_so()])["error_code"] == "0"


def test_an_agency_that_goes_by_another_code_now_need_not_be_let_in_anew(national: National) -> None:
    with national.door.sessions.begin() as session:
        save_agency(session, an_agency("H99.01", also_codes=(AGENCY,)))
        session.execute(delete(AgencyRow).where(AgencyRow.code == AGENCY.value))
    assert national.push("DongBoHoSoMC?MaDinhDanhDV=H53.19", [a_ho_so()])["error_code"] == "0"
    assert national.dossier().owner.value == "H99.01"


def test_a_session_is_good_at_every_server(national: National, gate: Gate) -> None:
    other = build_app(gate)
    add_national(other)
    with serving(other) as address:
        body = {"session": national.log_in(), "service": "LayDanhSachTTHC"}
        assert httpx.post(f"{address}/national/services", json=body).json()["error_code"] == "0"


def test_who_was_revoked_is_refused_at_the_next_request(national: National) -> None:
    client = national.opencps()
    client.sync(a_ho_so(), a_tien_do())
    with national.door.sessions.begin() as session:
        revoke_account(session, USERNAME, NOW)
        revoke_path(session, 1, NOW)
    answers = [
        national.post("services", {"session": client.session, "service": "LayDanhSachTTHC"}),
        national.post(f"{national.path}/DongBoHoSoMC", [a_ho_so()]),
    ]
    assert all(is_refusal(answer, 2) for answer in answers)
    assert is_refusal(log_in(national, PASSWORD), 1)


def test_guessing_a_password_is_slowed_down_even_for_who_then_knows_it(national: National) -> None:
    for _ in range(4):
        assert is_refusal(log_in(national, "doan-mo"), 1)
    assert is_refusal(log_in(national, PASSWORD), 1)
    national.later(seconds=10)
    assert log_in(national, PASSWORD).json()["error_code"] == "0"


def test_one_program_with_an_old_password_does_not_shut_out_its_whole_network(national: National, gate: Gate) -> None:
    app = build_app(replace(gate, clock=national.clock))
    add_national(app, TryLimit(tries=6))
    with serving(app) as address, httpx.Client(base_url=address) as http:
        for _ in range(20):
            assert is_refusal(http.post("/national/login", json={"username": "khac", "password": "mat-khau-cu"}), 1)
        told = http.post("/national/login", json={"username": USERNAME, "password": PASSWORD}).json()
    assert told["error_code"] == "0"


def test_a_session_that_was_opened_while_its_account_was_revoked_is_none(national: National, gate: Gate) -> None:
    token = national.log_in()
    with gate.writes.begin() as session:
        session.get_one(AccountRow, USERNAME).revoked_at = NOW
    assert is_refusal(national.post("services", {"session": token, "service": "LayDanhSachTTHC"}), 2)


def test_a_session_written_in_escapes_is_none_for_it_could_not_be_blanked(national: National) -> None:
    token = national.log_in()
    escaped = "".join(f"\\u{ord(sign):04x}" for sign in token)
    body = f'{{"session": "{escaped}", "service": "DongBoHoSoMC", "data": 1}}'
    answer = national.http.post(
        "/national/services", content=body.encode(), headers={"Content-Type": "application/json"}
    )
    assert is_refusal(answer, 2)
    assert national.door.quarantined() == []


def test_a_secret_address_that_was_mistyped_enters_no_log(national: National, caplog: pytest.LogCaptureFixture) -> None:
    for start in ("//national", "/National", "/api/national"):
        url = national.http.base_url.copy_with(raw_path=f"{start}/{national.path}/DongBoHoSoMC".encode())
        assert national.http.post(url, json=[]).is_client_error
    own = [r.getMessage() for r in caplog.records if not r.name.startswith(("httpx", "httpcore"))]
    assert own
    assert not any(national.path in line for line in own)


@pytest.mark.parametrize("name", ["", "\0", "\ud800", "x" * 10_000, None, 7])
def test_a_name_that_nobody_can_have_is_refused_like_any_other(national: National, name: Any) -> None:
    answer = national.post("login", {"username": name, "password": "mat-khau\ud800"})
    assert is_refusal(answer, 1)


@pytest.mark.parametrize(
    ("body", "number"),
    [
        (b"", 4),
        (b"{", 4),
        (b"[" * 100_000, 4),
        (b'"DongBoHoSoMC"', 4),
        (b"\xff\xfe", 4),
        (b"[" + b"1" * 5_000 + b"]", 4),
        (b"[" + b"{}," * 1_000 + b"{}]", 8),
        (b'["' + b"x" * 2_100_000 + b'"]', 8),
    ],
)
def test_a_body_that_is_no_push_is_refused(national: National, body: bytes, number: int) -> None:
    address = f"/national/{national.path}/DongBoHoSoMC"
    assert is_refusal(national.http.post(address, content=body, headers={"Content-Type": "application/json"}), number)
    assert len(national.door.quarantined()) == (number == 4)  # what cannot be read is kept; what is too large is not


def test_other_kinds_and_other_services_are_refused(national: National) -> None:
    address = f"/national/{national.path}/DongBoHoSoMC"
    assert is_refusal(national.http.post(address, content=b"[]", headers={"Content-Type": "text/xml"}), 4)
    packed = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    assert is_refusal(national.http.post(address, content=b"[]", headers=packed), 4)
    assert national.push("DongBoDanhGia", [])["error_code"] == "7"
    assert national.call(service="LayDanhMucCoQuan")["error_code"] == "7"


def test_an_unreadable_call_is_kept_without_its_session(national: National) -> None:
    client = national.opencps()
    client.sync(a_ho_so(), a_tien_do())
    body = {"session": client.session, "service": "DongBoHoSoMC", "data": "không phải danh sách"}
    assert is_refusal(national.post("services", body), 4)
    ((_, text),) = national.door.quarantined()
    assert "không phải danh sách" in json.loads(text)["data"]
    assert str(client.session) not in text


def test_nothing_of_a_person_and_no_secret_enters_the_log(national: National, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    national.province().sync(a_ho_so(), [a_tien_do(), a_blank_tien_do()])
    national.push("DongBoHoSoMC", [a_ho_so(NgayTra="x"), "Nguyễn Văn Thử"])
    log_in(national, "mat-khau-cua-toi")
    national.http.get(f"/national/{national.path}/DongBoHoSoMC")
    own = "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith(("httpx", "httpcore", "asyncio")))
    assert "H53.19" in own
    assert not any(
        secret in own for secret in ("Thử", "072099", "0900111", national.path, "mat-khau-cua-toi", USERNAME)
    )


def log_in(national: National, password: str) -> httpx.Response:
    return national.post("login", {"username": USERNAME, "password": password})


def is_refusal(answer: httpx.Response, number: int) -> bool:
    told = answer.json()
    return (
        answer.status_code == 200
        and told["error_code"] == str(number)
        and told["result"] == []
        and "thành công" not in answer.content.decode()
    )
