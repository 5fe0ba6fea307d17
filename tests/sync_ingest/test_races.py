"""Several writers at once on PostgreSQL: whoever is faster, the same is stored, and nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier

import pytest

from lookup_api.domain.update import StatusUpdate
from lookup_api.store.events import list_events
from sync_ingest.answer import Answer, Outcome
from tests.builders import CODE, a_code, a_moment, a_record
from tests.sync_ingest.door import Door

WRITERS = 4


@pytest.fixture
def database_url(postgres_url: str) -> str:
    return postgres_url


def test_two_writers_of_the_same_new_dossier_converge(door: Door) -> None:
    updates = [a_record(occurred_at=a_moment(hours=hours)) for hours in range(WRITERS * 5)]
    answers = at_once(door, [updates[at::WRITERS] for at in range(WRITERS)])
    assert {outcome for answer in answers for outcome in answer.outcomes} <= {Outcome.APPLIED, Outcome.HISTORY_ONLY}
    stored = door.dossier(CODE)
    assert stored
    assert stored.dossier.version == len(updates)


def test_the_same_batch_from_several_writers_counts_once(door: Door) -> None:
    updates = [a_record(code=a_code(serial)) for serial in range(1, 30)]
    shuffled = [Random(seed).sample(updates, len(updates)) for seed in range(WRITERS)]
    answers = at_once(door, shuffled)
    outcomes = [outcome for answer in answers for outcome in answer.outcomes]
    assert (outcomes.count(Outcome.APPLIED), outcomes.count(Outcome.ALREADY_SEEN)) == (29, 29 * (WRITERS - 1))
    assert len(door.everything()["history"]) == 29


def test_codes_that_come_together_while_others_write_leave_one_dossier(door: Door) -> None:
    door.receive([a_record(code="1/A"), a_record(code=CODE)])
    joining = [a_record(code=CODE, aliases=["1/A"])]
    at_once(door, [joining, [a_record(code="1/A")], [a_record(code=CODE)], [a_record(code="1/A")]])
    stored = door.dossier("1/A")
    assert stored
    assert (stored, stored.dossier.version) == (door.dossier(CODE), 6)
    assert len(door.everything()["dossiers"]) == 1


def test_events_are_numbered_without_a_gap(door: Door) -> None:
    at_once(door, [[a_record(code=a_code(writer * 100 + at)) for at in range(1, 20)] for writer in range(WRITERS)])
    with door.sessions() as session:
        assert [event.number for event in list_events(session, after=0)] == list(range(1, 19 * WRITERS + 1))


def at_once(door: Door, batches: list[list[StatusUpdate]]) -> list[Answer]:
    """Hand in each batch from a thread of its own, all at the same moment."""
    start = Barrier(len(batches))

    def knock(batch: list[StatusUpdate]) -> Answer:
        start.wait(10)
        return door.receive(batch)

    with ThreadPoolExecutor(len(batches)) as threads:
        return list(threads.map(knock, batches))
