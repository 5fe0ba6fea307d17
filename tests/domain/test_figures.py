"""Tallies of dossiers, and the months that a report is about."""

from datetime import date

from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.figures import Period, Tally

TALLY = Tally({Timeliness.EARLY: 3, Timeliness.ON_TIME: 4, Timeliness.LATE: 1, Timeliness.OVERDUE: 2})


def test_every_dossier_that_was_received_counts_once() -> None:
    assert TALLY.received == 10


def test_the_share_in_time_is_of_those_that_were_completed() -> None:
    assert TALLY.share_in_time == 7 / 8


def test_where_nothing_was_completed_there_is_no_share() -> None:
    assert Tally({Timeliness.OVERDUE: 2}).share_in_time is None


def test_tallies_add_up() -> None:
    assert Tally.total([TALLY, TALLY]).received == 20
    assert Tally.total([]).received == 0


def test_the_month_before_january_is_december() -> None:
    assert Period.month_before(date(2026, 1, 31)) == Period.month(date(2025, 12, 24))


def test_a_period_ends_where_the_next_month_begins() -> None:
    assert Period.month(date(2026, 12, 5)).end == date(2027, 1, 1)
    assert Period.year(2026).end == date(2027, 1, 1)
    assert Period.month(date(2026, 2, 5)).end == date(2026, 3, 1)
