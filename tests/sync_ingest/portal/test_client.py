"""The portal's services as we call them, against a portal that answers as the facts say."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

import httpx
import pytest

from sync_ingest.portal.client import LARGEST_ANSWER, Account, FieldOfProcedure, PortalClient
from sync_ingest.portal.errors import PortalRefused, PortalUnavailable
from tests.sample_site.fake_portal import ALL_FAULTS, LOGIN, PASSWORD, SERVICE, USERNAME, FakePortal
from tests.sync_ingest.portal.forwarding import Clock

AGENCY, CODE = "H53.19", "H53.19-261102-0001"
A_STEP = {"MaHoSo": CODE, "NguoiXuLy": "Trần Thị Bình", "ThoiDiemXuLy": "20261102081500", "TrangThai": "2"}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(portal_http: httpx.Client, clock: Clock) -> PortalClient:
    return PortalClient(portal_http, Account(LOGIN, SERVICE, USERNAME, PASSWORD), clock.monotonic)


def put(client: PortalClient, *, is_update: bool = False) -> bool:
    return client.put_dossier(AGENCY, {"MaHoSo": CODE, "TrangThaiHoSo": "2"}, is_update=is_update)


def test_a_dossier_goes_out_in_the_envelope_of_one_stop_software(client: PortalClient, portal: FakePortal) -> None:
    assert put(client)
    path, body, headers = portal.requests[-1]
    assert path == SERVICE
    assert {name: body[name] for name in ("madonvi", "service", "isUpdating")} == {
        "madonvi": AGENCY,
        "service": "DongBoHoSoMC",
        "isUpdating": "False",
    }
    assert body["session"] in portal.sessions
    assert (headers["dstcode"], headers["Charset"]) == ("VN:GOV:000.00.00.H53", "utf-8")


def test_steps_go_out_without_isupdating(client: PortalClient, portal: FakePortal) -> None:
    put(client)
    client.put_steps(AGENCY, [A_STEP])
    assert "isUpdating" not in portal.requests[-1][1]
    assert portal.steps == [A_STEP]


@pytest.mark.parametrize("code", [0, 3, -3, "3", "-3", "0"])
def test_a_dossier_that_is_there_already_is_no_failure_under_any_code(
    client: PortalClient, portal: FakePortal, code: Any
) -> None:
    put(client)
    portal.exists_code = code
    assert put(client) is False
    assert put(client, is_update=True)


@pytest.mark.parametrize("code", ["0", 0, "00"])
def test_every_form_of_zero_is_success(client: PortalClient, portal: FakePortal, code: Any) -> None:
    portal.codes = (code, code, code)
    assert put(client)


@pytest.mark.parametrize("message", ["Cập nhật không thành công", "Thiếu trường MaLinhVuc"])
def test_a_zero_that_does_not_speak_of_success_is_a_refusal(
    client: PortalClient, portal: FakePortal, message: str
) -> None:
    portal.refused[CODE] = {"error_code": "0", "message": message}
    with pytest.raises(PortalRefused):
        put(client)


def test_one_session_is_kept_for_all_calls(client: PortalClient, portal: FakePortal) -> None:
    put(client)
    put(client, is_update=True)
    assert portal.log_ins == 1


def test_a_session_that_is_refused_is_renewed_and_the_call_made_again(client: PortalClient, portal: FakePortal) -> None:
    put(client)
    portal.expire_sessions()
    assert put(client, is_update=True)
    assert portal.log_ins == 2


def test_an_old_session_is_renewed_whatever_words_refuse_it(
    client: PortalClient, portal: FakePortal, clock: Clock
) -> None:
    put(client)
    portal.expire_sessions()
    portal.no_session = {"error_code": "-42", "message": ""}
    clock.move(minutes=30)
    assert put(client, is_update=True)


def test_a_refusal_of_content_is_not_blamed_on_a_new_session(client: PortalClient, portal: FakePortal) -> None:
    portal.refused[CODE] = {"error_code": 12, "message": "MaTTHC không hợp lệ"}
    with pytest.raises(PortalRefused) as refused:
        put(client)
    assert (refused.value.error_code, portal.log_ins) == ("12", 1)
    assert "MaTTHC" not in str(refused.value)


@pytest.mark.parametrize("fault", [fault for fault in ALL_FAULTS if fault not in ("401", "failure")])
def test_without_an_answer_the_portal_is_unavailable(client: PortalClient, portal: FakePortal, fault: str) -> None:
    put(client)
    portal.faults.append(fault)
    with pytest.raises(PortalUnavailable):
        put(client, is_update=True)


def test_of_an_answer_without_end_no_more_is_read_than_any_answer_has() -> None:
    read: list[int] = []

    def endless() -> Iterator[bytes]:
        while True:
            read.append(1024 * 1024)
            yield b" " * read[-1]

    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=endless()))
    with httpx.Client(base_url="http://portal.example", transport=transport) as http:
        client = PortalClient(http, Account(LOGIN, SERVICE, USERNAME, PASSWORD))
        with pytest.raises(PortalUnavailable):
            put(client)
    assert sum(read) < 2 * LARGEST_ANSWER


def test_an_answer_that_comes_too_late_is_none_though_the_dossier_was_taken(portal: FakePortal) -> None:
    gave_up = Event()

    @contextmanager
    def slow(body: dict[str, Any]) -> Iterator[None]:
        yield
        if "isUpdating" in body:
            assert gave_up.wait(10)

    portal.during = slow
    with httpx.Client(base_url=portal.address, timeout=0.2, trust_env=False) as http:
        client = PortalClient(http, Account(LOGIN, SERVICE, USERNAME, PASSWORD))
        with pytest.raises(PortalUnavailable):
            put(client)
        gave_up.set()
        assert put(client) is False


def test_a_session_refused_by_http_status_is_renewed(client: PortalClient, portal: FakePortal) -> None:
    put(client)
    portal.faults.append("401")
    assert put(client, is_update=True)
    assert portal.log_ins == 2


def test_a_failure_without_a_name_may_be_tried_again(client: PortalClient, portal: FakePortal) -> None:
    put(client)
    portal.faults.append("failure")
    with pytest.raises(PortalRefused) as refused:
        put(client, is_update=True)
    assert refused.value.retryable


def test_a_wrong_password_leaves_everything_untold(portal_http: httpx.Client) -> None:
    client = PortalClient(portal_http, Account(LOGIN, SERVICE, USERNAME, "sai"))
    with pytest.raises(PortalUnavailable):
        put(client)


def test_what_is_there_can_be_asked(client: PortalClient) -> None:
    put(client)
    assert client.has_dossier(AGENCY, CODE)
    assert not client.has_dossier(AGENCY, "H53.19-261102-0002")


def test_the_catalogue_names_a_procedures_field(client: PortalClient) -> None:
    found = client.find_procedure(AGENCY, "1.001612")
    assert found == FieldOfProcedure("Đăng ký thành lập hộ kinh doanh", "G05-KD01", "Đăng ký kinh doanh")
