"""A site on this machine: its folder, its ports, and the environment that its programs share."""

import os
import shutil
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx

from lookup_api.domain.calendar import local_day
from lookup_api.site_file import read_site
from tests.sample_site.clerk import Clerk
from tests.sample_site.department_db import fill, open_department
from tests.sample_site.load import load_site
from tests.sample_site.offices import CITY, ONE_STOP
from tests.sample_site.processes import ROOT, Processes, read_procfile, run
from tests.sample_site.receipts import PrintedContacts, print_receipts
from tests.sample_site.sample import DOSSIERS, SampleSite, make_site
from tests.servers import free_port
from tests.waiting import NotReady, wait_until

USUAL_PORTS = {"lookup": 8000, "ingest": 8001, "sms": 8002, "provision": 8003}
DEPARTMENT_LIFE = "python -m tests.sample_site.department_life $DEPARTMENT_URL --interval 3"
SITE_FILE = ROOT / "tests/sample_site/site.toml"
TOLD = read_site(SITE_FILE)
CLERK_NAME, CLERK_PASSWORD = "hongnhung", "mot-cua-tay-ninh"
LEADER_NAME, LEADER_PASSWORD = "minhtri", "lanh-dao-tay-ninh"


@dataclass
class Site:
    """One site's programs and files. `folder` holds everything that it writes."""

    folder: Path
    ports: Mapping[str, int]
    screen: dict[str, str]
    """The display, and the size of the kiosk's window on it."""
    processes: Processes = field(init=False)

    def __post_init__(self) -> None:
        """Know the programs, start none."""
        commands = read_procfile() | {"department": DEPARTMENT_LIFE}
        self.processes = Processes(commands, self.environment, self.folder / "logs")

    def address(self, program: str) -> str:
        """The address that a program answers at."""
        return f"http://127.0.0.1:{self.ports[program]}"

    @property
    def department_url(self) -> str:
        """The sample department's own database."""
        return f"sqlite:///{self.folder}/department.db"

    @property
    def database_url(self) -> str:
        """The central database."""
        return f"sqlite:///{self.folder}/motcua.db"

    @property
    def environment(self) -> Mapping[str, str]:
        """What the programs read; nothing of the caller's own settings."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
        path = f"{ROOT / '.venv/bin'}:{os.environ['PATH']}"
        return inherited | {"PATH": path, "DEPARTMENT_URL": self.department_url} | self._settings

    @property
    def _settings(self) -> dict[str, str]:
        lookup, ingest, provision = (self.address(program) for program in ("lookup", "ingest", "provision"))
        return {f"MOTCUA_{program.upper()}_PORT": str(port) for program, port in self.ports.items()} | {
            "MOTCUA_DATABASE_URL": self.database_url,
            "MOTCUA_DATA_KEY_FILE": f"{self.folder}/data.key",
            "MOTCUA_SITE_FILE": str(SITE_FILE),
            "MOTCUA_LOOKUP_BASE_URL": lookup,
            "MOTCUA_LOOKUP_PREFIXES": "H53",
            "MOTCUA_LOOKUP_COUNT_SECONDS": "10",
            "MOTCUA_LOOKUP_PUBLIC_PER_MINUTE": "100000",
            "MOTCUA_LOOKUP_CODES_OF_A_DAY": "100000",
            "MOTCUA_LOOKUP_CODES_OF_A_NETWORK": "100000",
            "MOTCUA_LOOKUP_CODES_OF_EVERYBODY": "100000",
            "MOTCUA_LOOKUP_PROVISION_URL": provision,
            "MOTCUA_LOOKUP_INGEST_URL": ingest,
            "MOTCUA_LOOKUP_IDENTITY_FOLDER": f"{self.folder}/site",
            "MOTCUA_FILINGS_FOLDER": f"{self.folder}/filings",
            "MOTCUA_INGEST_PLACE": "Tây Ninh",
            "MOTCUA_INGEST_FIRST_SERIAL": "501",
            "MOTCUA_INGEST_LOOK_UP_URL": lookup,
            "MOTCUA_SMS_CHANNEL": "recording",
            "MOTCUA_SMS_RECORDING_FILE": f"{self.folder}/sms.jsonl",
            "MOTCUA_SMS_OWN_NUMBER": TOLD.sms_number.replace(" ", ""),
            "MOTCUA_AGENT_PROVISION_URL": provision,
            "MOTCUA_AGENT_STATE_FOLDER": f"{self.folder}/agent",
            "MOTCUA_AGENT_INGEST_URL": ingest,
            "MOTCUA_AGENT_SOURCE_URL": self.department_url,
            "MOTCUA_AGENT_PROFILE": "sample",
            "MOTCUA_AGENT_POLL_SECONDS": "0.2",
            "MOTCUA_KIOSK_PROVISION_URL": provision,
            "MOTCUA_KIOSK_STATE_FOLDER": f"{self.folder}/kiosk",
            "MOTCUA_KIOSK_LOOKUP_URL": lookup,
            "MOTCUA_KIOSK_LOOK_UP_ADDRESS": lookup.removeprefix("http://"),
            "MOTCUA_KIOSK_HOTLINE": TOLD.hotline,
            "MOTCUA_KIOSK_SMS_NUMBER": TOLD.sms_number,
            "MOTCUA_KIOSK_CAMERA": f"{self.folder}/camera",
            "MOTCUA_KIOSK_CODE_START": "H53",
            "MOTCUA_KIOSK_REFRESH_SECONDS": "0.3",
            "MOTCUA_KIOSK_SCREENSHOTS": f"{self.folder}/screens",
            **self.screen,
        }

    def run(self, *command: str, given: str = "") -> str:
        """Run one of our commands with this site's settings."""
        return run(list(command), self.environment, given)

    def start_servers(self) -> None:
        """Start what answers over HTTP, and wait until it does."""
        for program in self.ports:
            self.processes.start(program)
        for program in self.ports:
            self.wait_for(program)

    def wait_for(self, program: str) -> None:
        """Wait until a program answers; NotReady, with its last words, when it does not."""
        try:
            wait_until(f"{program} answers", lambda: self._is_alive(program))
        except NotReady as error:
            raise NotReady(f"{error}\n{self.processes.log_tail(program)}") from error

    def clerk(self) -> Clerk:
        """The clerk of the one-stop unit, signed in."""
        clerk = Clerk(httpx.Client(base_url=self.address("ingest"), timeout=20))
        clerk.sign_in(CLERK_NAME, CLERK_PASSWORD)
        return clerk

    def _is_alive(self, program: str) -> bool:
        if program in self.processes.ended():
            raise NotReady(f"{program} ended by itself")
        try:
            return httpx.get(f"{self.address(program)}/health/live", timeout=2).is_success
        except httpx.HTTPError:
            return False


