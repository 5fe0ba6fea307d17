"""Two agencies become one: their dossiers go on, under every code that stands on a receipt."""

import pytest

from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.status import Status
from lookup_api.store.agencies import find_agency, merge_agencies, save_agency
from lookup_api.store.errors import AgencyNotKnown
from lookup_api.store.events import newest_event
from lookup_api.store.taking_over import TakingOver, take_over
from sync_ingest.answer import Outcome
from tests.builders import (
    AGENCY,
    CODE,
    NOW,
    TAX_OFFICE,
    a_code,
    a_hand_over,
    a_moment,
    a_progress_step,
    a_record,
    an_agency,
)
from tests.sync_ingest.door import Door

OLD = AgencyCode("H53.77")
MERGER = TakingOver(OLD, AGENCY)


@pytest.fixture
def merged(door: Door) -> Door:
    """A door at which the old agency had dossiers, before it became a part of AGENCY."""
    with door.sessions.begin() as session:
        save_agency(session, an_agency(str(OLD)))
    door.receive(
        [
            a_record(owner=OLD, code=a_code(agency=OLD), occurred_at=a_moment(days=5)),
            a_record(owner=OLD, code="7/HKD", occurred_at=a_moment(days=5)),
            a_hand_over(code=CODE, to=OLD, occurred_at=a_moment(days=4)),
            a_progress_step(code=CODE, owner=AGENCY, sender=OLD, occurred_at=a_moment(days=3)),
        ]
    )
    with door.sessions.begin() as session:
        merge_agencies(session, OLD, AGENCY)
        assert take_over(session, MERGER, WorkCalendar(), NOW) == 3
    return door


@pytest.mark.parametrize("code", [a_code(agency=OLD), "7/HKD"])
def test_what_comes_next_for_a_dossier_of_the_old_agency_counts(merged: Door, code: str) -> None:
    for sender, status in ((OLD, Status.PROCESSING), (AGENCY, Status.FINISHED)):
        update = a_record(owner=sender, sender=sender, code=code, status=status, occurred_at=a_moment(days=1))
        assert merged.receive([update]).outcomes == [Outcome.APPLIED]
    stored = merged.dossier(code)
    assert stored
    assert (stored.dossier.owner, stored.dossier.version) == (AGENCY, 3)


def test_the_old_identifier_leads_to_the_new_agency(merged: Door) -> None:
    with merged.sessions() as session:
        agency = find_agency(session, AGENCY)
        assert find_agency(session, OLD) is None
    assert agency
    assert OLD in agency.also_codes


def test_steps_and_hand_overs_of_the_old_agency_stay_in_the_timeline(merged: Door) -> None:
    stored = merged.dossier(CODE)
    assert stored
    assert stored.dossier.waiting == ()
    assert {window.to for window in stored.dossier.windows} == {AGENCY}


def test_the_change_is_announced(merged: Door) -> None:
    with merged.sessions() as session:
        assert newest_event(session) == 3 + 3


def test_a_local_code_that_both_gave_stays_with_the_new_agency(door: Door) -> None:
    with door.sessions.begin() as session:
        save_agency(session, an_agency(str(OLD)))
    door.receive([a_record(owner=OLD, code="1/A"), a_record(owner=AGENCY, code="1/A", status=Status.FINISHED)])
    with door.sessions.begin() as session:
        merge_agencies(session, OLD, AGENCY)
        take_over(session, MERGER, WorkCalendar(), NOW)
    later = a_record(owner=AGENCY, code="1/A", status=Status.RETURNED, occurred_at=a_moment(hours=1))
    assert [result.version for result in door.receive([later]).results] == [2]


def test_an_agency_that_does_not_take_part_cannot_be_merged(door: Door) -> None:
    for old, new in ((OLD, AGENCY), (AGENCY, OLD), (TAX_OFFICE, TAX_OFFICE)):
        with door.sessions.begin() as session, pytest.raises(AgencyNotKnown):
            merge_agencies(session, old, new)
