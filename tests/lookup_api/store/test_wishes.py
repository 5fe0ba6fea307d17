"""Ratings are counts that lead to nobody; a wish that comes twice is one."""

from datetime import date, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from lookup_api.domain.codes import parse_code
from lookup_api.domain.wording import Language
from lookup_api.store.notices import Channel
from lookup_api.store.wish_tables import RatingRow
from lookup_api.store.wishes import (
    REMEMBERED,
    Rating,
    RatingCount,
    agency_of,
    count_rating,
    is_new_wish,
    list_ratings,
)
from tests.builders import AGENCY, CODE, NOW
from tests.lookup_api.stored import store

KIOSK = "0123456789abcdef0123456789abcdef"


def a_rating(stars: int = 5, agency: str = AGENCY.value) -> Rating:
    return Rating(stars, Channel.KIOSK, KIOSK, Language.KM, agency)


def test_ratings_are_counted_by_agency_and_month(session: Session) -> None:
    for rating in (a_rating(), a_rating(), a_rating(2), a_rating(4, "")):
        count_rating(session, rating, NOW)
    count_rating(session, a_rating(), NOW - timedelta(days=30))
    november, october = date(2026, 11, 1), date(2026, 10, 1)
    assert list_ratings(session, date(2026, 1, 1)) == [
        RatingCount(november, "", 4, 1),
        RatingCount(november, AGENCY.value, 2, 1),
        RatingCount(november, AGENCY.value, 5, 2),
        RatingCount(october, AGENCY.value, 5, 1),
    ]
    assert {each.month for each in list_ratings(session, november)} == {november}


def test_a_rating_keeps_no_dossier_no_time_and_no_order() -> None:
    names = {column.name for column in RatingRow.__table__.columns}
    assert names == {"day", "agency", "device", "channel", "language", "stars", "number"}


def test_the_agency_is_the_one_that_received_the_dossier(engine: Engine, session: Session) -> None:
    store(engine)
    assert agency_of(session, parse_code(CODE)) == AGENCY.value
    assert agency_of(session, parse_code("H53.19-261102-9999")) == ""


def test_a_wish_that_is_sent_again_is_known_for_a_day(session: Session) -> None:
    assert [is_new_wish(session, KIOSK, "a" * 32, NOW) for _ in range(2)] == [True, False]
    assert is_new_wish(session, KIOSK, "b" * 32, NOW)
    assert is_new_wish(session, KIOSK.replace("0", "1"), "a" * 32, NOW)
    assert is_new_wish(session, KIOSK, "a" * 32, NOW + REMEMBERED)
