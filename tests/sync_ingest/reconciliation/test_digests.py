"""The centre's tree follows every change, and says the same as the agency's."""

from collections.abc import Mapping

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.status import Status
from lookup_api.domain.update import StatusUpdate
from lookup_api.store.tables import DossierRow
from sync_ingest.agent.reconciling.here import Here
from sync_ingest.reconciliation.digests import StoredForest, catch_up
from sync_ingest.reconciliation.tables import DossierDigestRow
from sync_ingest.reconciliation.tree import Total
from tests.builders import AGENCY, TAX_OFFICE, a_code, a_deletion, a_moment, a_progress_step, a_record
from tests.sync_ingest.door import Door
from tests.sync_ingest.reconciliation.trees import differences


def followed(door: Door) -> int:
    """Catch up; gives how many dossiers the tree knows."""
    while _step(door.sessions):
        pass
    with door.sessions() as session:
        return session.scalar(select(func.count()).select_from(DossierDigestRow)) or 0


def _step(sessions: sessionmaker[Session]) -> bool:
    with sessions.begin() as session:
        return catch_up(session)


def here(*updates: StatusUpdate) -> Here:
    """The tree of a department whose rows say this."""
    tree = Here()
    for update in updates:
        tree.hold(update, {})
    return tree


def totals(session: Session) -> Mapping[str, Total]:
    """The totals of AGENCY's periods."""
    return StoredForest(session, AGENCY).periods()


def test_both_ends_make_the_same_tree_of_the_same_records(door: Door) -> None:
    records = [a_record(code=a_code(number)) for number in range(60)]
    door.receive(records)
    assert followed(door) == 60
    with door.sessions() as session:
        assert totals(session) == here(*records).periods()
        assert differences(here(*records), StoredForest(session, AGENCY)) == {}


def test_one_changed_dossier_is_found_by_the_databases_sums(door: Door) -> None:
    records = [a_record(code=a_code(number)) for number in range(60)]
    door.receive([*records, a_record(code=a_code(7), status=Status.FINISHED, occurred_at=a_moment(hours=1))])
    followed(door)
    with door.sessions() as session:
        assert differences(here(*records), StoredForest(session, AGENCY)) == {a_code(7): "different"}


def test_each_agency_has_a_tree_of_its_own(door: Door) -> None:
    door.receive([a_record(), a_record(owner=TAX_OFFICE)])
    assert followed(door) == 2
    with door.sessions() as session:
        assert [total.count for total in totals(session).values()] == [1]


def test_a_deleted_dossier_and_one_that_nobody_knows_yet_are_not_in_the_tree(door: Door) -> None:
    door.receive([a_record(), a_progress_step(code=a_code(2), owner=AGENCY, sender=TAX_OFFICE)])
    assert followed(door) == 1
    door.receive([a_deletion(occurred_at=a_moment(hours=1))])
    assert followed(door) == 0


def test_two_dossiers_that_become_one_leave_one_digest(door: Door) -> None:
    door.receive([a_record(code="12/HKD"), a_record(code=a_code(1))])
    assert followed(door) == 2
    door.receive([a_record(code=a_code(1), aliases=["12/HKD"], occurred_at=a_moment(hours=1))])
    assert followed(door) == 1
    with door.sessions() as session:
        assert session.scalar(select(func.count()).select_from(DossierRow)) == 1


@pytest.mark.parametrize("sent_first", [0, 1])
def test_a_late_update_changes_no_digest(door: Door, sent_first: int) -> None:
    newest = a_record(status=Status.FINISHED, occurred_at=a_moment(hours=1))
    both = [newest, a_record(occurred_at=a_moment(hours=2))]
    for update in (both[sent_first], both[1 - sent_first]):
        door.receive([update])
    followed(door)
    with door.sessions() as session:
        assert totals(session) == here(newest).periods()
