"""A connection to PostgreSQL that hangs up on a server that says nothing.

PostgreSQL's own statement_timeout ends a statement that is slow. A server that is frozen, or a network that drops
everything, ends nothing: the driver waits for ever, and with it one of the few threads that answer people.
"""

from collections.abc import Callable, Generator
from time import monotonic
from typing import Any, TypeVar

from psycopg import Connection, OperationalError
from sqlalchemy import Engine, event

SILENCE_SECONDS = 4.0  # longer than statement_timeout: a server that is only slow says so first
LOOK_SECONDS = 0.1
T = TypeVar("T")
Waiting = Generator[Any, Any, T]


def hang_up_on_silence(engine: Engine, seconds: float = SILENCE_SECONDS) -> Engine:
    """`engine` with connections of which no step takes longer than `seconds`: then it is an OperationalError, as when
    the server is gone. SQLite's are left alone, for they run in this process.
    """
    if engine.dialect.name == "postgresql":

        @event.listens_for(engine, "do_connect")
        def connect(_: object, __: object, words: Any, settings: Any) -> Connection[Any]:
            connection = ImpatientConnection.connect(*words, **settings)
            connection.seconds = seconds
            return connection

    return engine


class ImpatientConnection(Connection[Any]):
    """Waits `seconds` for the server at most, whatever it was asked."""

    seconds = SILENCE_SECONDS

    def wait(self, gen: Waiting[T], interval: float = LOOK_SECONDS, timeout: float | None = None) -> T:
        """See psycopg: what `gen` comes to, which says what it waits for and is told each `interval` how it stands."""
        return super().wait(_within(self.seconds, gen, self.close), interval, timeout)


def _within(seconds: float, asking: Waiting[T], hang_up: Callable[[], None]) -> Waiting[T]:
    """As `asking`; when nothing was heard for so long, `hang_up` and an OperationalError."""
    heard_at, said = monotonic(), None
    while True:
        try:
            wanted = asking.send(said)
        except StopIteration as end:
            came_to: T = end.value
            return came_to
        said = yield wanted
        if said:
            heard_at = monotonic()
        elif monotonic() - heard_at > seconds:
            hang_up()
            raise OperationalError("the database says nothing")
