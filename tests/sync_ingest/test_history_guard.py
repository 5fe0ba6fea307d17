"""The database itself refuses to rewrite the history."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from lookup_api.store.events import newest_event
from tests.builders import a_record
from tests.sync_ingest.door import Door


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM history",
        "UPDATE history SET digest = 'x'",
        "UPDATE history SET body = '{}'",
        "UPDATE history SET update_id = 'x'",
        "UPDATE history SET received_at = '2020-01-01T00:00:00Z'",
    ],
)
def test_history_is_only_ever_added_to(door: Door, statement: str) -> None:
    door.receive([a_record()])
    with pytest.raises(DBAPIError, match="only ever added to"), door.sessions.begin() as session:
        session.execute(text(statement))


def test_event_numbers_start_at_nothing(door: Door) -> None:
    with door.sessions() as session:
        assert newest_event(session) == 0
