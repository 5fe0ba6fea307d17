"""The whole way from a department's rows to a citizen: database, agent, ingest, look-up, text message."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.cache import MemoryCache
from lookup_api.contract import Answer
from lookup_api.domain.codes import AgencyCode, parse_code
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.local_codes import CodeReader
from lookup_api.lookup import Caches, Lookup
from lookup_api.store.agencies import save_agency
from lookup_api.store.dossiers import find_dossier
from lookup_api.web.app import make_app
from lookup_api.web.callers import Callers
from lookup_api.web.catalogue import CatalogueReader
from lookup_api.web.database import Database
from lookup_api.web.desk import Desk as WebDesk
from lookup_api.web.desk import Facts
from lookup_api.web.guards.challenges import Challenges
from lookup_api.web.guards.passes import Passes
from lookup_api.web.guards.walking import Walking, Widths
from lookup_api.web.limits import Buckets, Limits
from lookup_api.web.reports import ReportBox
from provisioning.database import open_engine
from provisioning.registry import DatabaseKeys
from provisioning.signatures import MemoryNonces
from sms_bridge.commands import understand
from sms_bridge.writing.replies import reply_to
from sms_bridge.writing.voice import Voice
from sync_ingest.agent.deliver import Courier
from sync_ingest.agent.reading.profile import Profile, find_profile
from sync_ingest.agent.sources.sql_view import SqlView
from sync_ingest.agent.state.file import open_state
from sync_ingest.agent.watch import Watcher
from sync_ingest.endpoint import Gate, build_app
from sync_ingest.quarantine import list_entries
from sync_ingest.saving import Desk
from tests.builders import NOW
from tests.lookup_api.stored import store_receipt
from tests.sample_site.departments.schema import Installation, SampleDepartment, make, run
from tests.sample_site.offices import OFFICES
from tests.sync_ingest.agent.builders import SEAL
from tests.sync_ingest.agents import a_signer, an_enrolled_agent

SECRET = ReceiptSecret("K7M2Q9XD")
MakeUrl = Callable[[AgencyCode], str]


@dataclass(frozen=True)
class Post:
    """The agent at one installation of a department's software."""

    department: Engine
    profile: Profile
    watcher: Watcher
    courier: Courier

    def work(self, statements: Sequence[str]) -> None:
        """Somebody works with the department's software."""
        run(self.department, statements)

    def poll(self) -> int:
        """Find what the watermarks show; gives how many updates were queued."""
        return sum(sum(self.watcher.poll(feed)) for feed in self.profile.feeds if feed.watermark)

    def sweep(self) -> int:
        """Look at every row; gives how many updates were queued."""
        return sum(self.watcher.sweep_all(self.profile.feeds))

    def round(self) -> None:
        """Read everything, and deliver what is new."""
        self.poll()
        self.sweep()
        self.deliver()

    def deliver(self) -> None:
        """Empty the queue."""
        while self.courier.deliver():
            pass


@dataclass(frozen=True)
class Province:
    """One department system with its agents, and the centre that shows its dossiers."""

    posts: Mapping[AgencyCode, Post]
    sessions: sessionmaker[Session]
    desk: Desk
    web: TestClient
    lookup: Lookup

    def round(self) -> None:
        """Every agent goes its round."""
        for post in self.posts.values():
            post.round()

    def post_of(self, agency: AgencyCode | None) -> Post:
        """The agent of this agency; None: of the one that receives the dossiers."""
        return self.posts[agency] if agency else next(iter(self.posts.values()))

    def ask(self, code: str) -> httpx.Response:
        """The JSON answer to a stranger."""
        response: httpx.Response = self.web.get(f"/v1/dossiers/{_in_path(code)}")
        return response

    def answer(self, code: str) -> Answer:
        """What the holder of the receipt is answered."""
        self._give_receipt(code)
        got = self.web.get(f"/v1/dossiers/{_in_path(code)}", headers={"Receipt-Secret": SECRET.value})
        assert got.status_code == 200, got.text
        return Answer.model_validate_json(got.content)

    def page(self, code: str) -> httpx.Response:
        """The public page for a stranger."""
        response: httpx.Response = self.web.get(f"/ho-so/{_in_path(code)}")
        return response

    def text_message(self, code: str) -> str:
        """What is answered to the code sent by SMS, with accents and at length."""
        voice = Voice(accents=True, parts=6)
        command = understand(code, {"TTHS"}, CodeReader(self.lookup.snapshots).read)
        reply = reply_to(command, self.lookup.look_up, voice)
        assert reply.text
        return reply.text

    def quarantined(self) -> list[str]:
        """Why the centre could not apply what it could not."""
        with self.sessions() as session:
            return [entry.reason.value for entry in list_entries(session)]

    def _give_receipt(self, code: str) -> None:
        with self.sessions() as session:
            stored = find_dossier(session, parse_code(code))
        assert stored, code
        engine = self.sessions.kw["bind"]
        store_receipt(engine, stored.id, SECRET, self.desk.sealer)


