"""How a follower keeps its word when the database is put back, far ahead, or away."""

from dataclasses import replace

from sqlalchemy import Engine, text

from lookup_api.cache import Entry
from lookup_api.domain.codes import parse_code
from lookup_api.follower import FURTHEST_BEHIND
from lookup_api.lookup import Lookup
from tests.builders import CODE, a_code, a_record
from tests.lookup_api.stored import store

THE_CODE = parse_code(CODE)


def entry_of(lookup: Lookup) -> Entry:
    lookup.look_up(THE_CODE)
    entry = lookup.memory.get(CODE)
    assert entry
    return entry


def vouches_for(lookup: Lookup, entry: Entry) -> bool:
    """Whether it would be shown at once."""
    lookup.memory.keep_many({CODE: entry})
    return lookup.at_hand(CODE) is not None


def set_event_number(engine: Engine, number: int) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE event_number SET number = :number"), {"number": number})


def test_a_follower_that_has_not_begun_vouches_for_nothing(engine: Engine, lookup: Lookup) -> None:
    store(engine)
    assert not vouches_for(lookup, entry_of(lookup))


def test_a_follower_vouches_for_what_was_read_since_it_began(engine: Engine, lookup: Lookup) -> None:
    store(engine)
    lookup.follower.poll()
    assert vouches_for(lookup, entry_of(lookup))


def test_a_change_elsewhere_leaves_an_entry_vouched_for(engine: Engine, lookup: Lookup) -> None:
    store(engine)
    lookup.follower.poll()
    entry_of(lookup)
    store(engine, a_record(code=a_code(2)))
    lookup.follower.poll()
    assert vouches_for(lookup, entry_of(lookup))


def test_a_database_that_was_put_back_makes_everything_forgotten(engine: Engine, lookup: Lookup) -> None:
    store(engine)
    lookup.follower.poll()
    entry_of(lookup)
    store(engine, a_record(code=a_code(2)))
    lookup.follower.poll()
    set_event_number(engine, 1)
    lookup.follower.poll()
    assert lookup.memory.get(CODE) is None


def test_a_follower_that_is_far_behind_trusts_nothing_older(engine: Engine, lookup: Lookup) -> None:
    store(engine)
    lookup.follower.poll()
    old = entry_of(lookup)
    set_event_number(engine, FURTHEST_BEHIND + 2)
    lookup.follower.poll()
    assert not vouches_for(lookup, old)
    assert vouches_for(lookup, replace(old, number=FURTHEST_BEHIND + 2))
