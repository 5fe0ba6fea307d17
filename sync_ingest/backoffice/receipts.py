"""Receipts: issued with a fresh secret, which can be printed for a few minutes and is kept as a keyed hash only.

A receipt that is printed again later is a new one, with a new secret, and says which one it replaces.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from lookup_api.domain.deadlines import due_at
from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.procedure import Procedure
from lookup_api.domain.receipt import Receipt, ReceiptSecret
from lookup_api.store.dossiers import StoredDossier
from lookup_api.store.filings import forget_secret
from lookup_api.store.procedures import find_procedure
from lookup_api.store.receipts import save_receipt, secret_hash
from lookup_api.store.sealing import Sealer
from sync_ingest.backoffice.errors import ReceiptNotPrintable
from sync_ingest.backoffice.forms.reception import HandedIn
from sync_ingest.backoffice.office import Counter
from sync_ingest.backoffice.tables import IssuedReceiptRow
from sync_ingest.backoffice.words import term_in_words

PRINTABLE_FOR = timedelta(minutes=15)
RECEIPTS = TypeAdapter(Receipt)
TERM_UNKNOWN = "Theo quy định"
NO_SECRET = ReceiptSecret("")


@dataclass(frozen=True, slots=True)
class Issued:
    """An issued receipt as a clerk may see it; its `receipt` has no secret. `issued_at` is aware UTC."""

    id: int
    code: str
    issued_at: datetime
    issued_by: str
    receipt: Receipt
    is_printable: bool


def issue_receipt(session: Session, counter: Counter, stored: StoredDossier, asked: tuple[HandedIn, str]) -> Receipt:
    """Issue a receipt; the former one opens nothing any more. `asked` is what it lists, and the form's name.

    IntegrityError when that form has issued one already. The caller commits.
    """
    forget_secret(session, codes_of(stored.dossier))
    return issue_receipt_with(session, counter, stored, (*asked, ReceiptSecret.new()))


def issue_receipt_with(
    session: Session, counter: Counter, stored: StoredDossier, asked: tuple[HandedIn, str, ReceiptSecret]
) -> Receipt:
    """The same with a secret that somebody has already: who filed online goes on with the one they were given."""
    handed_in, form, secret = asked
    sealer, now = counter.office.desk.sealer, counter.now
    procedure = procedure_of(session, stored.dossier)
    former = next(iter(list_issued(session, codes_of(stored.dossier), counter)), None)
    receipt = _receipt(counter, stored.dossier, handed_in, procedure)
    receipt = replace(receipt, secret=secret, replaces=former.issued_at if former else None)
    forget_secrets(session, now)
    save_receipt(session, stored.id, secret_hash(secret, stored.id, sealer), now)
    session.add(_row(receipt, form, counter))
    session.flush()
    return receipt


def find_issued_code(session: Session, form: str, counter: Counter) -> str | None:
    """The code of the dossier whose receipt this form has issued already at the counter's agency."""
    by_form = select(IssuedReceiptRow.code).where(IssuedReceiptRow.form == form)
    return session.scalar(by_form.where(IssuedReceiptRow.agency == counter.agency.code.value))


def list_issued(session: Session, codes: Collection[str], counter: Counter) -> list[Issued]:
    """The receipts that the counter's agency issued for its dossier with these codes, newest first."""
    return [_to_issued(row, counter) for row in session.scalars(_newest_first(codes, counter))]


def get_printable(session: Session, codes: Collection[str], counter: Counter) -> Receipt:
    """The newest receipt with its secret; ReceiptNotPrintable when there is none or its time is over."""
    row = session.scalar(_newest_first(codes, counter).limit(1))
    if row is None or row.sealed_secret is None or not _is_printable(row, counter.now):
        raise ReceiptNotPrintable
    sealer = counter.office.desk.sealer
    return replace(_open(row, sealer), secret=ReceiptSecret(sealer.open(row.sealed_secret)))


