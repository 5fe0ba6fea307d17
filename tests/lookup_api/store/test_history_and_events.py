"""The append-only history, and the numbered events that caches follow."""

import pytest
from sqlalchemy import Engine, delete, update
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import Session

from lookup_api.domain.status import Status
from lookup_api.store.documents import write_update
from lookup_api.store.dossiers import code_keys, save_dossiers
from lookup_api.store.events import Change, append_events, list_events, newest_event
from lookup_api.store.history import Accepted, append_history, find_digests, list_history
from lookup_api.store.tables import HistoryRow
from tests.builders import AGENCY, NOW, a_dossier, a_record
from tests.lookup_api.stored import a_saving


def a_saved_dossier(session: Session) -> int:
    dossier = a_dossier()
    [id_] = save_dossiers(session, [a_saving(None, dossier, code_keys([dossier.code], AGENCY))], NOW)
    return id_


def a_change(version: int = 1) -> Change:
    return Change(7, ("H53.19-261102-0001",), version, None, Status.RECEIVED)


def test_an_update_is_remembered_with_what_tells_it_from_another(session: Session) -> None:
    update, other = a_record(id="one"), a_record(id="one", status=Status.FINISHED)
    append_history(session, [Accepted(a_saved_dossier(session), write_update(update))], NOW)
    assert find_digests(session, [update.identity]) == {update.identity: write_update(update).digest}
    assert write_update(other).digest != write_update(update).digest
    assert find_digests(session, []) == {}


def test_the_database_itself_refuses_an_update_twice(session: Session) -> None:
    accepted = Accepted(a_saved_dossier(session), write_update(a_record()))
    append_history(session, [accepted], NOW)
    with pytest.raises(IntegrityError):
        append_history(session, [accepted], NOW)


def test_the_history_can_be_read_but_never_changed(session: Session) -> None:
    dossier_id = a_saved_dossier(session)
    append_history(session, [Accepted(dossier_id, write_update(a_record(id="one")))], NOW)
    session.commit()
    for change in (update(HistoryRow).values(digest="0"), delete(HistoryRow)):
        with pytest.raises(DatabaseError):
            session.execute(change)
        session.rollback()
    assert [body["id"] for _, body in list_history(session, dossier_id)] == ["one"]


def test_events_are_numbered_without_gaps_in_the_order_of_commits(session: Session) -> None:
    assert newest_event(session) == 0
    assert append_events(session, [a_change(1), a_change(2)], NOW) == 2
    assert append_events(session, [a_change(3)], NOW) == 3
    assert [(event.number, event.change.version) for event in list_events(session, after=1)] == [(2, 2), (3, 3)]


def test_an_event_that_was_rolled_back_leaves_no_gap(session: Session) -> None:
    append_events(session, [a_change()], NOW)
    session.rollback()
    assert append_events(session, [a_change()], NOW) == 1


def test_a_follower_sees_an_event_only_with_its_commit(engine: Engine, session: Session) -> None:
    append_events(session, [a_change()], NOW)
    session.commit()
    with Session(engine) as follower:
        assert [event.at for event in list_events(follower, after=0)] == [NOW]
