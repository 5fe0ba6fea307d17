"""A citizen asks a kiosk to be told, agrees by SMS, and hears of the change: the real programs, over sockets."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from kiosk.centre.centre import Centre
from lookup_api.client import LookupClient
from lookup_api.domain.calendar import local_day
from lookup_api.domain.codes import parse_code
from lookup_api.domain.status import Status
from lookup_api.domain.wording import Language
from provisioning.clock import utc_now
from provisioning.devices import Device, DeviceKind
from provisioning.keys import key_id_of, new_private_key, public_key_pem
from provisioning.registry import expect_device, register_key
from provisioning.signatures import RequestSigner
from tests.builders import CODE, a_record
from tests.lookup_api.serving import serving
from tests.lookup_api.stored import store
from tests.sms_bridge.serving import running_bridge
from tests.waiting import eventually

TYPED, PHONE, OURS = "0912 345 678", "+84912345678", "0900000019"


@dataclass(frozen=True)
class Town:
    """A kiosk's way to the centre, a bridge, and what phones receive."""

    centre: Centre
    bridge: str
    messages: Path

    def send(self, text: str) -> None:
        """PHONE texts the bridge."""
        form = {"from": PHONE, "to": OURS, "text": text, "id": text, "charset": "UTF-8", "coding": "0"}
        assert httpx.get(f"{self.bridge}/mo", params=form, timeout=20).status_code == 200

    def receive(self, number: int) -> str:
        """The message of this number, once it has come; there must be no further one."""
        lines = eventually(lambda: self._lines() if len(self._lines()) >= number else None)
        assert [json.loads(line)["to"] for line in lines] == [PHONE] * number
        text: str = json.loads(lines[-1])["text"]
        return text

    def _lines(self) -> list[str]:
        return self.messages.read_text("utf-8").splitlines() if self.messages.exists() else []


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough for a story."""
    return sqlite_url


@pytest.fixture
def town(engine: Engine, database_url: str, tmp_path: Path) -> Iterator[Town]:
    """A centre and a bridge whose offices are open now, whenever that is."""
    calendar, messages = tmp_path / "calendar.toml", tmp_path / "sms.jsonl"
    days = ", ".join(str(local_day(utc_now() + timedelta(days=ahead))) for ahead in (0, 1))
    calendar.write_text(f"holidays = []\nmake_up_days = [{days}]\nhours = [[00:00:00, 23:59:59.999]]\n", "utf-8")
    settings = {
        "MOTCUA_DATABASE_URL": database_url,
        "MOTCUA_DATA_KEY": Fernet.generate_key().decode(),
        "MOTCUA_CALENDAR_FILE": str(calendar),
        "MOTCUA_SMS_CHANNEL": "recording",
        "MOTCUA_SMS_RECORDING_FILE": str(messages),
        "MOTCUA_SMS_OWN_NUMBER": OURS,
    }
    with ExitStack() as closing:
        lookup = closing.enter_context(serving(**settings))
        bridge = closing.enter_context(running_bridge(tmp_path, **settings))
        http = closing.enter_context(httpx.Client(base_url=lookup, auth=a_kiosk(engine)))
        yield Town(LookupClient(http), bridge.url, messages)


def a_kiosk(engine: Engine) -> RequestSigner:
    key = new_private_key()
    with Session(engine) as session, session.begin():
        device = expect_device(session, Device.expected(DeviceKind.KIOSK, "Sảnh A", None, utc_now()))
        register_key(session, device.id, public_key_pem(key), utc_now())
    return RequestSigner(key_id_of(key.public_key()), key)


def test_who_asks_at_a_kiosk_and_agrees_is_told_of_a_change_once(engine: Engine, town: Town) -> None:
    store(engine, a_record(due_at=utc_now() + timedelta(days=5)))
    town.centre.ask_notice(parse_code(CODE), None, TYPED, Language.VI)
    assert town.receive(1).startswith(f"Ban vua yeu cau bao tin cho ho so {CODE}. Tra loi DK")
    town.send("DK")
    assert town.receive(2).startswith(f"{CODE}: dang xu ly. Se bao tin")
    store(engine, a_record(status=Status.FINISHED, occurred_at=utc_now()))
    assert town.receive(3).startswith(f"{CODE}: da xong, moi nhan ket qua")
    town.send("HUY")
    assert town.receive(4) == "Da thoi bao tin cho so nay."