def forget_secrets(session: Session, now: datetime) -> None:
    """Wipe the secrets whose time for printing is over."""
    over = IssuedReceiptRow.issued_at <= now - PRINTABLE_FOR
    wiped = update(IssuedReceiptRow).where(over, IssuedReceiptRow.sealed_secret.is_not(None))
    session.execute(wiped.values(sealed_secret=None).execution_options(synchronize_session=False))


def handed_in_before(issued: Issued | None, dossier: Dossier, applicant: Applicant | None) -> HandedIn:
    """What a new receipt may start from: what the last one said, or what is known of the dossier."""
    request = dossier.procedure.name if dossier.procedure else ""
    known = HandedIn(applicant or Applicant(), request, (), 1)
    if issued is None:
        return known
    return replace(known, request=issued.receipt.request, papers=issued.receipt.papers, sets=issued.receipt.sets)


def procedure_of(session: Session, dossier: Dossier) -> Procedure | None:
    """The dossier's procedure, as the catalogue has it now."""
    return find_procedure(session, dossier.procedure.code) if dossier.procedure else None


def codes_of(dossier: Dossier) -> frozenset[str]:
    """All codes of a dossier, as printed."""
    return frozenset(code.printed for update in dossier.updates for code in (update.code, *update.aliases))


def _newest_first(codes: Collection[str], counter: Counter) -> Select[IssuedReceiptRow]:
    """Of the counter's agency alone: another one may use the same local code, and its receipt holds a secret."""
    own = IssuedReceiptRow.agency == counter.agency.code.value
    query = select(IssuedReceiptRow).where(own, IssuedReceiptRow.code.in_(codes))
    return query.order_by(IssuedReceiptRow.issued_at.desc(), IssuedReceiptRow.id.desc())


def _receipt(counter: Counter, dossier: Dossier, handed_in: HandedIn, procedure: Procedure | None) -> Receipt:
    agency, person, printed = counter.agency, counter.person, counter.office.printed
    return Receipt(
        code=dossier.code,
        secret=NO_SECRET,
        agency=agency.name,
        place=printed.place,
        unit=person.unit,
        applicant_name=handed_in.applicant.name,
        applicant_address=handed_in.applicant.address,
        applicant_phone=handed_in.applicant.phone,
        request=handed_in.request,
        papers=handed_in.papers,
        sets=handed_in.sets,
        term=term_in_words(procedure) if procedure else TERM_UNKNOWN,
        received_at=dossier.received_at or dossier.records[0].occurred_at,
        due_at=due_at(dossier, counter.office.desk.calendar),
        collect_at=", ".join(filter(None, (person.unit, agency.name, agency.address))),
        clerk=person.name,
        look_up_url=printed.look_up_url,
        sms_number=printed.sms_number,
        hotline=printed.hotline,
        issued_at=counter.now,
    )


def _row(receipt: Receipt, form: str, counter: Counter) -> IssuedReceiptRow:
    sealer = counter.office.desk.sealer
    return IssuedReceiptRow(
        agency=counter.agency.code.value,
        code=receipt.code.printed,
        form=form,
        issued_by=counter.person.username,
        issued_at=counter.now,
        sealed=sealer.seal(RECEIPTS.dump_json(replace(receipt, secret=NO_SECRET)).decode()),
        sealed_secret=sealer.seal(receipt.secret.value),
    )


def _to_issued(row: IssuedReceiptRow, counter: Counter) -> Issued:
    receipt = _open(row, counter.office.desk.sealer)
    is_printable = row.sealed_secret is not None and _is_printable(row, counter.now)
    return Issued(row.id, row.code, row.issued_at, row.issued_by, receipt, is_printable)


def _open(row: IssuedReceiptRow, sealer: Sealer) -> Receipt:
    return RECEIPTS.validate_json(sealer.open(row.sealed))


def _is_printable(row: IssuedReceiptRow, now: datetime) -> bool:
    return now < row.issued_at + PRINTABLE_FOR
