"""A one-stop software pushes to the agent as to the national portal, and what it said is told to the centre."""

import json
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookup_api.domain.status import Status
from lookup_api.domain.update import Kind, StatusUpdate
from sync_ingest.agent.errors import PortNotFree, PortOpenToAll, RowNotMapped
from sync_ingest.agent.reading.mapping import map_row
from sync_ingest.agent.reading.origins import NationalService
from sync_ingest.agent.reading.profile import find_profile
from sync_ingest.agent.sources.folder import Folder
from sync_ingest.agent.sources.push.door import NationalDoor
from sync_ingest.agent.sources.push.inbox import NationalInbox
from sync_ingest.agent.sources.push.listener import Listening, NationalServer
from sync_ingest.national.wire import RECORD_FIELDS, STEP_FIELDS
from tests.builders import AGENCY, NOW, a_code
from tests.provisioning.builders import Clock
from tests.sync_ingest.agent.builders import SEAL, local
from tests.sync_ingest.agent.sources.files import LATER

PROFILE = find_profile("national")
RECORDS, STEPS = PROFILE.feeds
NAMES = [*RECORD_FIELDS, *STEP_FIELDS, "data", "service", "username"]
A_RECORD = {
    "MaHoSo": a_code(1),
    "TrangThaiHoSo": "4",
    "ChuHoSo": "Nguyễn Văn An",
    "MaTTHC": "1.001612",
    "TenTTHC": "Đăng ký",
}
A_STEP = {"MaHoSo": a_code(1), "ThoiDiemXuLy": "20261123140000", "NguoiXuLy": "Trần Thị Bình", "TrangThai": "4"}


@dataclass
class Department:
    """An agent's folder and door."""

    folder: Path
    clock: Clock

    @property
    def door(self) -> NationalDoor:
        """Where the software pushes."""
        return NationalDoor(NationalInbox(self.folder, SEAL, self.clock))

    def push(self, *rows: dict[str, Any], service: str = "DongBoHoSoMC") -> Any:
        """Push these in an envelope; gives the answer."""
        said = {"session": "x", "madonvi": "H53.19", "service": service, "isUpdating": "False", "data": list(rows)}
        return self.door.answer("/", json.dumps(said).encode())

    @property
    def updates(self) -> list[StatusUpdate]:
        """What the centre will be told."""
        source = Folder(self.folder, SEAL, lambda: LATER)
        rows = [(feed, row) for feed in PROFILE.feeds for row in source.all_rows(feed)]
        return [map_row(feed, row, AGENCY).delivery.update for feed, row in rows]


@pytest.fixture
def department(tmp_path: Path) -> Department:
    return Department(tmp_path / "pushes", Clock(NOW))


def test_a_pushed_dossier_is_told(department: Department) -> None:
    answer = department.push(A_RECORD)
    assert answer["error_code"] == "0"
    assert "thành công" in answer["message"]
    (update,) = department.updates
    assert (update.code.printed, update.status, update.kind) == (a_code(1), Status.PROCESSING, Kind.RECORD)


def test_what_was_pushed_last_counts_whatever_the_clock_did(department: Department) -> None:
    department.push(A_RECORD)
    department.clock.now = NOW.replace(year=2014)
    department.push({**A_RECORD, "TrangThaiHoSo": "9", "NgayKetThucXuLy": "20261123160000"})
    (update,) = department.updates
    assert (update.status, update.occurred_at) == (Status.FINISHED, local("2026-11-23 16:00"))


def test_finishing_and_returning_at_once_are_both_told(department: Department) -> None:
    times = {"NgayKetThucXuLy": "20261120100000", "NgayTra": "20261123100000"}
    department.push({**A_RECORD, "TrangThaiHoSo": "10", **times})
    told = [(update.status, update.occurred_at) for update in department.updates]
    assert told == [(Status.FINISHED, local("2026-11-20 10:00")), (Status.RETURNED, local("2026-11-23 10:00"))]


def test_a_progress_row_joins_the_timeline_once_however_often_it_comes(department: Department) -> None:
    for _ in range(3):
        department.push(A_STEP, {"MaHoSo": a_code(1)}, service="CapNhatTienDoHoSoMC")
    (update,) = department.updates
    assert (update.kind, update.occurred_at) == (Kind.PROGRESS, local("2026-11-23 14:00"))
    assert update.responsible
    assert update.responsible.officer == "Trần Thị Bình"


def test_a_bare_array_is_known_by_its_address_or_by_its_rows(department: Department) -> None:
    department.door.answer("/api/SynsTTHCC/DongBoHoSoMC", json.dumps([A_RECORD]).encode())
    department.door.answer("/them-tien-trinh", json.dumps([A_STEP]).encode())
    assert [update.kind for update in department.updates] == [Kind.RECORD, Kind.PROGRESS]


