"""Filing online when something is away, too old, too much or not what it says: nothing is lost, nothing is believed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.errors import LookupUnavailable
from lookup_api.store.attachments import AttachmentFolder
from lookup_api.store.sealing import Sealer
from lookup_api.web.database import Database
from lookup_api.web.filing.posting import RecordingFilingPost
from lookup_api.web.offices import Offices
from tests.builders import NOW
from tests.lookup_api.web.filing.citizen import ANSWERS, PAGE, PDF, Citizen, told


class DatabaseAway(Database):
    """Nothing can be read."""

    def __init__(self) -> None:
        super().__init__(sessionmaker(), sessionmaker())

    @contextmanager
    def reading(self) -> Iterator[Session]:
        raise LookupUnavailable
        yield


def test_further_papers_add_up(citizen: Citizen, post: RecordingFilingPost) -> None:
    citizen.fill_in({"them": ("a.pdf", PDF)})
    citizen.send("sua")
    citizen.fill_in({"them": ("b.pdf", PDF)})
    citizen.send()
    (filing,) = post.sent.values()
    assert [each.file_name for each in filing.attachments] == ["a.pdf", "b.pdf"]


def test_a_file_that_is_taken_back_makes_room_for_another(citizen: Citizen) -> None:
    citizen.fill_in({"giay-1": ("a.pdf", PDF), "giay-2": ("b.pdf", PDF), "them": ("c.pdf", PDF)})
    page = citizen.send("sua")
    removed = [part.split('"')[0] for part in page.text.split('name="')[1:] if part.startswith("bo-")][-1]
    assert citizen.fill_in({"them": ("d.pdf", PDF)}, **{removed: "1"}).status_code == 200


def test_a_last_page_that_was_left_open_too_long_leads_to_the_form_with_what_was_typed(
    citizen: Citizen, http: TestClient, post: RecordingFilingPost
) -> None:
    citizen.fill_in({"giay-1": ("a.pdf", PDF)})
    http.app.state.desk = replace(http.app.state.desk, clock=lambda: NOW + timedelta(hours=12))  # type: ignore[attr-defined]
    page = citizen.send()
    assert (page.status_code, ANSWERS["ho-ten"] in page.text, "a.pdf" in page.text) == (422, True, False)
    assert post.sent == {}


def test_while_the_folder_is_away_the_file_is_refused_and_what_was_typed_stays(
    citizen: Citizen, folder: AttachmentFolder
) -> None:
    folder.path.write_text("no folder")
    page = citizen.fill_in({"giay-1": ("a.pdf", PDF)})
    assert told(page) == ["Hệ thống tạm thời chưa nhận được tệp. Xin thử lại sau."]
    assert ANSWERS["ho-ten"] in page.text


@pytest.mark.parametrize("sealed", ["12345", '["x"]', "no JSON", '{"is": "filed"}'])
def test_what_was_sealed_for_something_else_is_no_draft_and_no_code(
    http: TestClient, citizen: Citizen, sealer: Sealer, sealed: str
) -> None:
    other = sealer.seal(sealed).decode()
    assert http.post(f"{PAGE}/gui", data={**citizen.hidden, "don": other, "viec": "gui"}).status_code == 422
    http.cookies.set("filed", sealer.seal(sealed.replace("filed", "draft")).decode())
    assert http.get("/nop-ho-so/da-nop").status_code == 303


def test_a_form_of_parts_without_end_is_not_read(http: TestClient) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    assert http.post(PAGE, content=part * 1_000 + b"--x--\r\n", headers=kind).status_code == 400


def test_a_form_that_arrives_while_the_database_is_away_loses_nothing(
    citizen: Citizen, http: TestClient, post: RecordingFilingPost
) -> None:
    lost = DatabaseAway()
    http.app.state.desk = replace(http.app.state.desk, database=lost)  # type: ignore[attr-defined]
    assert citizen.fill_in({"giay-1": ("a.pdf", PDF)}).status_code == 200
    assert citizen.send().status_code == 303


def test_without_any_agency_nothing_can_be_filed(http: TestClient) -> None:
    http.app.state.desk = replace(http.app.state.desk, database=DatabaseAway(), offices=Offices())  # type: ignore[attr-defined]
    assert http.get(PAGE).status_code == 503


def test_numbers_in_khmer_or_full_width_digits_are_numbers(citizen: Citizen, post: RecordingFilingPost) -> None:
    citizen.fill_in(dien_thoai="០៩១២ ៣៤៥ ៦៧៨", giay_to="(072) ០៩០.០០០.០០១")
    citizen.send()
    (filing,) = post.sent.values()
    assert (filing.applicant.phone, filing.applicant.identity_number) == ("0912 345 678", "072090000001")


def test_nothing_turns_the_direction_of_a_name(citizen: Citizen, post: RecordingFilingPost) -> None:
    citizen.fill_in(ho_ten="Trần \u202eAn\u2066")
    citizen.send()
    assert [filing.applicant.name for filing in post.sent.values()] == ["Trần An"]
