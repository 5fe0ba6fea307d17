"""Filing online from the citizen's form to the clerk's desk: the real programs, over sockets, on one database."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from sqlalchemy.orm import Session

from lookup_api.store.agencies import save_agency
from lookup_api.store.procedures import save_procedure
from lookup_api.store.sealing import make_data_key
from provisioning.accounts import add_account
from provisioning.clock import utc_now
from provisioning.database import migrate, open_engine
from provisioning.device.identity import load_or_make_key, save_identity
from provisioning.devices import Device, DeviceKind
from provisioning.keys import key_id_of, public_key_pem
from provisioning.registry import expect_device, register_key
from provisioning.signatures import Caller
from tests.builders import an_agency
from tests.lookup_api.web.filing.citizen import ANSWERS, HIDDEN, PDF
from tests.sample_site.site import Site
from tests.servers import free_port
from tests.sync_ingest.backoffice.builders import BUILDING, FORM_PAPER, PASSWORD, a_person
from tests.sync_ingest.backoffice.site import a_browser
from tests.waiting import wait_until

FORM = f"/nop-ho-so/{BUILDING.ref.code}"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A centre with one agency, one procedure and one clerk; its public page is enrolled."""
    site = Site(tmp_path, {"lookup": free_port(), "ingest": free_port()} | dict.fromkeys(("provision", "sms"), 1), {})
    make_data_key(tmp_path / "data.key")
    migrate(site.database_url)
    fill(site)
    for program in ("ingest", "lookup"):
        site.processes.start(program)
    for program in ("ingest", "lookup"):
        site.wait_for(program)
    yield site
    site.processes.stop_all()


def fill(site: Site) -> None:
    engine = open_engine(site.database_url, writes=True)
    with Session(engine) as session, session.begin():
        save_agency(session, an_agency())
        save_procedure(session, replace(BUILDING, online=True))
        add_account(session, a_person("lan"), PASSWORD)
        enrol(session, site.folder / "site")
    engine.dispose()


def enrol(session: Session, folder: Path) -> None:
    """As `motcua-lookup enrol` does with a claim code."""
    key, now = load_or_make_key(folder), utc_now()
    device = expect_device(session, Device.expected(DeviceKind.SITE, "Trang công khai", None, now))
    register_key(session, device.id, public_key_pem(key), now)
    save_identity(folder, Caller(device.id, device.kind, device.name, None, key_id_of(key.public_key())))


def file_online(http: httpx.Client) -> str:
    """Fill the form in and send it; gives the page that tells the code."""
    hidden = dict(HIDDEN.findall(http.get(FORM).text))
    fields = [(name, (None, text)) for name, text in {**hidden, **ANSWERS}.items()]
    check = http.post(FORM, files=[*fields, ("giay-1", ("don-cua-an.pdf", PDF))])
    sent = http.post(f"{FORM}/gui", data={**dict(HIDDEN.findall(check.text)), "viec": "gui"})
    assert sent.status_code == 200, sent.text
    return sent.text


def test_a_citizen_files_online_and_a_clerk_takes_it(site: Site) -> None:
    with httpx.Client(base_url=site.address("lookup"), follow_redirects=True, timeout=30) as http:
        page = file_online(http)
        own = page.split('class="button" href="')[1].split('"')[0]
        code = own.split("/r/")[1].split("/")[0]
        assert code in page
        assert "Mới đăng ký" in http.get(f"/ho-so/{code}").text
        assert "Nguyễn V. A." in http.get(own).text
        with a_browser(site.address("ingest")) as clerk:
            clerk.sign_in()
            assert code in clerk.open("/bo/filings").text
            page = clerk.open(f"/bo/filings/{code}").text
            attached = page.split(f'href="/bo/filings/{code}/attachments/')[1].split('"')[0]
            assert FORM_PAPER.name in page
            assert clerk.http.get(f"/bo/filings/{code}/attachments/{attached}").content == PDF
            clerk.open(f"/bo/filings/{code}/take")
            clerk.send("take", accept_missing="1")
        wait_until("the page follows", lambda: "Được tiếp nhận" in http.get(f"/ho-so/{code}").text)
        assert "Nguyễn V. A." in http.get(own).text, "what the citizen kept opens their part still"
    logs = "".join(log.read_text() for log in (site.folder / "logs").iterdir())
    assert not any(text in logs for text in ("Nguyễn", "0912", "don-cua-an", own.rpartition("/")[2]))
