"""Agents ask at `/v1/reconciliation/…`; each about its own agency only."""

import httpx

from lookup_api.store.agencies import save_agency
from tests.builders import CODE, TAX_OFFICE, a_code, a_record, an_agency
from tests.sync_ingest.door import Door
from tests.sync_ingest.reconciliation.meeting import Meeting, ask


def test_everything_is_found_mended_and_noted_whatever_the_database(meeting: Meeting) -> None:
    meeting.lose(1)
    meeting.change_unseen(2, ma_tt="XONG")
    assert meeting.reconcile().is_agreed
    assert (meeting.last.repaired, meeting.last.here, meeting.left) == (2, 3, [])


def test_another_agencys_dossiers_are_not_told(http: httpx.Client, signer: httpx.Auth, door: Door) -> None:
    door.receive([a_record(owner=TAX_OFFICE)])
    assert ask(http, "periods", {}, signer).json()["periods"] == {}
    code = a_code(agency=TAX_OFFICE)
    assert ask(http, "versions", {"codes": [code]}, signer).json() == {"versions": [None]}


def test_an_agency_is_told_how_its_dossier_stands_without_its_applicant(
    http: httpx.Client, signer: httpx.Auth, door: Door
) -> None:
    door.receive([a_record(id="bo-1")])
    [version] = ask(http, "versions", {"codes": [CODE]}, signer).json()["versions"]
    assert (version["is_known"], version["by_agent"], version["newest"]["fee"]) == (True, False, 100_000)
    assert "applicant" not in str(version)


def test_an_older_code_of_an_agency_leads_to_the_one_it_goes_by_now(
    http: httpx.Client, signer: httpx.Auth, door: Door
) -> None:
    with door.sessions.begin() as session:
        save_agency(session, an_agency(TAX_OFFICE, also_codes=(an_agency("000.00.20.H53").code,)))
    assert ask(http, "periods", {}, signer).json()["known_as"] == {"000.00.20.H53": "H53.20"}