def test_no_name_lies_on_the_disk_in_the_clear(department: Department) -> None:
    department.push(A_RECORD)
    (file,) = department.folder.iterdir()
    assert "Nguyễn".encode() not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "body",
    [b"\xff", b"{", b"[" * 100_000, b"[1]", b'"x"', b'{"data": 1}', b'{"service": "LayDanhMucCoQuan", "data": []}'],
)
def test_a_refusal_is_a_whole_number_and_never_says_the_words_of_success(department: Department, body: bytes) -> None:
    answer = department.door.answer("/", body)
    assert answer["error_code"] == -1
    assert "thành công" not in answer["message"]
    assert list(department.folder.iterdir()) == []


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["10", "20261123140000", "0"]),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.sampled_from(NAMES) | st.text(), parts, max_size=8),
    max_leaves=12,
)


@given(row=st.dictionaries(st.sampled_from(NAMES), JSON), service=st.sampled_from(NationalService), body=JSON)
def test_whatever_is_pushed_is_answered_and_read_or_told_as_wrong(row: Any, service: Any, body: Any) -> None:
    with TemporaryDirectory() as folder:
        department = Department(Path(folder), Clock(NOW))
        assert department.door.answer("/", json.dumps(body).encode())["error_code"] in ("0", -1)
        assert department.push(row, A_RECORD, service=service)["error_code"] == "0"
        source = Folder(department.folder, SEAL, lambda: LATER)
        for feed in PROFILE.feeds:
            for one in source.all_rows(feed):
                with suppress(RowNotMapped):
                    map_row(feed, one, AGENCY)


@pytest.mark.parametrize("service", ["TraCuuHoSo", "LayThuTuc", "LayDanhSachTTHC"])
def test_a_look_up_finds_nothing_so_that_the_dossier_is_pushed(department: Department, service: str) -> None:
    answer = department.door.answer("/", json.dumps({"service": service, "mahoso": a_code(1)}).encode())
    assert (answer["error_code"], answer["result"]) == ("0", [])


def test_what_cannot_be_kept_is_not_answered_as_done(department: Department) -> None:
    department.folder.parent.mkdir(exist_ok=True)
    department.folder.write_text("a file stands where the folder should be")
    assert department.push(A_RECORD)["error_code"] == -1


@pytest.fixture
def address(department: Department) -> Iterator[str]:
    """A listening agent; its address with the token."""
    server = NationalServer(("127.0.0.1", 0), department.door, "b1m4t")
    stop = threading.Event()
    thread = threading.Thread(target=Listening(server).until, args=(stop,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/b1m4t"
    stop.set()
    thread.join()


def test_software_logs_in_and_pushes_over_http(department: Department, address: str) -> None:
    with httpx.Client() as http:
        session = http.post(f"{address}/login", json={"username": "a", "password": "b"}).json()["session"]
        said = {"session": session, "service": "DongBoHoSoMC", "data": [A_RECORD]}
        answer = http.post(f"{address}/share", json=said, headers={"Charset": "utf-8", "dstcode": "x"})
    assert answer.json()["error_code"] == "0"
    assert "thành công".encode() in answer.content
    assert len(department.updates) == 1


def test_without_the_token_nothing_is_taken_and_the_status_is_still_200(department: Department, address: str) -> None:
    answer = httpx.post(address.removesuffix("b1m4t"), json=[A_RECORD])
    assert (answer.status_code, answer.json()["error_code"]) == (200, -1)
    assert list(department.folder.iterdir()) == []


def test_a_port_that_another_program_has_is_told(department: Department, address: str) -> None:
    port = httpx.URL(address).port or 0
    with pytest.raises(PortNotFree, match=f"port {port} at 127.0.0.1"):
        NationalServer(("127.0.0.1", port), department.door)


def test_a_body_of_unknown_or_great_length_is_refused(address: str) -> None:
    url = httpx.URL(address)
    for name, value in (("Content-Length", "99999999999"), ("Transfer-Encoding", "chunked"), ("Content-Length", "²")):
        with closing(HTTPConnection(url.host, url.port or 0, timeout=10)) as http:
            http.putrequest("POST", f"{url.path}/")
            http.putheader(name, value.encode())
            http.endheaders()
            assert json.load(http.getresponse())["error_code"] == -1


def test_a_port_that_others_reach_needs_a_token(tmp_path: Path) -> None:
    door = NationalDoor(NationalInbox(tmp_path, SEAL, Clock(NOW)))
    with pytest.raises(PortOpenToAll, match="LISTEN_TOKEN"):
        NationalServer(("0.0.0.0", 0), door)
    NationalServer(("0.0.0.0", 0), door, "x" * 32).server_close()
