"""Software that pushes to the national portal today, unchanged, through the kit into a real sandbox."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from sqlite3 import connect
from threading import Event

import httpx
import pytest
from sqlalchemy import make_url
from sqlalchemy.orm import sessionmaker

from provisioning.database import open_engine
from sync_ingest.conformance.findings import Grade
from sync_ingest.conformance.item import Form
from sync_ingest.conformance.judging import Judgement, Verdict, judge
from sync_ingest.endpoint import Gate, build_app
from sync_ingest.national.accounts import Account, add_account, add_path
from sync_ingest.national.door import add_national
from tests.builders import AGENCY, NOW, a_code
from tests.provisioning.site import serving
from tests.sync_ingest.conformance.kit import Kit, a_kit, replayed
from tests.sync_ingest.national.builders import a_ho_so, a_tien_do
from tests.sync_ingest.national.clients import GaveUp, Item, OpenCps, ProvinceClient
from tests.sync_ingest.national.conftest import PASSWORD, USERNAME

ASKED = {"TrangThaiHoSo": "5", "DanhSachHoSoBoSung": [{"NoiDungBoSung": "Bản sao sổ hộ khẩu"}]}
LIFE: list[Item] = [{"MaHoSo": a_code(2)}, {}, ASKED, *[{"TrangThaiHoSo": status} for status in ("9", "4")]]
FAILURES = (GaveUp, httpx.HTTPError)
PAUSE_SECONDS = 0.17


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What the kit does is the same on both kinds of database."""
    return sqlite_url


@pytest.fixture
def path(gate: Gate) -> str:
    with gate.writes.begin() as session:
        add_account(session, Account(USERNAME, AGENCY, None), PASSWORD, NOW)
        return add_path(session, AGENCY, ["127.0.0.0/8"], NOW)


@pytest.fixture
def sandbox(gate: Gate, path: str) -> Iterator[str]:
    with a_sandbox(gate) as address:
        yield address


@pytest.fixture
def empty_sandbox(gate: Gate, path: str, sqlite_url: str, tmp_path: Path) -> Iterator[str]:
    """Another one that knows the same clients, and no dossiers."""
    copied = tmp_path / "another.db"
    with closing(connect(make_url(sqlite_url).database or "")) as here, closing(connect(copied)) as there:
        here.backup(there)
    engine = open_engine(f"sqlite:///{copied}", writes=True)
    with a_sandbox(replace(gate, reads=sessionmaker(engine), writes=sessionmaker(engine))) as address:
        yield address
    engine.dispose()


@contextmanager
def a_sandbox(gate: Gate) -> Iterator[str]:
    app = build_app(gate)
    add_national(app)
    with serving(app) as address:
        yield address


@pytest.fixture
def kit(sandbox: str) -> Iterator[Kit]:
    with a_kit(sandbox) as kit:
        yield kit


def try_until_done(sync: Callable[[], None]) -> None:
    """As a queue does: again after a pause, until it is told that it is well."""
    pause = Event()
    for _ in range(20):
        try:
            return sync()
        except FAILURES:
            pause.wait(PAUSE_SECONDS)
    raise GaveUp


def a_step(stated: Item, at: int) -> Item:
    return a_tien_do(MaHoSo=a_ho_so(**stated)["MaHoSo"], ThoiDiemXuLy=f"202611030900{at:02}")


def opencps_walks_through(kit: Kit) -> None:
    with httpx.Client(base_url=kit.address, timeout=30) as http:
        client = OpenCps(http, USERNAME, PASSWORD)
        for at, stated in enumerate(LIFE):
            step = a_step(stated, at)
            try_until_done(partial(sync_or_log_in, client, a_ho_so(**stated), step))


def sync_or_log_in(client: OpenCps, record: Item, step: Item) -> None:
    try:
        client.sync(record, step)
    except GaveUp:
        client.session = None  # as after its ten minutes
        raise


def province_walks_through(kit: Kit, path: str) -> None:
    with httpx.Client(base_url=kit.address, timeout=30) as http:
        client = ProvinceClient(http, f"/national/{path}/")
        for at, stated in enumerate(LIFE):
            try_until_done(partial(client.sync, a_ho_so(**stated), [a_step(stated, at)]))


def failing(judgement: Judgement) -> dict[str, tuple[str, ...]]:
    return {each.rule.id: each.finding.evidence for each in judgement.judged if each.finding.grade is Grade.FAIL}


def test_software_that_logs_in_passes_and_so_does_its_recorded_traffic(kit: Kit, empty_sandbox: str) -> None:
    opencps_walks_through(kit)
    traffic = kit.traffic(Form.NATIONAL)
    live = judge(traffic)
    assert failing(live) == {}
    assert live.verdict is Verdict.PASSED
    assert judge(replace(traffic, exchanges=replayed(traffic.exchanges, empty_sandbox))) == live


def test_software_with_a_secret_address_passes_and_so_does_its_recorded_traffic(
    kit: Kit, path: str, empty_sandbox: str
) -> None:
    province_walks_through(kit, path)
    traffic = kit.traffic(Form.PROVINCE)
    live = judge(traffic)
    assert failing(live) == {}
    assert live.verdict is Verdict.PASSED
    assert judge(replace(traffic, exchanges=replayed(traffic.exchanges, empty_sandbox))) == live
