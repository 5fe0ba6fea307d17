"""POST /v1/filings: only the site may, the code comes at once, and one filing is one dossier."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import httpx
import pytest
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.codes import AgencyCode, parse_code
from lookup_api.domain.filing import Filing
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.domain.status import Status
from lookup_api.filing_form import EXAMPLE, PATH, FilingForm
from lookup_api.store.applicants import find_applicant
from lookup_api.store.attachments import AttachmentFolder
from lookup_api.store.dossiers import find_dossier
from lookup_api.store.filings import find_filed
from lookup_api.store.procedures import save_procedure
from lookup_api.store.receipts import holds_receipt
from provisioning.registry import revoke_device
from sync_ingest.saving import Desk
from tests.builders import AGENCY, NOW, PROCEDURE, an_applicant
from tests.sync_ingest.agents import JSON, assert_problem
from tests.sync_ingest.filings.builders import ONLINE, a_filing, an_attachment


def post(http: httpx.Client, filing: Filing, auth: httpx.Auth | None) -> httpx.Response:
    body = FilingForm.of(filing).model_dump_json(exclude_defaults=True).encode()
    return http.send(http.build_request("POST", PATH, content=body, headers=JSON), auth=auth)


def test_a_filing_gets_its_code_at_once_and_is_newly_registered(
    http: httpx.Client, site: httpx.Auth, sessions: sessionmaker[Session], desk: Desk
) -> None:
    said = post(http, a_filing(), site).json()
    assert said["code"] == "H53.19-261124-0001"
    with sessions() as session:
        found = find_dossier(session, parse_code(said["code"]))
        assert found
        dossier = found.dossier
        assert (dossier.status, dossier.owner, dossier.procedure) == (Status.NEWLY_REGISTERED, AGENCY, PROCEDURE)
        assert dossier.received_at is None
        assert find_applicant(session, found.id, desk.sealer) == an_applicant()
        assert holds_receipt(session, found.id, ReceiptSecret(said["secret"]), desk.sealer)


def test_a_filing_sent_twice_has_one_code_and_one_secret(http: httpx.Client, site: httpx.Auth) -> None:
    filing = a_filing()
    assert post(http, filing, site).json() == post(http, replace(filing, filed_at=NOW), site).json()


def test_a_filing_sent_many_times_at_once_has_one_code(http: httpx.Client, site: httpx.Auth) -> None:
    filing = a_filing()
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: post(http, filing, site).json()["code"], range(6)))
    assert set(answers) == {"H53.19-261124-0001"}


def test_under_one_id_nothing_else_can_be_filed(http: httpx.Client, site: httpx.Auth) -> None:
    filing = a_filing()
    post(http, filing, site)
    assert_problem(post(http, replace(filing, summary="Việc khác"), site), 409, "filing_changed")


def test_what_was_filed_is_kept_sealed(
    http: httpx.Client, site: httpx.Auth, sessions: sessionmaker[Session], desk: Desk, folder: AttachmentFolder
) -> None:
    filing = a_filing(attachments=(an_attachment(folder),))
    assert post(http, filing, site).status_code == 200
    with sessions() as session:
        filed = find_filed(session, filing.id, desk.sealer)
    assert filed
    assert filed.filing == filing


@pytest.mark.parametrize(
    ("stated", "status", "code"),
    [
        ({"agency": AgencyCode("H53.99")}, 422, "filing_agency_unknown"),
        ({"procedure": "9.999999"}, 422, "procedure_not_online"),
    ],
)
def test_what_nobody_takes_is_refused_clearly(
    http: httpx.Client, site: httpx.Auth, stated: dict[str, object], status: int, code: str
) -> None:
    assert_problem(post(http, a_filing(**stated), site), status, code)


def test_a_procedure_that_went_offline_is_refused(
    http: httpx.Client, site: httpx.Auth, sessions: sessionmaker[Session]
) -> None:
    with sessions.begin() as session:
        save_procedure(session, replace(ONLINE, online=False))
    assert_problem(post(http, a_filing(), site), 422, "procedure_not_online")


def test_an_attachment_that_is_not_there_or_anothers_is_refused(
    http: httpx.Client, site: httpx.Auth, folder: AttachmentFolder
) -> None:
    attached = an_attachment(folder)
    assert post(http, a_filing(attachments=(attached,)), site).status_code == 200
    assert_problem(post(http, a_filing(attachments=(attached,)), site), 409, "attachment_missing")
    gone = replace(attached, name="0" * 32)
    assert_problem(post(http, a_filing(attachments=(gone,)), site), 409, "attachment_missing")


def test_a_departments_agent_may_not_file(http: httpx.Client, signer: httpx.Auth) -> None:
    assert_problem(post(http, a_filing(), signer), 403, "not_the_site")


def test_nobody_files_without_a_signature(http: httpx.Client) -> None:
    assert_problem(post(http, a_filing(), None), 401, "signature_missing")


def test_a_revoked_site_files_nothing_more(
    http: httpx.Client, site: httpx.Auth, sessions: sessionmaker[Session]
) -> None:
    assert post(http, a_filing(), site).status_code == 200
    with sessions.begin() as session:
        revoke_device(session, site.key_id, NOW)  # type: ignore[attr-defined]  # it is a RequestSigner, named by its key
    assert_problem(post(http, a_filing(), site), 403, "device_revoked")


def test_a_filing_that_says_another_status_is_not_read(http: httpx.Client, site: httpx.Auth) -> None:
    body = FilingForm.of(a_filing()).model_dump_json().replace('"status":1', '"status":9').encode()
    answer = http.send(http.build_request("POST", PATH, content=body, headers=JSON), auth=site)
    assert_problem(answer, 400, "not_valid")


def test_the_documented_example_is_a_filing() -> None:
    assert FilingForm.model_validate(EXAMPLE).to_domain().procedure == PROCEDURE.code


def test_the_wire_form_gives_the_filing_back(folder: AttachmentFolder) -> None:
    filing = a_filing(attachments=(an_attachment(folder),))
    assert FilingForm.model_validate_json(FilingForm.of(filing).model_dump_json()).to_domain() == filing
