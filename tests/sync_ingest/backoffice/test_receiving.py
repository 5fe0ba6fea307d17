"""Receiving a dossier: code, record, applicant and receipt, all together and once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.domain.status import Status
from lookup_api.store.applicants import find_applicant
from lookup_api.store.events import newest_event
from lookup_api.store.receipts import holds_receipt
from lookup_api.store.tables import DossierRow, ReceiptRow
from sync_ingest.backoffice.errors import NotTaken
from sync_ingest.backoffice.office import Counter
from sync_ingest.backoffice.receipts import get_printable
from sync_ingest.backoffice.receive_dossier import receive_dossier
from tests.builders import NOW, an_agency, an_applicant
from tests.sync_ingest.backoffice.builders import BUILDING, a_received_dossier, asked


def test_a_received_dossier_says_what_the_clerk_took_and_who_has_it(counter: Counter) -> None:
    dossier = a_received_dossier(counter).dossier
    assert (dossier.code.printed, dossier.status, dossier.owner) == (
        "H53.19-261124-0001",
        Status.RECEIVED,
        counter.agency.code,
    )
    assert (dossier.procedure, dossier.received_at, dossier.fee) == (BUILDING.ref, NOW, 75_000)
    assert dossier.responsible == counter.clerk


def test_the_due_date_counts_working_days_from_now(counter: Counter) -> None:
    three_weeks_later = datetime(2026, 12, 15, 3, 0, tzinfo=UTC)
    assert a_received_dossier(counter).dossier.records[0].due_at == three_weeks_later


def test_the_applicant_is_kept_sealed(counter: Counter) -> None:
    found = a_received_dossier(counter)
    with counter.office.reads() as session:
        assert find_applicant(session, found.id, counter.office.desk.sealer) == an_applicant()


def test_missing_papers_are_told_in_the_receptions_step(counter: Counter) -> None:
    dossier = a_received_dossier(counter, missing=("Bản vẽ", "Sơ đồ")).dossier
    assert [step.note for step in dossier.steps] == ["Khi tiếp nhận còn thiếu: Bản vẽ; Sơ đồ."]
    assert dossier.records[0].missing == ("Bản vẽ", "Sơ đồ")


def test_everybody_is_told_of_it_by_one_event(counter: Counter) -> None:
    a_received_dossier(counter)
    with counter.office.reads() as session:
        assert newest_event(session) == 1


def test_its_receipt_opens_the_holders_part(counter: Counter) -> None:
    found = a_received_dossier(counter)
    with counter.office.reads() as session:
        secret = get_printable(session, {found.dossier.code.printed}, counter).secret
        assert holds_receipt(session, found.id, secret, counter.office.desk.sealer)
        assert not holds_receipt(session, found.id, ReceiptSecret("00000000"), counter.office.desk.sealer)


def test_a_form_sent_twice_makes_one_dossier(counter: Counter) -> None:
    twice = asked()
    later = replace(counter, now=NOW.replace(minute=1))
    assert receive_dossier(counter, twice) == receive_dossier(later, twice)
    assert everything(counter) == (1, 1)


def test_a_double_click_makes_one_dossier(counter: Counter) -> None:
    twice = asked()
    with ThreadPoolExecutor(4) as pool:
        codes = set(pool.map(lambda _: receive_dossier(counter, twice), range(4)))
    assert (len(codes), everything(counter)) == (1, (1, 1))


def test_two_forms_with_the_same_content_make_two_dossiers(counter: Counter) -> None:
    receive_dossier(counter, asked())
    receive_dossier(counter, asked())
    assert everything(counter) == (2, 2)


def test_when_the_door_refuses_nothing_is_kept(counter: Counter) -> None:
    elsewhere = replace(counter, agency=an_agency("H53.99"))
    with pytest.raises(NotTaken) as refusal:
        receive_dossier(elsewhere, asked())
    assert refusal.value.detail.vi
    assert everything(counter) == (0, 0)


def everything(counter: Counter) -> tuple[int, int]:
    """How many dossiers and receipts there are."""
    with counter.office.reads() as session:
        return _count(session, DossierRow), _count(session, ReceiptRow)


def _count(session: Session, row: type) -> int:
    return session.scalar(select(func.count()).select_from(row)) or 0
