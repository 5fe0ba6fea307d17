"""The database as a look-up reads it: with little patience, and each transaction seeing one moment."""

from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from lookup_api.patience import hang_up_on_silence
from provisioning.database import open_engine

# PostgreSQL's words, in seconds and milliseconds: after that, what is remembered serves the citizen better.
PATIENCE = {"connect_timeout": "3", "options": "-c statement_timeout=3000"}


def open_reading_engine(url: str) -> Engine:
    """A reading engine on the database of `url` that waits three seconds at most; four when it says nothing at all.

    It does not ask before each use whether a connection holds, which would be half of a look-up's round trips: the
    follower, which asks five times a second, is the first to learn it.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        parsed = parsed.update_query_dict({**PATIENCE, **parsed.query})
    return hang_up_on_silence(open_engine(parsed.render_as_string(hide_password=False), writes=False, pings=False))


def seeing_one_moment(engine: Engine) -> Engine:
    """`engine` with transactions that see the database as of their first look, as SQLite's do: then an event number
    says exactly which changes an answer holds, and of two answers the one with the higher number is the newer.
    """
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ")
    return engine


def at_a_glance(engine: Engine) -> Engine:
    """`engine` for who reads by one statement, which sees one moment by itself: without a transaction around it,
    PostgreSQL is asked once and not four times. SQLite runs in this process, where that costs nothing.
    """
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="AUTOCOMMIT")
    return engine
