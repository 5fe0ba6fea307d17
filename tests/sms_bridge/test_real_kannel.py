"""From a phone to a phone through Debian's Kannel: its network, its bearerbox, its smsbox, and our program."""

from pathlib import Path
from urllib.parse import quote

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine

from provisioning.database import open_engine
from tests.builders import CODE, a_record
from tests.lookup_api.stored import store
from tests.servers import free_port
from tests.sms_bridge.kannel import running_kannel
from tests.sms_bridge.serving import running_bridge
from tests.sms_bridge.smsbox import PASSWORD, USERNAME
from tests.waiting import eventually


@pytest.fixture
def engine(sqlite_url: str) -> Engine:
    return open_engine(sqlite_url, writes=True)


@pytest.mark.parametrize("recode", [True, False])
def test_a_phone_asks_in_vietnamese_and_reads_the_answer(
    engine: Engine, sqlite_url: str, tmp_path: Path, recode: bool
) -> None:
    store(engine, a_record())
    sendsms_port = free_port()
    settings = {
        "MOTCUA_DATABASE_URL": sqlite_url,
        "MOTCUA_DATA_KEY": Fernet.generate_key().decode(),
        "MOTCUA_SMS_KANNEL_URL": f"http://127.0.0.1:{sendsms_port}",
        "MOTCUA_SMS_KANNEL_USERNAME": USERNAME,
        "MOTCUA_SMS_KANNEL_PASSWORD": PASSWORD,
    }
    asked = quote(f"tra cứu hồ sơ {CODE.replace('-', '–')} giúp em".encode("utf-16-be"))
    with (
        running_bridge(tmp_path, **settings) as bridge,
        running_kannel(tmp_path, sendsms_port, f"{bridge.url}/mo", recode=recode) as kannel,
        kannel.phone_sends(f"84912345678 8099 ucs2 {asked}") as heard,
    ):
        eventually(lambda: "Got message 1: " in heard.read_text())
    assert f"<8099 +84912345678 text {CODE}: dang xu ly. Hen tra 29/11/2026." in heard.read_text()
