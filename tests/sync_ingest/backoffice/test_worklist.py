"""What waits at an agency, and what it receives most."""

from datetime import timedelta
from typing import Any

import pytest

from lookup_api.domain.status import Status
from lookup_api.domain.update import Responsible
from lookup_api.store.worklist import PAGE, View
from sync_ingest.backoffice.office import Counter
from tests.builders import NOW, PROCEDURE, TAX_OFFICE, a_code, a_moment, a_record
from tests.sync_ingest.door import Door

YESTERDAY, TODAY = a_moment(days=1), NOW.replace(hour=9)


@pytest.mark.parametrize(
    ("stated", "views"),
    [
        ({"status": Status.PROCESSING, "due_at": TODAY}, [View.OPEN]),
        ({"status": Status.PROCESSING, "due_at": YESTERDAY}, [View.OPEN, View.OVERDUE]),
        ({"status": Status.SUPPLEMENT_REQUESTED, "due_at": YESTERDAY}, [View.OPEN, View.CITIZEN]),
        ({"status": Status.PAYMENT_REQUIRED}, [View.OPEN, View.CITIZEN]),
        ({"status": Status.FINISHED}, [View.READY]),
        ({"status": Status.RETURNED}, []),
        ({"status": Status.STOPPED}, []),
    ],
)
def test_a_dossier_waits_where_somebody_has_to_do_something(
    counter: Counter, stated: dict[str, Any], views: list[View]
) -> None:
    receive(counter, a_record(**stated))
    with counter.office.reads() as session:
        assert [view for view in View if counter.worklist.page(session, view).dossiers] == views
        assert [view for view, count in counter.worklist.counts(session).items() if count] == views


def test_the_newest_come_first_and_the_rest_on_further_pages(counter: Counter) -> None:
    receive(counter, *(a_record(code=a_code(n), received_at=a_moment(hours=n)) for n in range(1, PAGE + 3)))
    with counter.office.reads() as session:
        first, second = (counter.worklist.page(session, View.OPEN, number) for number in (1, 2))
    assert first.dossiers[0].code.printed == a_code(1)
    assert (len(first.dossiers), len(second.dossiers), first.total, first.last) == (PAGE, 2, PAGE + 2, 2)


def test_another_agencys_dossiers_do_not_wait_here(counter: Counter) -> None:
    receive(counter, a_record(sender=TAX_OFFICE))
    with counter.office.reads() as session:
        assert counter.worklist.page(session, View.OPEN).total == 0


def test_the_procedures_received_most_of_late_come_first(counter: Counter) -> None:
    other = type(PROCEDURE)("2.000720", "Đăng ký thay đổi", "Đăng ký kinh doanh")
    receive(counter, *(a_record(code=a_code(n), procedure=PROCEDURE) for n in (1, 2)))
    receive(counter, a_record(code=a_code(3), procedure=other))
    receive(counter, *(a_record(code=a_code(n), procedure=other, received_at=a_moment(days=99)) for n in (4, 5)))
    with counter.office.reads() as session:
        assert list(counter.worklist.most_used_procedures(session)) == [PROCEDURE.code, other.code]


def test_who_handled_the_procedure_last_is_offered_first(counter: Counter) -> None:
    agency = counter.agency.name
    first, second = Responsible("Bà Một", "Phòng A", agency), Responsible("Ông Hai", "Phòng A", agency)
    receive(counter, a_record(code=a_code(1), responsible=first, status=Status.PROCESSING))
    later = {"status": Status.PROCESSING, "responsible": second}
    Door(counter.office.writes, counter.office.desk).receive([a_record(code=a_code(2), **later)], NOW + timedelta(1))
    with counter.office.reads() as session:
        assert counter.worklist.recent_officers(session, PROCEDURE.code) == (second, first)


def receive(counter: Counter, *updates: Any) -> None:
    Door(counter.office.writes, counter.office.desk).receive(updates)
