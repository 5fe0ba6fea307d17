"""What a clerk finds on a bad day: an update that could not be applied, and a dossier that two systems tell apart."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.calendar_file import read_calendar
from lookup_api.domain.status import Status
from lookup_api.store.sealing import Sealer
from provisioning.database import open_engine
from sync_ingest.envelope import Delivery
from sync_ingest.receive import receive_and_commit
from sync_ingest.reconciliation.agreements import save_agreement
from sync_ingest.reconciliation.forms import AgreementForm
from sync_ingest.saving import Desk
from tests.builders import a_record
from tests.sample_site.offices import CITY
from tests.sample_site.reception import Reception
from tests.sample_site.site import Site

CLOCK_AHEAD = timedelta(days=365)


def let_it_go_wrong(site: Site, reception: Reception) -> None:
    """An update with next year's time is sent, and the comparison leaves the received dossier for a person."""
    engine = open_engine(site.database_url, writes=True)
    sealer = Sealer.from_file(site.folder / "data.key")
    _send_from_the_future(engine, Desk(read_calendar(), sealer), reception)
    with Session(engine) as session, session.begin():
        save_agreement(session, CITY, _compared(reception), (300, datetime.now(UTC)))
    engine.dispose()


def _send_from_the_future(engine: Engine, desk: Desk, reception: Reception) -> None:
    now = datetime.now(UTC)
    update = a_record(
        id="HS-2026-0412-3",
        owner=CITY,
        code=reception.code.printed,
        status=Status.PROCESSING,
        occurred_at=now + CLOCK_AHEAD,
        procedure=reception.procedure.ref,
    )
    receive_and_commit([Delivery(update)], sessionmaker(engine), desk, now)


def _compared(reception: Reception) -> AgreementForm:
    there = {"code": reception.code.printed, "status": int(Status.PROCESSING)}
    left = {
        "code": reception.code.printed,
        "period": f"20{reception.code.printed.split('-')[1][:2]}-{reception.code.printed.split('-')[1][2:4]}",
        "finding": "different",
        "reason": "newer_elsewhere",
        "there": there,
    }
    counts = {"there": 300, "missing": 2, "extra": 0, "different": 1, "repaired": 2, "left": 1}
    return AgreementForm.model_validate({**counts, "differences": [left]})
