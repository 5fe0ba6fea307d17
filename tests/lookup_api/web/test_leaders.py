"""Leaders sign in and follow processing down to the single dossier; nobody else does, and no applicant is named."""

import re
from datetime import timedelta
from html import unescape

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.status import Status
from lookup_api.domain.update import Responsible
from lookup_api.store.agencies import save_agency
from lookup_api.store.counting import count_dossiers, save_count
from lookup_api.web.pages.leaders_sign_in import Leader
from provisioning.accounts import add_account
from provisioning.people import Person, Role
from tests.builders import AGENCY, NOW, TAX_OFFICE, a_code, a_moment, a_record, an_agency
from tests.lookup_api.stored import store

PASSWORD = "mat-khau-rat-dai"
AGENCY_PAGE = "/lanh-dao/co-quan/H53.19"
FORMULA = Responsible("=cmd()", "Phòng Tài chính", "UBND thành phố Tây Ninh")


@pytest.fixture(autouse=True)
def two_agencies(engine: Engine) -> None:
    """The city and the tax office, and accounts: the city's leader, the province's leader, and a clerk."""
    with Session(engine) as session, session.begin():
        save_agency(session, an_agency())
        save_agency(session, an_agency(TAX_OFFICE, name="Cục Thuế tỉnh"))
        for name, role, agency in (
            ("tri", "leader", "H53.19"),
            ("tinh", "leader", "H53"),
            ("nhung", "clerk", "H53.19"),
        ):
            add_account(session, Person(name, "Nguyễn Minh Trí", Role(role), agency, "Văn phòng"), PASSWORD)


def enter(http: TestClient, username: str, password: str = PASSWORD, **headers: str) -> tuple[int, str]:
    """Fill in the form; gives the status and the place that it leads to, or the page."""
    form = http.get("/lanh-dao/dang-nhap").text
    fields = {"csrf": hidden(form, "csrf"), "username": username, "password": password, "tiep": AGENCY_PAGE}
    answer = http.post("/lanh-dao/dang-nhap", data=fields, headers=headers)
    return answer.status_code, answer.headers.get("Location", answer.text)


