"""The ingest service with a procedure that can be filed online, and a site that may file."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.store.attachments import AttachmentFolder
from lookup_api.store.procedures import save_procedure
from provisioning.devices import DeviceKind
from sync_ingest.endpoint import Gate, build_app
from sync_ingest.filings.door import add_filings
from sync_ingest.filings.receive_filing import FilingRoom
from sync_ingest.saving import Desk
from tests.provisioning.site import serving
from tests.sync_ingest.agents import a_signer, an_enrolled_agent
from tests.sync_ingest.filings.builders import ONLINE


@pytest.fixture
def folder(tmp_path: Path, desk: Desk) -> AttachmentFolder:
    """What site and ingest share."""
    return AttachmentFolder(tmp_path / "filings", desk.sealer)


@pytest.fixture
def room(sessions: sessionmaker[Session], desk: Desk, folder: AttachmentFolder) -> FilingRoom:
    """What filings are received with, at a centre with one procedure online."""
    with sessions.begin() as session:
        save_procedure(session, ONLINE)
    return FilingRoom(desk, folder)


@pytest.fixture
def http(gate: Gate, room: FilingRoom) -> Iterator[httpx.Client]:
    """The ingest service at a real socket."""
    app = build_app(gate)
    add_filings(app, room)
    with serving(app) as address, httpx.Client(base_url=address, timeout=30) as http:
        yield http


@pytest.fixture
def site(sessions: sessionmaker[Session]) -> httpx.Auth:
    """Signs as the public site."""
    return a_signer(an_enrolled_agent(sessions, None, DeviceKind.SITE))
