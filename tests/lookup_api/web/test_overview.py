"""The overview for everyone: figures in words first, then as bars, and as a table."""

from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.status import Status
from lookup_api.store.agencies import save_agency
from lookup_api.store.counting import count_dossiers, save_count
from lookup_api.web.desk import Desk
from lookup_api.web.limits import PAGES_PER_MINUTE
from tests.builders import NOW, a_code, a_moment, a_record, an_agency
from tests.lookup_api.stored import store

LAST_MONTH = a_moment(days=30)


def count(engine: Engine, **late_by: float) -> None:
    now = NOW - timedelta(**late_by)
    with Session(engine) as session, session.begin():
        save_count(session, count_dossiers(session, now))


def store_finished(engine: Engine, serial: int, *, days_late: int, agency: str = "H53.19") -> None:
    """One dossier, received this month and finished so many days after its due date."""
    due, done = a_moment(days=5), a_moment(days=5 - days_late)
    facts = {"code": a_code(serial, AgencyCode(agency)), "owner": agency, "status": Status.FINISHED}
    store(engine, a_record(**facts, received_at=a_moment(days=10), due_at=due, occurred_at=done))


def words(http: TestClient, **asked: str) -> str:
    """The page's words, as if all its spaces were alike."""
    said: str = http.get("/tinh-hinh", params=asked).text
    return said.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def page(engine: Engine, http: TestClient) -> str:
    """The overview of four dossiers: early, on time, late, and one that is open."""
    with Session(engine) as session, session.begin():
        save_agency(session, an_agency())
    for serial, days_late in enumerate((-2, 0, 2), start=1):
        store_finished(engine, serial, days_late=days_late)
    store(engine, a_record(code=a_code(4), received_at=a_moment(days=3)))
    count(engine)
    return words(http)


def test_the_totals_come_first_and_in_words(page: str) -> None:
    assert "Trong tháng 11/2026: 4 hồ sơ đã nhận." in page
    assert "66,6 % hồ sơ đã giải quyết xong là đúng hạn hoặc trước hạn." in page


def test_what_was_completed_without_a_due_date_is_not_said_to_be_open(engine: Engine, http: TestClient) -> None:
    store(engine, a_record(status=Status.FINISHED, due_at=None, received_at=a_moment(days=3)))
    count(engine)
    assert "chưa có hồ sơ nào có ngày hẹn đã giải quyết xong" in words(http)


def test_the_page_says_as_of_when_it_was_counted(page: str) -> None:
    assert "Số liệu lúc 10:00, thứ Ba, 24/11/2026." in page
    assert "số liệu của ngày trước" not in page


def test_a_bar_says_its_numbers_to_those_who_do_not_see_it(page: str) -> None:
    assert "UBND thành phố Tây Ninh: 4 hồ sơ</title>" in page
    assert "Xong trước hạn: 1; Xong đúng hạn: 1; Xong quá hạn: 1; Đang giải quyết, trong hạn: 1</desc>" in page


def test_the_page_may_be_kept_for_a_minute_and_has_no_style_of_its_own(http: TestClient, engine: Engine) -> None:
    store(engine, a_record(received_at=NOW))
    count(engine)
    answer = http.get("/tinh-hinh")
    assert answer.headers["Cache-Control"] == "private, max-age=60"
    assert "style=" not in answer.text


def test_one_agency_is_shown_alone_and_under_its_older_code(engine: Engine, http: TestClient) -> None:
    with Session(engine) as session, session.begin():
        save_agency(session, an_agency(also_codes=(AgencyCode("H53.77"),)))
        save_agency(session, an_agency("H53.20", name="Cục Thuế"))
    store_finished(engine, 1, days_late=0, agency="H53.77")
    store_finished(engine, 2, days_late=0)
    store_finished(engine, 3, days_late=0, agency="H53.20")
    count(engine)
    for code in ("H53.19", "H53.77"):
        assert "2 hồ sơ đã nhận" in words(http, **{"co-quan": code})
    assert "UBND thành phố Tây Ninh: 2 hồ sơ</title>" in http.get("/tinh-hinh").text


@pytest.mark.parametrize(
    ("asked", "said"),
    [("2026", "Trong năm 2026: 1 "), ("2026-10", "10/2026: 1 "), ("2026-11", "chưa có hồ sơ nào"), ("x", "chưa có")],
)
def test_a_reader_chooses_a_month_or_a_year(engine: Engine, http: TestClient, asked: str, said: str) -> None:
    store(engine, a_record(received_at=LAST_MONTH))
    count(engine)
    assert said in words(http, ky=asked)


def test_yesterdays_figures_are_not_shown_as_todays(engine: Engine, http: TestClient) -> None:
    store(engine, a_record(received_at=a_moment(days=3)))
    count(engine, days=1)
    page = http.get("/tinh-hinh").text
    assert "Số liệu lúc 10:00, thứ Hai, 23/11/2026." in page
    assert "Đây là số liệu của ngày trước." in page


def test_before_the_first_count_the_page_says_so(http: TestClient) -> None:
    assert "Số liệu đang được đếm lần đầu." in http.get("/tinh-hinh").text


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Dossiers received in November 2026: 1."), ("km", "ខែវិច្ឆិកា ឆ្នាំ 2026")]
)
def test_the_overview_speaks_the_readers_language(engine: Engine, http: TestClient, language: str, said: str) -> None:
    store(engine, a_record(received_at=NOW))
    count(engine)
    assert said in http.get("/tinh-hinh", params={"lang": language}).text


def test_a_line_of_an_agency_that_does_not_take_part_leads_nowhere(engine: Engine, http: TestClient) -> None:
    store_finished(engine, 1, days_late=0, agency="H53.44")
    count(engine)
    page = http.get("/tinh-hinh").text
    assert "H53.44: 1 hồ sơ</title>" in page
    assert "co-quan=H53.44" not in page


def test_a_mistyped_year_brings_no_empty_ones_with_it(engine: Engine, http: TestClient) -> None:
    store(engine, a_record(code=a_code(1), received_at=NOW))
    store(engine, a_record(code=a_code(2), received_at=NOW.replace(year=2062)))
    count(engine)
    page = http.get("/tinh-hinh").text
    assert '<option value="2062">' in page
    assert '<option value="2061">' not in page


def test_the_years_since_one_stop_units_came_up_can_be_read(engine: Engine, http: TestClient) -> None:
    store(engine, a_record(received_at=NOW.replace(year=1996)))
    count(engine)
    assert "Trong năm 1996: 1 " in words(http, ky="1996")


def test_one_network_cannot_ask_for_figures_without_end(desk: Desk, http: TestClient) -> None:
    for _ in range(PAGES_PER_MINUTE):
        desk.limits.admit_page("testclient")
    answer = http.get("/tinh-hinh")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")


def test_while_the_database_is_away_the_page_says_so(engine: Engine, http: TestClient) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE figures RENAME TO elsewhere"))
    assert http.get("/tinh-hinh").status_code == 503