def hidden(page: str, name: str) -> str:
    found = re.search(f'name="{name}" value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.fixture
def leader(http: TestClient) -> TestClient:
    """A browser in which the city's leader is signed in."""
    assert enter(http, "tri") == (303, AGENCY_PAGE)
    return http


def test_who_is_not_signed_in_is_led_to_the_form_and_back(http: TestClient) -> None:
    for path in ("/lanh-dao", f"{AGENCY_PAGE}?xem=qua-han", f"{AGENCY_PAGE}/danh-sach.csv"):
        answer = http.get(path)
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/lanh-dao/dang-nhap?tiep=/lanh-dao")


def test_the_sign_in_is_kept_from_scripts_and_other_sites(http: TestClient) -> None:
    fields = {"csrf": hidden(http.get("/lanh-dao/dang-nhap").text, "csrf"), "username": "tri", "password": PASSWORD}
    cookie = http.post("/lanh-dao/dang-nhap", data=fields).headers["Set-Cookie"]
    assert all(word in cookie for word in ("HttpOnly", "SameSite=strict", "Path=/lanh-dao", "Secure"))


def test_a_wrong_password_and_a_clerks_account_do_not_enter(http: TestClient) -> None:
    assert "mật khẩu chưa đúng" in enter(http, "tri", "sai")[1]
    assert enter(http, "nhung")[0] == 403
    assert http.get("/lanh-dao").status_code == 303


def test_a_form_from_elsewhere_does_not_enter(http: TestClient) -> None:
    answer = http.post("/lanh-dao/dang-nhap", data={"csrf": "x", "username": "tri", "password": PASSWORD})
    assert answer.status_code == 403
    assert 'value="tri"' in answer.text


def test_the_way_back_never_leaves_these_pages(http: TestClient) -> None:
    for elsewhere in ("//evil.test", "https://evil.test/lanh-dao", "/lanh-dao\\@evil.test", "/lanh-daox"):
        assert hidden(http.get("/lanh-dao/dang-nhap", params={"tiep": elsewhere}).text, "tiep") == "/lanh-dao"


def test_signing_out_ends_it_and_needs_the_leaders_own_form(leader: TestClient) -> None:
    leader.post("/lanh-dao/dang-xuat", data={"csrf": "x"})
    page = leader.get("/lanh-dao")
    assert page.status_code == 200
    leader.post("/lanh-dao/dang-xuat", data={"csrf": hidden(page.text, "csrf")})
    assert leader.get("/lanh-dao").status_code == 303


def test_a_leader_sees_their_own_agency_and_the_provinces_leader_all(http: TestClient) -> None:
    enter(http, "tri")
    assert "Cục Thuế tỉnh" not in http.get("/lanh-dao").text
    assert http.get("/lanh-dao/co-quan/H53.20").status_code == 404
    enter(http, "tinh")
    assert "Cục Thuế tỉnh" in http.get("/lanh-dao").text
    assert http.get("/lanh-dao/co-quan/H53.20").status_code == 200


def test_a_part_that_went_over_to_another_agency_does_not_show_all_of_that_one() -> None:
    city = Leader(Person("tri", "Trí", Role.LEADER, "H53.19", ""), "token")
    assert city.may_see(an_agency("H53.19.03"))
    assert city.may_see(an_agency(TAX_OFFICE, also_codes=(AGENCY,)))
    assert not city.may_see(an_agency(TAX_OFFICE, also_codes=(AgencyCode("H53.19.03"),)))
    assert not city.may_see(an_agency("H53.20.19"))


def test_the_first_page_counts_the_dossiers_of_all_years(engine: Engine, leader: TestClient) -> None:
    for serial, year in enumerate((1996, 2062), start=1):
        received = NOW.replace(year=year)
        store(engine, a_record(code=a_code(serial), received_at=received, due_at=a_moment(days=2)))
    with Session(engine) as session, session.begin():
        save_count(session, count_dossiers(session, NOW))
    assert "<strong>2</strong>" in leader.get("/lanh-dao").text
    assert '<span class="big">2</span> Đang quá hạn' in leader.get(AGENCY_PAGE).text


def test_overdue_dossiers_are_listed_the_worst_first_with_who_has_them(engine: Engine, leader: TestClient) -> None:
    store(engine, a_record(code=a_code(1), due_at=a_moment(days=2)))
    store(engine, a_record(code=a_code(2), due_at=a_moment(days=9)))
    answer = leader.get(AGENCY_PAGE)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.text.index(a_code(2)) < answer.text.index(a_code(1))
    assert "quá 9 ngày" in answer.text
    assert "Trần Thị Bình" in answer.text


def test_what_is_due_within_three_working_days_is_a_list_of_its_own(engine: Engine, leader: TestClient) -> None:
    friday, monday = NOW + timedelta(days=3), NOW + timedelta(days=6)
    store(engine, a_record(code=a_code(1), due_at=friday))
    store(engine, a_record(code=a_code(2), due_at=monday))
    page = leader.get(AGENCY_PAGE, params={"xem": "sap-den-han"}).text
    assert a_code(1) in page
    assert a_code(2) not in page


def test_of_what_is_due_soon_the_nearest_comes_first(engine: Engine, leader: TestClient) -> None:
    store(engine, a_record(code=a_code(1), due_at=NOW + timedelta(days=3)))
    store(engine, a_record(code=a_code(2), due_at=NOW))
    [address] = re.findall(r'href="([^"]*xem=sap-den-han[^"]*)"', leader.get(AGENCY_PAGE).text)
    page = leader.get(unescape(address)).text
    assert page.index(a_code(2)) < page.index(a_code(1))


def test_those_whom_nobody_has_are_as_many_as_their_link_says(engine: Engine, leader: TestClient) -> None:
    store(engine, a_record(code=a_code(1), due_at=a_moment(days=2)))
    store(engine, a_record(code=a_code(2), due_at=a_moment(days=2), responsible=None))
    [address] = re.findall(r'href="([^"]*)">Chưa rõ bộ phận', leader.get(AGENCY_PAGE).text)
    page = leader.get(unescape(address)).text
    assert "Danh sách: 1 hồ sơ" in page
    assert f">{a_code(1)}<" not in page


def test_late_ones_are_those_received_in_the_period(engine: Engine, leader: TestClient) -> None:
    late = {"status": Status.FINISHED, "due_at": a_moment(days=4), "occurred_at": a_moment(days=1)}
    store(engine, a_record(code=a_code(1), received_at=a_moment(days=10), **late))
    store(engine, a_record(code=a_code(2), received_at=a_moment(days=40), **late))
    page = leader.get(AGENCY_PAGE, params={"xem": "xong-muon", "ky": "2026-11"}).text
    assert a_code(1) in page
    assert a_code(2) not in page


def test_a_unit_and_an_officer_narrow_the_list(engine: Engine, leader: TestClient) -> None:
    store(engine, a_record(code=a_code(1), due_at=a_moment(days=2)))
    store(engine, a_record(code=a_code(2), due_at=a_moment(days=2), responsible=FORMULA))
    page = leader.get(AGENCY_PAGE, params={"don-vi": FORMULA.unit, "can-bo": FORMULA.officer}).text
    assert a_code(2) in page
    assert a_code(1) not in page


def test_the_list_comes_as_a_file_in_which_no_cell_is_a_formula(engine: Engine, leader: TestClient) -> None:
    store(engine, a_record(due_at=a_moment(days=2), responsible=FORMULA))
    answer = leader.get(f"{AGENCY_PAGE}/danh-sach.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Cache-Control"] == "no-store"
    assert ",'=cmd()," in answer.text
