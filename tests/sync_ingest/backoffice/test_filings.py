"""What was filed online, at the clerk's desk: seen by its agency alone, taken under the code that it has."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from lookup_api.domain.deadlines import due_at
from lookup_api.domain.filing import Attachment, FileKind, Filing
from lookup_api.domain.status import Status
from lookup_api.store.attachments import AttachmentFolder
from lookup_api.store.filings import Filed, count_waiting, find_filed, list_unsettled, settle_others
from lookup_api.store.procedures import save_procedure
from lookup_api.store.receipts import holds_receipt
from sync_ingest.backoffice.acts import act, change_update
from sync_ingest.backoffice.errors import ChangedMeanwhile, DossierNotHere
from sync_ingest.backoffice.office import Counter, Office
from sync_ingest.backoffice.receipts import get_printable, issue_receipt
from sync_ingest.backoffice.take_filing import get_filing, take_filing
from sync_ingest.filings.receive_filing import FilingRoom, receive_filing
from tests.builders import AGENCY, NOW, an_applicant
from tests.sync_ingest.backoffice.builders import BUILDING, FORM_PAPER, a_change, asked, stored
from tests.sync_ingest.backoffice.site import Browser, heading

ONLINE = replace(BUILDING, online=True)
PDF = b"%PDF-1.7 don"
NAME_OF_FILE = "đơn của An.pdf"


@pytest.fixture
def office(office: Office, tmp_path: Path) -> Office:
    """An office with attachments."""
    with office.writes.begin() as session:
        save_procedure(session, ONLINE)
    return replace(office, attachments=AttachmentFolder(tmp_path / "filings", office.desk.sealer))


@dataclass(frozen=True)
class Citizen:
    """Who files online at this office."""

    office: Office

    def file(self, session: Session, file_name: str = NAME_OF_FILE) -> Filed:
        """File once more."""
        assert self.office.attachments
        room = FilingRoom(self.office.desk, self.office.attachments)
        return receive_filing(session, room, self._filing(self.office.attachments, file_name), NOW)

    def _filing(self, folder: AttachmentFolder, file_name: str) -> Filing:
        writer = folder.begin()
        writer.write(PDF)
        writer.finish()
        attachment = Attachment(writer.name, FileKind.PDF, len(PDF), file_name, FORM_PAPER.name)
        return Filing(
            f"filing-{writer.name}", AGENCY, ONLINE.ref.code, NOW, an_applicant(), "Xin xây nhà", (attachment,)
        )


@pytest.fixture
def filed(office: Office) -> Filed:
    """One filing at AGENCY that waits."""
    with office.writes.begin() as session:
        return Citizen(office).file(session)


def waiting(counter: Counter) -> tuple[int, list[str]]:
    with counter.office.reads() as session:
        listed = list_unsettled(session, counter.agency.code)
        return count_waiting(session, counter.agency.code), [dossier.code.printed for dossier in listed]


def test_a_filing_waits_at_its_agency_alone(counter: Counter, tax_counter: Counter, filed: Filed) -> None:
    assert waiting(counter) == (1, [filed.code])
    assert waiting(tax_counter) == (0, [])
    with tax_counter.office.reads() as session, pytest.raises(DossierNotHere):
        get_filing(session, tax_counter, filed.code)


def test_taking_it_receives_the_dossier_under_its_code(counter: Counter, filed: Filed) -> None:
    assert take_filing(counter, filed.code, asked()) == filed.code
    dossier = stored(counter, filed.code).dossier
    assert (dossier.status, dossier.received_at, dossier.responsible) == (Status.RECEIVED, NOW, counter.clerk)
    assert dossier.records[-1].due_at
    assert waiting(counter) == (0, [])


def test_what_the_citizen_kept_opens_their_part_after_it_was_taken(counter: Counter, filed: Filed) -> None:
    take_filing(counter, filed.code, asked())
    assert filed.secret
    with counter.office.reads() as session:
        found = stored(counter, filed.code)
        assert holds_receipt(session, found.id, filed.secret, counter.office.desk.sealer)
        assert get_printable(session, {filed.code}, counter).secret == filed.secret
        after = find_filed(session, filed.id, counter.office.desk.sealer)
    assert after
    assert after.secret is None


def test_a_form_sent_twice_takes_it_once(counter: Counter, filed: Filed) -> None:
    twice = asked()
    assert take_filing(counter, filed.code, twice) == take_filing(counter, filed.code, twice) == filed.code


def test_a_second_clerk_does_not_take_it_again(counter: Counter, filed: Filed) -> None:
    take_filing(counter, filed.code, asked())
    with pytest.raises(ChangedMeanwhile):
        take_filing(counter, filed.code, asked())


def change(counter: Counter, code: str, to: Status) -> None:
    found = stored(counter, code)
    update = change_update(counter, found.dossier, a_change(to, note="Thiếu giấy", missing=("Bản vẽ",)), f"{to}" * 24)
    act(counter, found, str(found.dossier.version), update)


def test_one_that_waits_for_papers_can_still_be_taken(counter: Counter, filed: Filed) -> None:
    change(counter, filed.code, Status.SUPPLEMENT_REQUESTED)
    assert waiting(counter) == (0, [filed.code])
    assert take_filing(replace(counter, now=NOW.replace(minute=5)), filed.code, asked()) == filed.code


def test_one_that_was_refused_leaves_the_list(counter: Counter, filed: Filed) -> None:
    change(counter, filed.code, Status.REFUSED)
    assert waiting(counter) == (0, [])
    with pytest.raises(ChangedMeanwhile):
        take_filing(replace(counter, now=NOW.replace(minute=5)), filed.code, asked())


def test_counter_and_site_give_out_one_row_of_codes(office: Office, counter: Counter, filed: Filed) -> None:
    with office.writes.begin() as session:
        second = Citizen(office).file(session)
    assert [filed.code, second.code] == ["H53.19-261124-0001", "H53.19-261124-0002"]


def test_a_clerk_opens_a_filing_and_takes_it(browser: Browser, filed: Filed) -> None:
    browser.sign_in()
    assert "Nộp trực tuyến <b>1</b>" in browser.open("/bo/").text
    assert filed.code in browser.open("/bo/filings").text
    page = browser.open(f"/bo/filings/{filed.code}")
    assert all(text in page.text for text in ("Nguyễn Văn An", "Xin xây nhà", NAME_OF_FILE, FORM_PAPER.name))
    page = browser.open(f"/bo/filings/{filed.code}/take")
    form = browser.form("take")
    assert (form.fields["name"], "there-0" in form.fields, "there-1" in form.fields) == ("Nguyễn Văn An", True, False)
    page = browser.send("take", accept_missing="1")
    assert page.url.path == f"/bo/dossiers/{filed.code}/receipt"
    assert "Hồ sơ này đã được xử lý: Được tiếp nhận" in browser.open(f"/bo/filings/{filed.code}").text


def test_a_mistake_at_taking_is_told_and_nothing_is_lost(browser: Browser, filed: Filed) -> None:
    browser.sign_in()
    browser.open(f"/bo/filings/{filed.code}/take")
    page = browser.send("take", phone="12")
    assert page.status_code == 422
    assert "Xin xây nhà" in page.text


def test_an_attachment_is_saved_and_never_shown_as_a_page_of_ours(browser: Browser, filed: Filed) -> None:
    browser.sign_in()
    assert filed.filing
    (attachment,) = filed.filing.attachments
    answer = browser.open(f"/bo/filings/{filed.code}/attachments/{attachment.name}")
    assert (answer.content, answer.headers["content-type"]) == (PDF, "application/pdf")
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%C4%91")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


def test_another_agency_and_strangers_see_nothing_of_it(browser: Browser, filed: Filed) -> None:
    assert filed.filing
    path = f"/bo/filings/{filed.code}"
    file = f"{path}/attachments/{filed.filing.attachments[0].name}"
    assert heading(browser.open(file)) == "Đăng nhập"
    browser.sign_in("tu")
    assert [browser.open(each).status_code for each in (path, file, f"{path}/take")] == [404, 404, 404]


def test_a_name_of_no_attachment_opens_nothing(browser: Browser, filed: Filed) -> None:
    browser.sign_in()
    assert browser.open(f"/bo/filings/{filed.code}/attachments/{'0' * 32}").status_code == 404


def test_the_dossiers_page_leads_to_what_was_filed(browser: Browser, filed: Filed) -> None:
    browser.sign_in()
    page = browser.open(f"/bo/dossiers/{filed.code}").text
    assert f'href="/bo/filings/{filed.code}"' in page
    assert f'href="/bo/filings/{filed.code}/take"' in page  # where taking it leads, not to a bare change


def later(counter: Counter, minutes: int) -> Counter:
    return replace(counter, now=NOW + timedelta(minutes=minutes))


def test_one_that_was_taken_and_then_waits_for_papers_is_not_taken_again(counter: Counter, filed: Filed) -> None:
    take_filing(counter, filed.code, asked())
    change(later(counter, 5), filed.code, Status.SUPPLEMENT_REQUESTED)
    with pytest.raises(ChangedMeanwhile):
        take_filing(later(counter, 10), filed.code, asked())


def test_one_that_was_refused_by_mistake_can_be_taken_after_all(counter: Counter, filed: Filed) -> None:
    change(counter, filed.code, Status.REFUSED)
    with counter.office.writes.begin() as session:
        settle_others(session, NOW)
    change(later(counter, 5), filed.code, Status.SUPPLEMENT_REQUESTED)
    assert waiting(counter) == (0, [filed.code])
    take_filing(later(counter, 10), filed.code, asked())
    assert filed.secret
    with counter.office.reads() as session:
        found = stored(counter, filed.code)
        assert holds_receipt(session, found.id, filed.secret, counter.office.desk.sealer)


def test_one_that_was_taken_in_the_departments_own_system_leaves_the_list(counter: Counter, filed: Filed) -> None:
    change(counter, filed.code, Status.PROCESSING)
    with counter.office.writes.begin() as session:
        settle_others(session, NOW)
    change(later(counter, 5), filed.code, Status.SUPPLEMENT_REQUESTED)
    assert waiting(counter) == (0, [])


def test_the_time_that_papers_were_awaited_before_it_was_taken_moves_no_due_date(
    counter: Counter, filed: Filed
) -> None:
    change(counter, filed.code, Status.SUPPLEMENT_REQUESTED)
    take_filing(later(counter, 2 * 24 * 60), filed.code, asked())
    dossier = stored(counter, filed.code).dossier
    assert due_at(dossier, counter.office.desk.calendar) == dossier.records[-1].due_at


def test_an_attachment_that_calls_itself_a_page_is_saved_as_what_it_is(browser: Browser, office: Office) -> None:
    with office.writes.begin() as session:
        filed = Citizen(office).file(session, "a.html")
    assert filed.filing
    name = filed.filing.attachments[0].name
    browser.sign_in()
    answer = browser.open(f"/bo/filings/{filed.code}/attachments/{name}")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''a.html.pdf"


def test_an_attachment_that_was_changed_on_the_disk_is_not_given_out(
    browser: Browser, office: Office, filed: Filed
) -> None:
    assert office.attachments
    assert filed.filing
    name = filed.filing.attachments[0].name
    (office.attachments.path / name).write_bytes(b"xx")
    browser.sign_in()
    assert browser.open(f"/bo/filings/{filed.code}/attachments/{name}").status_code == 404


def test_a_receipt_that_was_printed_before_it_was_taken_is_the_one_that_opens(counter: Counter, filed: Filed) -> None:
    with counter.office.writes.begin() as session:
        found = stored(counter, filed.code)
        receipt = issue_receipt(session, counter, found, (asked().reception.handed_in, "f" * 24))
        again = find_filed(session, filed.id, counter.office.desk.sealer)
        assert again
        assert again.secret is None  # sending the form again gives no secret that opens nothing
        assert holds_receipt(session, found.id, receipt.secret, counter.office.desk.sealer)
