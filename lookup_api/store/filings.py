"""What citizens have filed online. Store functions never commit."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Select, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.filing import Filing
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.domain.status import Status
from lookup_api.store.documents import read_update
from lookup_api.store.filing_tables import FilingAttachmentRow, FilingRow
from lookup_api.store.sealing import Sealer
from lookup_api.store.tables import AliasRow, DossierRow

FILINGS = TypeAdapter(Filing)
WITH_A_CLERK = (Status.NEWLY_REGISTERED,)
UNSETTLED = (Status.NEWLY_REGISTERED, Status.SUPPLEMENT_REQUESTED)
SENT_BACK = (Status.REFUSED, Status.WITHDRAWN, Status.STOPPED)
ENDED = (Status.REFUSED, Status.WITHDRAWN, Status.STOPPED, Status.FINISHED, Status.RETURNED)
MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Filed:
    """A filing that has its code. `secret` is the receipt's until a clerk has dealt with the filing, then None;
    `filing` is None once it is no longer kept.
    """

    id: str
    code: str
    filed_at: datetime
    fingerprint: str
    settled_at: datetime | None
    secret: ReceiptSecret | None
    filing: Filing | None = field(repr=False)


def save_filing(session: Session, filing: Filing, given: tuple[str, ReceiptSecret], sealer: Sealer) -> None:
    """Keep a filing, sealed, with the code and the secret that it was given. IntegrityError when its id, or one of its
    attachments, is kept already.
    """
    code, secret = given
    row = FilingRow(
        id=filing.id,
        code=code,
        fingerprint=fingerprint_of(filing, sealer),
        sealed=sealer.seal(FILINGS.dump_json(filing).decode()),
        sealed_secret=sealer.seal(secret.value),
        filed_at=filing.filed_at,
    )
    session.add(row)
    session.flush()
    session.add_all(FilingAttachmentRow(name=a.name, filing_id=filing.id, size=a.size) for a in filing.attachments)
    session.flush()


def fingerprint_of(filing: Filing, sealer: Sealer) -> str:
    """A keyed hash of all that the citizen said: the same when the same is sent again."""
    return sealer.fingerprint("filing", *_parts(filing))


def is_same(filed: Filed, filing: Filing, sealer: Sealer) -> bool:
    """Whether `filing` says what was filed under its id."""
    return sealer.matches(filed.fingerprint, ("filing", *_parts(filing)))


def find_filed(session: Session, filing_id: str, sealer: Sealer) -> Filed | None:
    """The filing of this id."""
    row = session.get(FilingRow, filing_id)
    return _to_filed(row, sealer) if row else None


def find_filed_under(session: Session, codes: Collection[str], sealer: Sealer) -> Filed | None:
    """The filing whose dossier has one of these codes."""
    row = session.scalar(select(FilingRow).where(FilingRow.code.in_(codes)))
    return _to_filed(row, sealer) if row else None


def list_unsettled(session: Session, agency: AgencyCode) -> list[Dossier]:
    """The dossiers that were filed online at `agency` and that a clerk has yet to take: those that wait for the clerk
    first, then those that wait for the citizen; the oldest first.
    """
    query = _unsettled(agency, UNSETTLED, DossierRow.updates).order_by(DossierRow.status, FilingRow.filed_at)
    return [Dossier.of(map(read_update, updates)) for updates in session.scalars(query.limit(MOST_LISTED))]


def count_waiting(session: Session, agency: AgencyCode) -> int:
    """How many filings wait for a clerk of `agency`."""
    return session.scalar(_unsettled(agency, WITH_A_CLERK, func.count())) or 0


def settle(session: Session, code: str, now: datetime) -> None:
    """Note that a clerk has taken the filing: its secret is the printed receipt's from now on, and wiped here."""
    settled = update(FilingRow).where(FilingRow.code == code, FilingRow.settled_at.is_(None))
    session.execute(settled.values(settled_at=now, sealed_secret=None))


def forget_secret(session: Session, codes: Collection[str]) -> None:
    """Wipe the citizen's secret of the filing under one of these codes: another receipt opens its dossier now."""
    session.execute(update(FilingRow).where(FilingRow.code.in_(codes)).values(sealed_secret=None))


def settle_others(session: Session, now: datetime) -> None:
    """The same for all filings that were taken elsewhere, in the department's own system. One that was sent back may
    have been so by mistake: it can be taken once that is put right.
    """
    open_ = and_(FilingRow.code == AliasRow.code, DossierRow.id == AliasRow.dossier_id)
    waiting = select(AliasRow.code).join(DossierRow, DossierRow.id == AliasRow.dossier_id)
    waiting = waiting.where(open_, DossierRow.status.in_((*UNSETTLED, *SENT_BACK))).correlate(FilingRow)
    settled = update(FilingRow).where(FilingRow.settled_at.is_(None), ~waiting.exists())
    session.execute(settled.values(settled_at=now, sealed_secret=None).execution_options(synchronize_session=False))


def forget_ended(session: Session, before: datetime) -> list[str]:
    """Forget who filed what where the dossier ended before then, and its attachments; gives the names of their files,
    which are to be removed once this is committed.
    """
    ended = and_(DossierRow.status.in_(ENDED), DossierRow.changed_at < before)
    query = select(FilingRow.id).join(AliasRow, AliasRow.code == FilingRow.code)
    query = query.join(DossierRow, DossierRow.id == AliasRow.dossier_id)
    ids = list(session.scalars(query.where(FilingRow.sealed.is_not(None), or_(ended, DossierRow.status.is_(None)))))
    names = list(session.scalars(select(FilingAttachmentRow.name).where(FilingAttachmentRow.filing_id.in_(ids))))
    session.execute(delete(FilingAttachmentRow).where(FilingAttachmentRow.filing_id.in_(ids)))
    session.execute(update(FilingRow).where(FilingRow.id.in_(ids)).values(sealed=None, sealed_secret=None))
    return names


def names_sent(session: Session, names: Collection[str]) -> frozenset[str]:
    """Those of the attachments `names` that were sent with a filing."""
    return frozenset(session.scalars(select(FilingAttachmentRow.name).where(FilingAttachmentRow.name.in_(names))))


def _unsettled(agency: AgencyCode, statuses: tuple[Status, ...], what: Any) -> Select[Any]:
    query = select(what).select_from(FilingRow).join(AliasRow, AliasRow.code == FilingRow.code)
    query = query.join(DossierRow, DossierRow.id == AliasRow.dossier_id)
    mine = (DossierRow.owner == agency.value, DossierRow.status.in_(statuses))
    return query.where(FilingRow.settled_at.is_(None), *mine)


def _parts(filing: Filing) -> Iterator[str]:
    who = filing.applicant
    yield from (filing.agency.value, filing.procedure, filing.summary)
    yield from (who.name, who.identity_number, who.phone, who.address)
    for each in filing.attachments:
        yield from (each.name, each.paper)


def _to_filed(row: FilingRow, sealer: Sealer) -> Filed:
    return Filed(
        id=row.id,
        code=row.code,
        filed_at=row.filed_at,
        fingerprint=row.fingerprint,
        settled_at=row.settled_at,
        secret=ReceiptSecret(sealer.open(row.sealed_secret)) if row.sealed_secret else None,
        filing=FILINGS.validate_json(sealer.open(row.sealed)) if row.sealed else None,
    )
