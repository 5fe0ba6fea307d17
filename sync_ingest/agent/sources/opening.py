"""Opens the source that an address names: a database, or a folder."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from sync_ingest.agent.errors import SourceUnavailable
from sync_ingest.agent.sources.folder import Folder
from sync_ingest.agent.sources.ports import Source
from sync_ingest.agent.sources.sql_view import SqlView
from sync_ingest.agent.state.sealing import Seal

FOLDER = "folder"
MARIADB = {"mysql", "mariadb"}
PATIENCE = 3600  # seconds for which MariaDB may wait for us in the middle of an answer; a sweep pauses between polls


def open_source(url: str, seal: Seal, clock: Callable[[], datetime]) -> Source:
    """The source at `url`: `folder:///srv/exports`, or any SQLAlchemy URL. Nothing is connected to yet;
    SourceUnavailable when the address is none, or its driver is not installed.
    """
    if urlsplit(url).scheme == FOLDER:
        return Folder(folder_of(url), seal, clock)
    return SqlView(open_database(url))


def folder_of(url: str) -> Path:
    """The folder that `folder:///…` names; SourceUnavailable when it is another kind of address."""
    parts = urlsplit(url)
    if parts.scheme != FOLDER or parts.netloc or not parts.path:
        raise SourceUnavailable("the source's address is no folder: write folder:///path/to/it")
    return Path(unquote(parts.path))


def open_database(url: str) -> Engine:
    """An engine that finds its way back after the database was restarted."""
    try:
        kind = make_url(url).get_backend_name()
        waits = {"init_command": f"SET SESSION net_write_timeout = {PATIENCE}"} if kind in MARIADB else {}
        return create_engine(url, pool_pre_ping=True, connect_args=waits)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise SourceUnavailable("the source's address cannot be used: see docs/agent-sources.md") from error