@dataclass(frozen=True)
class Outfitter:
    """Puts an agent up at each installation of a department, and enrols it at the centre."""

    department: SampleDepartment
    make_url: MakeUrl
    folder: Path
    ingest: FastAPI
    sessions: sessionmaker[Session]

    def post(self, installation: Installation) -> Post:
        """The agent at this installation."""
        agency = installation.agency
        http = TestClient(self.ingest, "https://ingest.test")
        http.auth = a_signer(an_enrolled_agent(self.sessions, agency.value))
        db = open_state(self.folder / f"agent-{agency}")
        engine = make(installation, self.make_url(agency))
        watcher = Watcher(SqlView(engine), db, agency, SEAL, lambda: NOW)
        return Post(engine, find_profile(self.department.profile), watcher, Courier(db, http, SEAL, lambda: NOW))


@contextmanager
def a_province(
    department: SampleDepartment, centre_url: str, make_url: MakeUrl, folder: Path, desk: Desk
) -> Iterator[Province]:
    """The way for this department, nothing of which has been read yet."""
    reads, writes = (open_engine(centre_url, writes=kind) for kind in (False, True))
    sessions, snapshots = sessionmaker(writes), sessionmaker(reads)
    _know_agencies(sessions, department)
    gate = Gate(DatabaseKeys(sessions), MemoryNonces(), snapshots, sessions, desk, lambda: NOW)
    lookup = Lookup(reads, desk.calendar, Caches(MemoryCache(), hold=0), lambda: NOW)
    outfitter = Outfitter(department, make_url, folder, build_app(gate), sessions)
    posts = {one.agency: outfitter.post(one) for one in department.installations}
    web_app = make_app(lambda: nullcontext(_web_desk(lookup, sessions, desk)))
    with lookup.loader.running(), TestClient(web_app, "https://motcua.test") as web:
        yield Province(posts, sessions, desk, web, lookup)
    for post in posts.values():
        post.department.dispose()
        post.courier.http.close()
        post.watcher.db.close()
    reads.dispose()
    writes.dispose()


def _know_agencies(sessions: sessionmaker[Session], department: SampleDepartment) -> None:
    receiving = department.receiving.agency
    with sessions.begin() as session:
        for code, office in OFFICES.items():
            own_form = department.local_codes if code == receiving else ""
            save_agency(session, replace(office.agency, local_code_pattern=own_form))


def _web_desk(lookup: Lookup, sessions: sessionmaker[Session], desk: Desk) -> WebDesk:
    challenges = Challenges(desk.sealer, Passes(desk.sealer))
    wide = Limits(Buckets(10_000), Buckets(10_000), challenges, Walking(Widths(10_000, 10_000, 10_000)))
    return WebDesk(
        lookup=lookup,
        codes=CodeReader(lookup.snapshots),
        sealer=desk.sealer,
        callers=Callers(DatabaseKeys(lookup.snapshots), MemoryNonces()),
        limits=wide,
        facts=Facts("https://motcua.test"),
        reports=ReportBox(sessions, desk.sealer, Buckets(3), lambda: NOW),
        database=Database(lookup.snapshots, sessions),
        catalogue=CatalogueReader(lookup.snapshots),
        prefixes=frozenset({"H53"}),
        clock=lambda: NOW,
    )


def _in_path(code: str) -> str:
    return code.replace("/", "%2F")