@contextmanager
def a_site(folder: Path, screen: dict[str, str], dossiers: int = DOSSIERS) -> Iterator[Site]:
    """A new site in `folder` (what lay there is gone): its central database and its department are filled, its clerk
    has an account; no program runs yet, and none does afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "camera").mkdir(parents=True)
    site = Site(folder, _ports(), screen)
    site.run("motcua-ingest", "migrate")
    _fill(site, make_site(local_day(datetime.now(UTC)), dossiers=dossiers))
    try:
        yield site
    finally:
        site.processes.stop_all()


def _fill(site: Site, sample: SampleSite) -> None:
    load_site(sample, site.database_url, site.folder / "data.key")
    contacts = PrintedContacts(site.address("lookup"), TOLD.sms_number, TOLD.hotline)
    print_receipts(sample, site.folder / "receipts", contacts)
    department = open_department(site.department_url)
    fill(department, sample, CITY)
    department.dispose()
    account = ("account", "add", CLERK_NAME, "--role", "clerk", "--agency", CITY.value, "--password-stdin")
    named = ("--name", "Lê Thị Hồng Nhung", "--unit", ONE_STOP)
    site.run("motcua-provision", *account, *named, given=CLERK_PASSWORD)
    leader = ("account", "add", LEADER_NAME, "--role", "leader", "--agency", "H53", "--password-stdin")
    named = ("--name", "Nguyễn Minh Trí", "--unit", "Văn phòng UBND tỉnh")
    site.run("motcua-provision", *leader, *named, given=LEADER_PASSWORD)


def _ports() -> dict[str, int]:
    """The usual ports where they are free, others where not."""
    return {program: port if _is_free(port) else free_port() for program, port in USUAL_PORTS.items()}


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
