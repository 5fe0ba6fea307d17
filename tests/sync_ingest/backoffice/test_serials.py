"""Serials: one counter an agency and day, whoever asks and from wherever."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from sync_ingest.backoffice.office import Counter
from sync_ingest.backoffice.receive_dossier import receive_dossier
from sync_ingest.backoffice.serials import next_serial
from sync_ingest.envelope import Delivery
from sync_ingest.receive import receive_and_commit
from tests.builders import AGENCY, NOW, TAX_OFFICE, a_record
from tests.sync_ingest.backoffice.builders import asked

FIRST_OF_NOVEMBER, ELEVENTH_OF_JANUARY = date(2026, 11, 1), date(2026, 1, 11)


def test_the_first_of_november_and_the_eleventh_of_january_do_not_share_a_counter(counter: Counter) -> None:
    with counter.office.writes.begin() as session:
        assert [next_serial(session, AGENCY, FIRST_OF_NOVEMBER) for _ in range(2)] == [1, 2]
        assert next_serial(session, AGENCY, ELEVENTH_OF_JANUARY) == 1


def test_each_agency_counts_for_itself(counter: Counter) -> None:
    with counter.office.writes.begin() as session:
        assert next_serial(session, AGENCY, FIRST_OF_NOVEMBER) == 1
        assert next_serial(session, TAX_OFFICE, FIRST_OF_NOVEMBER) == 1


def test_counting_may_begin_where_another_software_does_not_count(counter: Counter) -> None:
    with counter.office.writes.begin() as session:
        assert [next_serial(session, AGENCY, FIRST_OF_NOVEMBER, first=501) for _ in range(2)] == [501, 502]


def test_a_serial_that_was_not_committed_is_given_out_again(counter: Counter) -> None:
    with counter.office.writes() as session:
        assert next_serial(session, AGENCY, FIRST_OF_NOVEMBER) == 1
        session.rollback()
        assert next_serial(session, AGENCY, FIRST_OF_NOVEMBER) == 1


def test_clerks_who_receive_at_the_same_moment_give_different_codes(counter: Counter) -> None:
    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(lambda _: receive_dossier(counter, asked()), range(12)))
    assert sorted(codes) == [f"H53.19-261124-{serial:04}" for serial in range(1, 13)]


def test_a_code_that_a_department_gave_out_is_passed_over(counter: Counter) -> None:
    taken = Delivery(a_record(code="H53.19-261124-0001", received_at=NOW))
    receive_and_commit([taken], counter.office.writes, counter.office.desk, NOW)
    assert receive_dossier(counter, asked()) == "H53.19-261124-0002"
