"""Whoever has seen a version never sees an older one, whichever process answers next."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from sqlalchemy import Engine

from lookup_api.cache import MemoryCache
from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.codes import parse_code
from lookup_api.domain.status import Status
from lookup_api.lookup import Caches, Lookup
from tests.builders import CODE, NOW, a_record
from tests.lookup_api.conftest import Clock
from tests.lookup_api.stored import store

THE_CODE = parse_code(CODE)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The kind of database makes no difference here."""
    return sqlite_url


@pytest.fixture
def processes(engine: Engine, reading_engine: Engine, clock: Clock) -> Iterator[tuple[Lookup, Lookup]]:
    """Two that know the dossier; they follow only when the test says so."""
    store(engine, a_record(status=Status.PROCESSING))
    one, other = (Lookup(reading_engine, WorkCalendar(), Caches(MemoryCache()), clock) for _ in range(2))
    with ExitStack() as closing:
        for lookup in (one, other):
            closing.enter_context(lookup.loader.running())
            lookup.follower.poll()
            lookup.look_up(THE_CODE)
        yield one, other


def test_a_new_version_is_shown_when_no_process_shows_the_old_one_any_more(
    engine: Engine, processes: tuple[Lookup, Lookup]
) -> None:
    quick, slow = processes
    slow.follower.poll()
    assert slow.at_hand(CODE)
    store(engine, a_record(status=Status.FINISHED, occurred_at=NOW))
    quick.follower.poll()
    assert quick.look_up(THE_CODE).version == 2
    assert slow.at_hand(CODE) is None


def test_a_code_that_becomes_a_dossiers_is_found_when_no_process_denies_it_any_more(
    engine: Engine, processes: tuple[Lookup, Lookup]
) -> None:
    quick, slow = processes
    new = a_record(code="H53.19-261102-0002")
    slow.follower.poll()
    assert not slow.read(new.code.printed).entry.body
    store(engine, new)
    assert quick.read(new.code.printed).entry.body
    assert slow.at_hand(new.code.printed) is None
