"""A small site with something to show on every page: the sample province's catalogue and a few of its dossiers."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import BrowserContext
from sqlalchemy.orm import sessionmaker

from lookup_api.calendar_file import read_calendar
from lookup_api.domain.calendar import local_day
from lookup_api.domain.procedure import ProcedureRef
from lookup_api.domain.status import Status
from lookup_api.domain.update import Responsible, StatusUpdate
from lookup_api.store.sealing import Sealer
from lookup_api.web.filing.sealed import seal_facts
from lookup_api.web.pages.filing_sent import COOKIE as FILED
from lookup_api.web.pages.leaders_sign_in import COOKIE as LEADER
from provisioning.accounts import add_account
from provisioning.clock import utc_now
from provisioning.database import open_engine
from provisioning.device.identity import load_or_make_key, save_identity
from provisioning.devices import DeviceKind
from provisioning.keys import key_id_of
from provisioning.people import Person, Role, sign_in
from provisioning.signatures import Caller
from sync_ingest.saving import Desk
from tests.builders import a_record
from tests.lookup_api.serving import PROGRAM
from tests.lookup_api.stored import store
from tests.sample_site.load import load
from tests.sample_site.offices import CITY
from tests.sample_site.receipts import printed_dossiers, secret_of
from tests.sample_site.sample import SampleSite, make_site
from tests.sample_site.site import LEADER_NAME, LEADER_PASSWORD

DOSSIERS = 400
FILED_SHOWN = 600  # seconds
LONG_CODE = f"{CITY}-261102-9999"
LONG_LOCAL_CODE = "X" * 40
LONG_WORDS = Responsible(
    "Nguyễn Thị Hoàng Bảo Trâm Anh Nguyệt",
    "Văn phòng Đăng ký đất đai – Chi nhánh thành phố Tây Ninh",
    "Sở Tài nguyên và Môi trường tỉnh Tây Ninh",
    "0276 3822 999",
)
LONG_NAME = ProcedureRef(
    "1.004227",
    "Đăng ký, cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở và tài sản khác gắn liền với đất lần đầu",
    "Đất đai",
)

Known = Mapping[str, str]
"""What stands for the {gaps} of a page's address: codes of dossiers and of an agency."""


def fill(settings: Mapping[str, str], sealer: Sealer, identity_folder: Path) -> Known:
    """Fill the migrated database of these settings, count it, and let the site file; gives what can be looked at."""
    engine = open_engine(settings["MOTCUA_DATABASE_URL"], writes=True)
    sample = make_site(local_day(utc_now()), dossiers=DOSSIERS)
    load(sample, sessionmaker(engine), Desk(read_calendar(), sealer))
    store(engine, a_long_record())
    with sessionmaker(engine).begin() as session:
        person = Person(LEADER_NAME, "Nguyễn Minh Trí", Role.LEADER, "H53", "Văn phòng UBND tỉnh")
        add_account(session, person, LEADER_PASSWORD)
    engine.dispose()
    key = load_or_make_key(identity_folder)
    save_identity(identity_folder, Caller("1", DeviceKind.SITE, "site", None, key_id_of(key.public_key())))
    subprocess.run([PROGRAM, "count"], env=dict(settings), check=True, stdout=subprocess.DEVNULL)
    return known_of(sample) | {"long": LONG_CODE}


def a_long_record() -> StatusUpdate:
    """A dossier with a long word wherever one can be."""
    missing = ("Giấy " + "rất dài " * 30,)
    return a_record(
        code=LONG_CODE,
        status=Status.SUPPLEMENT_REQUESTED,
        aliases=(LONG_LOCAL_CODE,),
        responsible=LONG_WORDS,
        procedure=LONG_NAME,
        missing=missing,
    )


def known_of(sample: SampleSite) -> dict[str, str]:
    """A dossier of each sort that a page is about, and one whose receipt was printed."""
    newest = {dossier.course.name: dossier for dossier in sample.dossiers}
    ends = {dossier.meant: dossier.code.printed for dossier in sample.dossiers}
    held = next(each for each in reversed(printed_dossiers(sample)) if each.meant is Status.FINISHED)
    handed_over = newest["with the other agency"].code.printed
    return {
        "processing": newest["at work"].code.printed,
        "late": newest["at work, overdue"].code.printed,
        "supplement": ends[Status.SUPPLEMENT_REQUESTED],
        "payment": ends[Status.PAYMENT_REQUIRED],
        "refused": ends[Status.REFUSED],
        "handed_over": handed_over,
        "unknown": _slip(handed_over),
        "held": held.code.printed,
        "secret": secret_of(held).value,
        "agency": CITY.value,
    }


def _slip(code: str) -> str:
    """The code as it is typed in a hurry: the last two figures of the agency the other way round."""
    agency, rest = code.split("-", 1)
    return f"{agency[:-2]}{agency[:-3:-1]}-{rest}"


def let_in(context: BrowserContext, database_url: str, known: Known, sealer: Sealer) -> None:
    """Sign the leader in, and let the browser have just filed the dossier that is `held`."""
    engine = open_engine(database_url, writes=True)
    with sessionmaker(engine).begin() as session:
        token = sign_in(session, LEADER_NAME, LEADER_PASSWORD, utc_now())
    engine.dispose()
    until = utc_now().timestamp() + FILED_SHOWN
    filed = seal_facts("filed", {"code": known["held"], "secret": known["secret"], "until": until}, sealer)
    for name, value in ((LEADER, token or ""), (FILED, filed)):
        context.add_cookies([{"name": name, "value": value, "domain": "127.0.0.1", "path": "/"}])
