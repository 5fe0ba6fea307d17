"""Puts the sample site into a central database, through the same door as everybody's changes."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session, sessionmaker

from lookup_api.calendar_file import read_calendar
from lookup_api.store.agencies import save_agency
from lookup_api.store.dossiers import find_dossier
from lookup_api.store.procedures import change_procedure
from lookup_api.store.receipts import save_receipt, secret_hash
from lookup_api.store.sealing import Sealer
from provisioning.database import open_engine
from sync_ingest.envelope import Delivery
from sync_ingest.receive import receive_and_commit
from sync_ingest.saving import Desk
from tests.sample_site.blank_forms import contents_of
from tests.sample_site.receipts import printed_dossiers, secret_of
from tests.sample_site.sample import SampleDossier, SampleSite

BATCH = 150  # dossiers


def load_site(site: SampleSite, database_url: str, data_key_file: Path) -> None:
    """Fill a migrated database with agencies, catalogue, all dossiers, and the receipts of `printed_dossiers`."""
    engine = open_engine(database_url, writes=True)
    desk = Desk(read_calendar(), Sealer.from_file(data_key_file))
    load(site, sessionmaker(engine), desk)
    engine.dispose()


def load(site: SampleSite, sessions: sessionmaker[Session], desk: Desk) -> None:
    """As `load_site`, by these sessions and this desk."""
    with sessions.begin() as session:
        for agency in site.agencies:
            save_agency(session, agency)
        for procedure in site.procedures:
            change_procedure(session, procedure, contents_of(procedure), datetime.now(UTC))
    for start in range(0, len(site.dossiers), BATCH):
        arrivals = [one for dossier in site.dossiers[start : start + BATCH] for one in deliveries_of(dossier)]
        receive_and_commit(arrivals, sessions, desk, datetime.now(UTC))
    with sessions.begin() as session:
        _save_receipts(session, printed_dossiers(site), desk.sealer)


def deliveries_of(dossier: SampleDossier) -> list[Delivery]:
    """The dossier's updates as they are sent; the owner's newest names the applicant."""
    newest = dossier.updates_of_owner[-1]
    return [Delivery(update, dossier.applicant if update is newest else None) for update in dossier.updates]


def _save_receipts(session: Session, dossiers: Sequence[SampleDossier], sealer: Sealer) -> None:
    for dossier in dossiers:
        stored = find_dossier(session, dossier.code)
        assert stored
        assert stored.dossier.received_at
        hashed = secret_hash(secret_of(dossier), stored.id, sealer)
        save_receipt(session, stored.id, hashed, stored.dossier.received_at)
