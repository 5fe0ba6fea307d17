"""The sample province in the central database, of either kind."""

from datetime import date

from cryptography.fernet import Fernet
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.calendar_file import read_calendar
from lookup_api.domain.dossier import Dossier
from lookup_api.store.agencies import list_agencies
from lookup_api.store.applicants import find_applicant
from lookup_api.store.dossiers import find_dossier
from lookup_api.store.procedures import list_procedures
from lookup_api.store.sealing import Sealer
from sync_ingest.saving import Desk
from tests.sample_site.load import load
from tests.sample_site.sample import make_site


def test_it_is_loaded_through_the_one_door_and_stands_as_meant(engine: Engine) -> None:
    site, sealer = make_site(date(2026, 11, 24), dossiers=150), Sealer((Fernet.generate_key(),))
    load(site, sessionmaker(engine), Desk(read_calendar(), sealer))
    with Session(engine) as session:
        assert (len(list_agencies(session)), len(list_procedures(session))) == (3, 20)
        for one in site.dossiers:
            stored = find_dossier(session, one.code)
            assert stored
            assert stored.dossier == Dossier.of(one.updates)
            assert find_applicant(session, stored.id, sealer) == one.applicant
