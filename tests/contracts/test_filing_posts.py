"""What every way to hand a filing in promises."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.filing import Filing
from lookup_api.store.agencies import save_agency
from lookup_api.store.attachments import AttachmentFolder
from lookup_api.store.procedures import save_procedure
from lookup_api.store.sealing import Sealer
from lookup_api.web.filing.posting import FilingPost, RecordingFilingPost, SignedFilingPost
from provisioning.clock import utc_now
from provisioning.device.identity import load_or_make_key, save_identity
from provisioning.devices import Device, DeviceKind
from provisioning.keys import key_id_of, public_key_pem
from provisioning.registry import DatabaseKeys, DatabaseNonces, expect_device, register_key
from provisioning.signatures import Caller
from sync_ingest.endpoint import Gate, build_app
from sync_ingest.filings.door import add_filings
from sync_ingest.filings.receive_filing import FilingRoom
from sync_ingest.saving import Desk
from tests.builders import an_agency
from tests.provisioning.site import serving
from tests.sync_ingest.filings.builders import ONLINE, a_filing


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What is promised does not depend on the database."""
    return sqlite_url


@pytest.fixture
def recording() -> FilingPost:
    return RecordingFilingPost(lambda number: f"H53.19-261124-{number:04}")


@pytest.fixture
def signed(engine: Engine, tmp_path: Path) -> Iterator[FilingPost]:
    """Before a real ingest service, enrolled there."""
    sessions = sessionmaker(engine)
    with sessions.begin() as session:
        save_agency(session, an_agency())
        save_procedure(session, ONLINE)
        enrol(session, tmp_path)
    desk = Desk(WorkCalendar(), Sealer((Fernet.generate_key(),)))
    app = build_app(Gate(DatabaseKeys(sessions), DatabaseNonces(sessions), sessions, sessions, desk))
    add_filings(app, FilingRoom(desk, AttachmentFolder(tmp_path / "filings", desk.sealer)))
    with serving(app) as address, httpx.Client(base_url=address) as http:
        yield SignedFilingPost(http, tmp_path)


def enrol(session: Session, folder: Path) -> None:
    key, now = load_or_make_key(folder), utc_now()
    device = expect_device(session, Device.expected(DeviceKind.SITE, "site", None, now))
    register_key(session, device.id, public_key_pem(key), now)
    save_identity(folder, Caller(device.id, device.kind, device.name, None, key_id_of(key.public_key())))


@pytest.fixture(params=["recording", "signed"])
def post(request: pytest.FixtureRequest) -> FilingPost:
    """Each of them in turn."""
    post: FilingPost = request.getfixturevalue(request.param)
    return post


def now_filed() -> Filing:
    return a_filing(filed_at=utc_now())


def test_it_is_open_and_gives_each_filing_a_code_and_a_secret_of_its_own(post: FilingPost) -> None:
    assert post.is_open()
    first, second = post.send(now_filed()), post.send(now_filed())
    assert (first.code[:7], first.code == second.code, first.secret == second.secret) == ("H53.19-", False, False)


def test_the_same_filing_sent_again_gets_the_same(post: FilingPost) -> None:
    filing = now_filed()
    assert post.send(filing) == post.send(replace(filing, filed_at=filing.filed_at + timedelta(seconds=30)))
