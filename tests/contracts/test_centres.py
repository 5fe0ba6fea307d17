"""Centre: what a kiosk asks of the centre, of a real one over a real socket and of the one that only records."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy.orm import Session

from kiosk.centre.centre import Centre, CentreWithoutIdentity, RecordingCentre
from kiosk.errors import NotEnrolled
from lookup_api.client import LookupClient
from lookup_api.contract import answer_for
from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.codes import parse_code
from lookup_api.domain.disclosure import Tier
from lookup_api.domain.errors import DossierNotFound, NumberNotReadable
from lookup_api.domain.procedure import LegalText, Procedure, TermUnit
from lookup_api.domain.receipt import Paper
from lookup_api.domain.wording import Language
from lookup_api.opening import open_desk
from lookup_api.settings import LookupSettings
from lookup_api.site_file import SiteFacts
from lookup_api.store.procedures import save_procedure
from lookup_api.store.sealing import make_data_key
from lookup_api.web.app import make_app
from lookup_api.web.metrics import Metrics
from provisioning.clock import utc_now
from provisioning.database import open_engine
from provisioning.devices import Device, DeviceKind
from provisioning.keys import key_id_of, new_private_key, public_key_pem
from provisioning.registry import expect_device, register_key
from provisioning.signatures import RequestSigner
from tests.builders import CODE, NOW, PROCEDURE, a_dossier
from tests.lookup_api.stored import store
from tests.provisioning.site import serving

KNOWN, UNKNOWN = parse_code(CODE), parse_code("H53.19-261102-9999")
ANSWER = answer_for(Tier.STRANGER, a_dossier(), WorkCalendar(), NOW)
GUIDE = Procedure(
    PROCEDURE,
    3,
    TermUnit.WORKING_DAYS,
    (Paper("Giấy đề nghị", originals=1),),
    100_000,
    also_called=("mở quán",),
    steps=("Nộp hồ sơ.",),
    legal_texts=(LegalText("Nghị định", "168/2025/NĐ-CP"),),
)
SITE = SiteFacts(name="Tây Ninh", hotline="0276 3000 000", sms_number="0900 000 019")


@contextmanager
def recording(*_: object) -> Iterator[Centre]:
    yield RecordingCentre({CODE: ANSWER}, (GUIDE,), SITE)


@contextmanager
def over_a_socket(url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Centre]:
    make_data_key(folder / "data.key")
    (folder / "site.toml").write_text(
        'name = "Tây Ninh"\nhotline = "0276 3000 000"\nsms_number = "0900 000 019"\n', encoding="utf-8"
    )
    monkeypatch.setenv("MOTCUA_DATABASE_URL", url)
    monkeypatch.setenv("MOTCUA_DATA_KEY_FILE", str(folder / "data.key"))
    monkeypatch.setenv("MOTCUA_SITE_FILE", str(folder / "site.toml"))
    monkeypatch.setenv("MOTCUA_LOOKUP_COUNT_SECONDS", "0")
    signer = fill(url)
    settings = LookupSettings()
    app = make_app(lambda: open_desk(settings, Metrics()))
    with serving(app) as address, httpx.Client(base_url=address, auth=signer) as http:
        yield LookupClient(http)


def fill(url: str) -> RequestSigner:
    """One dossier, one procedure, one kiosk; gives its signature."""
    engine, key = open_engine(url, writes=True), new_private_key()
    store(engine)
    with Session(engine) as session, session.begin():
        save_procedure(session, GUIDE)
        device = expect_device(session, Device.expected(DeviceKind.KIOSK, "Sảnh A", None, utc_now()))
        register_key(session, device.id, public_key_pem(key), utc_now())
    engine.dispose()
    return RequestSigner(key_id_of(key.public_key()), key)


@pytest.fixture(params=[recording, over_a_socket])
def centre(
    request: pytest.FixtureRequest, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Centre]:
    """A centre with the dossier of CODE."""
    with request.param(sqlite_url, tmp_path, monkeypatch) as centre:
        yield centre


def test_it_tells_where_a_dossier_stands(centre: Centre) -> None:
    answer = centre.look_up(KNOWN, None)
    assert (answer.code, answer.status, answer.version) == (CODE, ANSWER.status, ANSWER.version)


def test_it_does_not_know_a_dossier_that_is_not_there(centre: Centre) -> None:
    with pytest.raises(DossierNotFound):
        centre.look_up(UNKNOWN, None)
    with pytest.raises(DossierNotFound):
        centre.ask_notice(UNKNOWN, None, "0912 345 678", Language.VI)
    with pytest.raises(DossierNotFound):
        centre.report_difference(UNKNOWN, 1, "web", Language.VI)


def test_it_takes_every_wish(centre: Centre) -> None:
    centre.ask_notice(KNOWN, None, "0912 345 678", Language.KM)
    centre.rate(5, KNOWN, Language.EN)
    centre.rate(1, None, Language.VI)
    centre.report_difference(KNOWN, 1, "paper", Language.VI)


def test_it_refuses_a_number_that_nobody_can_be_told_at(centre: Centre) -> None:
    with pytest.raises(NumberNotReadable):
        centre.ask_notice(KNOWN, None, "02763 822 222", Language.VI)


def test_it_tells_anybody_of_the_offices_and_the_procedures(centre: Centre) -> None:
    assert centre.site() == SITE
    assert centre.list_procedures() == (GUIDE,)


def test_a_machine_without_identity_hears_what_everybody_may_hear(centre: Centre) -> None:
    stranger = CentreWithoutIdentity(centre)
    assert (stranger.site(), stranger.list_procedures()) == (SITE, (GUIDE,))
    for asking in (
        lambda: stranger.look_up(KNOWN, None),
        lambda: stranger.ask_notice(KNOWN, None, "0912 345 678", Language.VI),
        lambda: stranger.rate(5, None, Language.VI),
        lambda: stranger.report_difference(KNOWN, 1, "sms", Language.VI),
    ):
        with pytest.raises(NotEnrolled):
            asking()
