"""A site where one procedure can be filed online; what is filed is remembered and goes nowhere."""

from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from lookup_api.domain.procedure import Procedure, TermUnit
from lookup_api.domain.receipt import Paper
from lookup_api.store.agencies import save_agency
from lookup_api.store.attachments import AttachmentFolder
from lookup_api.store.procedures import save_procedure
from lookup_api.store.sealing import Sealer
from lookup_api.web.desk import Desk
from lookup_api.web.filing.desk import FilingDesk
from lookup_api.web.filing.posting import RecordingFilingPost
from lookup_api.web.filing.rules import FileRules
from lookup_api.web.limits import Buckets
from tests.builders import AGENCY, PROCEDURE, TAX_OFFICE, an_agency
from tests.lookup_api.web.filing.citizen import Citizen

RULES = FileRules(largest=100_000, total=250_000, count=3)
PAPERS = (Paper("Giấy đề nghị đăng ký hộ kinh doanh", originals=1), Paper("Bản sao căn cước", photocopies=1))
ONLINE = Procedure(PROCEDURE, 3, TermUnit.WORKING_DAYS, PAPERS, 100_000, online=True)


@pytest.fixture
def post() -> RecordingFilingPost:
    """Gives the codes H53.19-261124-0001 and so on."""
    return RecordingFilingPost(lambda number: f"H53.19-261124-{number:04}")


@pytest.fixture
def folder(tmp_path: Path, sealer: Sealer) -> AttachmentFolder:
    """Where attachments are kept."""
    return AttachmentFolder(tmp_path / "filings", sealer)


@pytest.fixture
def filing(post: RecordingFilingPost, folder: AttachmentFolder) -> FilingDesk:
    """A desk with small files and wide limits."""
    return FilingDesk(post, folder, Buckets(1_000), RULES)


@pytest.fixture
def desk(desk: Desk, engine: Engine, filing: FilingDesk) -> Desk:
    """A site with two agencies and a procedure, at NOW."""
    with Session(engine) as session, session.begin():
        save_agency(session, an_agency(AGENCY))
        save_agency(session, an_agency(TAX_OFFICE, name="Chi cục Thuế"))
        save_procedure(session, ONLINE)
    return replace(desk, filing=filing)


@pytest.fixture
def citizen(http: TestClient) -> Citizen:
    """Somebody who has opened the form."""
    citizen = Citizen(http)
    citizen.open()
    return citizen
