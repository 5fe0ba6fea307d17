"""Printed receipts of some of the sample's dossiers: one for each status that has a receipt."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

from PIL import Image

from lookup_api.domain.receipt import CROCKFORD, SECRET_LENGTH, Receipt, ReceiptSecret
from lookup_api.domain.update import StatusUpdate
from lookup_api.paper.receipt_picture import receipt_picture
from lookup_api.paper.roll import Roll
from sync_ingest.backoffice.words import term_in_words
from tests.sample_site.offices import OFFICES, ONE_STOP
from tests.sample_site.sample import SampleDossier, SampleSite


@dataclass(frozen=True, slots=True)
class PrintedContacts:
    """Where a receipt says that one may ask."""

    look_up_url: str
    sms_number: str = "0900 000 019"
    hotline: str = "0276 3000 000"


def printed_dossiers(site: SampleSite) -> tuple[SampleDossier, ...]:
    """The newest dossier of each status, of those that were received."""
    by_age = sorted(site.dossiers, key=lambda dossier: dossier.updates[0].occurred_at)
    newest = {dossier.meant: dossier for dossier in by_age if _reception(dossier)}
    return tuple(newest[status] for status in sorted(newest))


def secret_of(dossier: SampleDossier) -> ReceiptSecret:
    """The secret on the dossier's receipt: of the sample the same each time, so no secret at all."""
    return ReceiptSecret("".join(Random(dossier.code.printed).choices(CROCKFORD, k=SECRET_LENGTH)))


def receipt_of(dossier: SampleDossier, contacts: PrintedContacts) -> Receipt:
    """The receipt that the applicant took home. Only of a dossier that was received."""
    reception = _reception(dossier)
    assert reception
    assert reception.received_at
    office, procedure = OFFICES[dossier.owner], dossier.procedure
    return Receipt(
        code=dossier.code,
        secret=secret_of(dossier),
        agency=office.agency.name,
        place="Tây Ninh",
        unit=ONE_STOP,
        applicant_name=dossier.applicant.name,
        applicant_address=dossier.applicant.address,
        applicant_phone=dossier.applicant.phone,
        request=procedure.ref.name,
        papers=procedure.papers,
        sets=1,
        term=term_in_words(procedure),
        received_at=reception.received_at,
        due_at=reception.due_at,
        collect_at=f"{ONE_STOP}, {office.agency.address}",
        clerk=reception.responsible.officer if reception.responsible else "",
        look_up_url=contacts.look_up_url,
        sms_number=contacts.sms_number,
        hotline=contacts.hotline,
        issued_at=reception.received_at,
    )


def print_receipts(site: SampleSite, folder: Path, contacts: PrintedContacts) -> list[Path]:
    """Write the receipts of `printed_dossiers` as pictures, one PNG each, named by the code."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_save(receipt_picture(receipt_of(one, contacts), Roll.MM80), folder, one) for one in printed_dossiers(site)]


def _reception(dossier: SampleDossier) -> StatusUpdate | None:
    """What was said when the papers were taken."""
    return next((update for update in dossier.updates_of_owner if update.received_at), None)


def _save(picture: Image.Image, folder: Path, dossier: SampleDossier) -> Path:
    path = folder / f"{dossier.code}.png"
    picture.save(path)
    return path
