"""What a clerk does to a dossier goes through the one door, once, and never past somebody else's change."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from lookup_api.domain.calendar import local_day
from lookup_api.domain.deadlines import due_at
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.status import Status
from lookup_api.domain.update import HandOver, Kind, Responsible, StatusUpdate
from lookup_api.store.dossiers import StoredDossier
from sync_ingest.answer import Outcome, Result
from sync_ingest.backoffice.access import get_changeable, get_dossier, get_owned
from sync_ingest.backoffice.acts import act, change_update, hand_over_update
from sync_ingest.backoffice.errors import ChangedMeanwhile, DossierNotHere, Held
from sync_ingest.backoffice.forms.change import Change
from sync_ingest.backoffice.forms.posted import Posted
from sync_ingest.backoffice.office import Counter
from sync_ingest.quarantine import list_entries
from sync_ingest.reasons import Reason
from tests.builders import NOW, TAX_OFFICE, an_agency
from tests.sync_ingest.backoffice.builders import a_change, a_received_dossier, stored

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def found(counter: Counter) -> StoredDossier:
    return a_received_dossier(counter)


@pytest.fixture
def later(counter: Counter) -> Counter:
    return replace(counter, now=LATER)


def test_a_change_sets_the_status_and_who_is_responsible(later: Counter, found: StoredDossier) -> None:
    change(later, found, a_change(Status.PROCESSING, officer="Võ Minh Tuấn", unit="Phòng Quản lý đô thị"))
    dossier = now(later, found)
    assert (dossier.status, dossier.responsible) == (
        Status.PROCESSING,
        Responsible("Võ Minh Tuấn", "Phòng Quản lý đô thị", later.agency.name, later.agency.phone),
    )


def test_who_is_responsible_stays_when_nobody_is_named(later: Counter, found: StoredDossier) -> None:
    change(later, found, a_change(Status.PROCESSING))
    assert now(later, found).responsible == later.clerk


def test_a_supplement_names_the_missing_papers_and_stops_the_clock(later: Counter, found: StoredDossier) -> None:
    change(later, found, a_change(Status.SUPPLEMENT_REQUESTED, missing=("Bản vẽ",)))
    change(replace(later, now=NOW + timedelta(days=1)), refreshed(later, found), a_change(Status.PROCESSING))
    calendar = later.office.desk.calendar
    before, after = due_at(found.dossier, calendar), due_at(now(later, found), calendar)
    assert refreshed(later, found).dossier.records[1].missing == ("Bản vẽ",)
    assert before
    assert after
    assert before < after


def test_a_correction_is_applied_and_flagged(later: Counter, found: StoredDossier) -> None:
    change(later, found, a_change(Status.FINISHED))
    back = replace(later, now=LATER + timedelta(minutes=1))
    assert change(back, refreshed(later, found), a_change(Status.PROCESSING)).reason is Reason.ODD_TRANSITION
    assert now(later, found).status is Status.PROCESSING


def test_a_due_date_is_stated_only_when_it_moves(later: Counter, found: StoredDossier) -> None:
    stands = due_at(found.dossier, later.office.desk.calendar)
    assert stands
    same, other = local_day(stands), date(2026, 12, 31)
    assert update_of(later, found, a_change(Status.PROCESSING, due_day=same)).due_at is None
    assert update_of(later, found, a_change(Status.PROCESSING, due_day=other)).due_at == closing(other)


def test_a_clerk_acts_upon_what_was_shown_even_when_another_clock_is_ahead(
    later: Counter, found: StoredDossier
) -> None:
    change(later, found, a_change(Status.PROCESSING))
    behind = replace(later, now=LATER - timedelta(minutes=1))
    assert change(behind, refreshed(later, found), a_change(Status.FINISHED)).outcome is Outcome.APPLIED
    assert now(later, found).status is Status.FINISHED


def test_the_same_form_sent_twice_changes_the_dossier_once(later: Counter, found: StoredDossier) -> None:
    form = Posted.fresh().form
    first, second = later, replace(later, now=LATER + timedelta(seconds=1))
    outcomes = [change(counter, found, a_change(Status.PROCESSING), form).outcome for counter in (first, second)]
    assert outcomes == [Outcome.APPLIED, Outcome.ALREADY_SEEN]
    assert now(later, found).version == 2


def test_who_was_shown_an_older_dossier_is_asked_to_look_again(later: Counter, found: StoredDossier) -> None:
    change(later, found, a_change(Status.PROCESSING))
    with pytest.raises(ChangedMeanwhile):
        change(later, found, a_change(Status.FINISHED))
    assert now(later, found).status is Status.PROCESSING


def test_what_the_door_cannot_apply_is_kept_and_told(later: Counter, found: StoredDossier) -> None:
    elsewhere = replace(later, agency=an_agency("H53.99"))
    with pytest.raises(Held) as failure:
        change(elsewhere, found, a_change(Status.PROCESSING))
    with later.office.reads() as session:
        (entry,) = list_entries(session)
    assert failure.value.detail == entry.detail


def test_another_agency_does_not_see_the_dossier(tax_counter: Counter, found: StoredDossier) -> None:
    with tax_counter.office.reads() as session, pytest.raises(DossierNotHere):
        get_dossier(session, tax_counter, found.dossier.code.printed)


def test_an_agency_that_it_is_handed_over_to_adds_its_own_steps(
    later: Counter, tax_counter: Counter, found: StoredDossier
) -> None:
    hand_over(later, found)
    tax = replace(tax_counter, now=LATER + timedelta(minutes=5))
    change(tax, refreshed(later, found), a_change(Status.PROCESSING, officer="Hồ Thị Cẩm Tú", note="Đã tính thuế."))
    dossier = now(later, found)
    assert dossier.updates[-1].kind is Kind.PROGRESS
    assert dossier.responsible
    assert (dossier.responsible.officer, dossier.status) == ("Hồ Thị Cẩm Tú", Status.PROCESSING)


def test_after_the_dossier_was_taken_back_the_other_agency_only_looks(
    later: Counter, tax_counter: Counter, found: StoredDossier
) -> None:
    hand_over(later, found)
    hand_over(replace(later, now=LATER + timedelta(days=1)), refreshed(later, found), HandOver(None))
    with tax_counter.office.reads() as session:
        assert get_dossier(session, tax_counter, found.dossier.code.printed).id == found.id
        with pytest.raises(DossierNotHere):
            get_changeable(session, tax_counter, found.dossier.code.printed)


def test_only_the_owner_hands_over_and_issues_receipts(
    later: Counter, tax_counter: Counter, found: StoredDossier
) -> None:
    hand_over(later, found)
    with tax_counter.office.reads() as session, pytest.raises(DossierNotHere):
        get_owned(session, tax_counter, found.dossier.code.printed)


def test_a_hand_over_tells_where_the_dossier_is_and_until_when(later: Counter, found: StoredDossier) -> None:
    hand_over(later, found, HandOver(TAX_OFFICE, closing(date(2026, 11, 30))))
    dossier = now(later, found)
    assert [(window.to, window.due_at) for window in dossier.windows] == [(TAX_OFFICE, closing(date(2026, 11, 30)))]
    assert (dossier.status, dossier.steps[-1].note) == (Status.PROCESSING, "Chuyển liên thông đến Chi cục Thuế.")


def update_of(counter: Counter, found: StoredDossier, what: Change, form: str = "") -> StatusUpdate:
    return change_update(counter, found.dossier, what, form or Posted.fresh().form)


def change(counter: Counter, found: StoredDossier, what: Change, form: str = "") -> Result:
    return act(counter, found, str(found.dossier.version), update_of(counter, found, what, form))


def hand_over(counter: Counter, found: StoredDossier, to: HandOver | None = None) -> None:
    to = to or HandOver(TAX_OFFICE)
    agency = an_agency(TAX_OFFICE, name="Chi cục Thuế") if to.to else counter.agency
    update = hand_over_update(counter, found.dossier, (to, agency), ("", Posted.fresh().form))
    assert act(counter, found, str(found.dossier.version), update).outcome is Outcome.APPLIED


def refreshed(counter: Counter, found: StoredDossier) -> StoredDossier:
    return stored(counter, found.dossier.code.printed)


def now(counter: Counter, found: StoredDossier) -> Dossier:
    return refreshed(counter, found).dossier


def closing(day: date) -> datetime:
    """The office closes at 17:00."""
    return datetime(day.year, day.month, day.day, 10, 0, tzinfo=NOW.tzinfo)
