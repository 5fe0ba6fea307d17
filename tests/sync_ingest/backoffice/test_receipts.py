"""Receipts: printed from what was issued, for some minutes; replaced by one with another secret."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from sqlalchemy import select

from lookup_api.domain.receipt import Receipt, ReceiptSecret, read_qr
from lookup_api.paper.printing import receipt_escpos
from lookup_api.paper.roll import Roll
from lookup_api.store.applicants import find_applicant
from lookup_api.store.dossiers import StoredDossier
from lookup_api.store.receipts import holds_receipt
from sync_ingest.backoffice.access import get_owned
from sync_ingest.backoffice.errors import ReceiptNotPrintable
from sync_ingest.backoffice.forms.posted import Posted
from sync_ingest.backoffice.forms.reception import HandedIn
from sync_ingest.backoffice.office import Counter
from sync_ingest.backoffice.receipts import PRINTABLE_FOR, forget_secrets, get_printable, list_issued
from sync_ingest.backoffice.reissue import reissue_receipt
from sync_ingest.backoffice.tables import IssuedReceiptRow
from tests.builders import NOW, a_record, an_applicant
from tests.sample_site.escpos_renderer import render
from tests.sync_ingest.backoffice.builders import DRAWINGS, a_received_dossier, handed_in, stored
from tests.sync_ingest.door import Door

LOCAL = "123/HKD-2026"


@pytest.mark.parametrize("roll", list(Roll))
def test_the_printed_receipt_reads_as_its_code_and_as_a_secret_that_opens_the_dossier(
    counter: Counter, roll: Roll
) -> None:
    found = a_received_dossier(counter)
    (paper,) = render(receipt_escpos(printable(counter, found), roll), roll)
    texts = {symbol.format: symbol.text for symbol in zxingcpp.read_barcodes(np.array(paper.convert("L")))}
    assert texts[zxingcpp.BarcodeFormat.Code128] == found.dossier.code.printed
    code, secret = read_qr(texts[zxingcpp.BarcodeFormat.QRCode])
    assert (code, opens(counter, found, secret)) == (found.dossier.code, True)


def test_it_says_what_was_handed_in_where_and_until_when(counter: Counter) -> None:
    receipt = printable(counter, a_received_dossier(counter))
    assert (receipt.applicant_name, receipt.papers, receipt.term) == (
        "Nguyễn Văn An",
        handed_in().papers,
        "15 ngày làm việc",
    )
    assert (receipt.place, receipt.clerk, receipt.received_at) == ("Tây Ninh", "Cán bộ Lan", NOW)


def test_it_can_be_printed_for_a_quarter_of_an_hour(counter: Counter) -> None:
    found = a_received_dossier(counter)
    last_moment = replace(counter, now=NOW + PRINTABLE_FOR - timedelta(seconds=1))
    assert printable(last_moment, found).code == found.dossier.code
    with pytest.raises(ReceiptNotPrintable):
        printable(replace(counter, now=NOW + PRINTABLE_FOR), found)


def test_after_that_its_secret_is_gone_and_what_it_said_stays(counter: Counter) -> None:
    found = a_received_dossier(counter)
    with counter.office.writes.begin() as session:
        forget_secrets(session, NOW + PRINTABLE_FOR)
    with counter.office.reads() as session:
        assert session.scalars(select(IssuedReceiptRow.sealed_secret)).all() == [None]
        (issued,) = list_issued(session, {found.dossier.code.printed}, counter)
    assert (issued.is_printable, issued.receipt.applicant_name, issued.issued_by) == (False, "Nguyễn Văn An", "lan")


def test_neither_secret_nor_name_lie_in_the_database_in_the_clear(counter: Counter, tmp_path: Path) -> None:
    secret = printable(counter, a_received_dossier(counter)).secret.value
    with counter.office.reads() as session:
        (row,) = session.scalars(select(IssuedReceiptRow)).all()
        kept = row.sealed + (row.sealed_secret or b"")
    files = b"".join(file.read_bytes() for file in tmp_path.glob("motcua.db*"))
    assert all(text.encode() not in kept + files for text in (secret, "Nguyễn Văn An"))


def test_a_new_receipt_says_which_one_it_replaces_and_the_old_one_opens_nothing(counter: Counter) -> None:
    found = a_received_dossier(counter)
    old = printable(counter, found)
    later = replace(counter, now=NOW + timedelta(days=1))
    reissue(later, found)
    new = printable(later, found)
    assert (new.code, new.replaces, new.issued_at) == (old.code, NOW, NOW + timedelta(days=1))
    assert (opens(counter, found, old.secret), opens(counter, found, new.secret)) == (False, True)


def test_a_new_receipt_may_say_something_else(counter: Counter) -> None:
    found = a_received_dossier(counter)
    reissue(counter, found, handed_in(papers=(DRAWINGS,), sets=2))
    assert (printable(counter, found).papers, printable(counter, found).sets) == ((DRAWINGS,), 2)
    assert len(stored(counter, found.dossier.code.printed).dossier.steps) == 1


def test_a_corrected_applicant_goes_through_the_door(counter: Counter) -> None:
    found = a_received_dossier(counter)
    corrected = an_applicant(name="Nguyễn Văn Ân")
    reissue(replace(counter, now=NOW + timedelta(minutes=1)), found, handed_in(applicant=corrected))
    with counter.office.reads() as session:
        assert find_applicant(session, found.id, counter.office.desk.sealer) == corrected
    assert len(stored(counter, found.dossier.code.printed).dossier.steps) == 2


def test_a_form_sent_twice_issues_one_receipt(counter: Counter) -> None:
    found, form = a_received_dossier(counter), Posted.fresh().form
    for _ in range(2):
        reissue_receipt(counter, found, (handed_in(), form))
    assert len(issued_of(counter, found)) == 2


def test_a_dossier_that_a_department_received_gets_its_first_receipt_here(counter: Counter) -> None:
    Door(counter.office.writes, counter.office.desk).receive([a_record(code="H53.19-261102-0001")])
    found = stored(counter, "H53.19-261102-0001")
    reissue(counter, found)
    assert printable(counter, found).replaces is None


def test_a_local_code_that_two_agencies_use_opens_each_ones_own_dossier_and_receipt(
    counter: Counter, tax_counter: Counter
) -> None:
    own = [at.agency.code for at in (counter, tax_counter)]
    records = [a_record(code=LOCAL, sender=code, owner=code) for code in own]
    Door(counter.office.writes, counter.office.desk).receive(records)
    with counter.office.reads() as session:
        found, others = (get_owned(session, at, LOCAL) for at in (counter, tax_counter))
    assert [found.dossier.owner, others.dossier.owner] == own
    reissue(counter, found)
    assert printable(counter, found).code.printed == LOCAL
    assert issued_of(tax_counter, others) == []
    with pytest.raises(ReceiptNotPrintable):
        printable(tax_counter, others)


def printable(counter: Counter, found: StoredDossier) -> Receipt:
    with counter.office.reads() as session:
        return get_printable(session, {found.dossier.code.printed}, counter)


def opens(counter: Counter, found: StoredDossier, secret: ReceiptSecret) -> bool:
    with counter.office.reads() as session:
        return holds_receipt(session, found.id, secret, counter.office.desk.sealer)


def issued_of(counter: Counter, found: StoredDossier) -> list[object]:
    with counter.office.reads() as session:
        return list(list_issued(session, {found.dossier.code.printed}, counter))


def reissue(counter: Counter, found: StoredDossier, says: HandedIn | None = None) -> None:
    reissue_receipt(counter, found, (says or handed_in(), Posted.fresh().form))
