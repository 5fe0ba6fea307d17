"""The whole program between phones: an SMSC by SMPP and a modem by Gammu at the same time, each answered by its own."""

import json
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine

from provisioning.database import open_engine
from tests.builders import CODE, a_record
from tests.lookup_api.stored import store
from tests.sms_bridge.gammu import running_modem
from tests.sms_bridge.ground import OUR_NUMBER
from tests.sms_bridge.serving import running_bridge
from tests.sms_bridge.smpp import PASSWORD, running_smsc
from tests.waiting import eventually


@pytest.fixture
def engine(sqlite_url: str) -> Engine:
    return open_engine(sqlite_url, writes=True)


def test_two_gateways_at_once_and_each_answers_its_own_phones(
    engine: Engine, sqlite_url: str, tmp_path: Path
) -> None:
    store(engine, a_record())
    with running_smsc() as smsc, running_modem(tmp_path / "modem") as modem:
        settings = {
            "MOTCUA_DATABASE_URL": sqlite_url,
            "MOTCUA_DATA_KEY": Fernet.generate_key().decode(),
            "MOTCUA_SMS_CHANNEL": "smpp",
            "MOTCUA_SMS_ROUTES": json.dumps({"+8498": "gammu"}),
            "MOTCUA_SMS_SMPP_PORT": str(smsc.port),
            "MOTCUA_SMS_SMPP_PASSWORD": PASSWORD,
            "MOTCUA_SMS_GAMMU_FOLDER": str(tmp_path / "modem"),
        }
        with running_bridge(tmp_path, **settings) as bridge:
            eventually(lambda: smsc.all("bound"))
            modem.hears("+84987654321", f"tths {CODE}")
            smsc.deliver("84912345678", OUR_NUMBER, f"tra cứu {CODE}".encode("utf-16-be"))
            [answer] = eventually(lambda: smsc.all("submitted"))
            eventually(lambda: "to +84987654321" in modem.log)
        log = bridge.log.read_text()
    assert (answer["to"], answer["from"]) == ("84912345678", OUR_NUMBER)
    assert answer["text"].startswith(f"{CODE}: dang xu ly. Hen tra 29/11/2026.")
    assert not [secret for secret in ("912345678", "987654321", PASSWORD) if secret in log]
