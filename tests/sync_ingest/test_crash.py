"""`kill -9` in the middle of batches: what was acknowledged is there exactly once, and sending again completes it."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from lookup_api.domain.update import StatusUpdate
from lookup_api.store.sealing import make_data_key
from tests.builders import AGENCY, a_code, a_record
from tests.servers import free_port
from tests.sync_ingest.agents import a_batch, a_signer, an_enrolled_agent, push
from tests.sync_ingest.door import Door

START_SECONDS = 30
BATCHES, SIZE = 14, 25
KILLS = (2, 7)  # after so many acknowledged batches


@dataclass
class Ingest:
    """A real ingest process that can be killed and started again."""

    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.environment['MOTCUA_INGEST_PORT']}"

    def start(self) -> None:
        command = [sys.executable, "-m", "sync_ingest.main", "serve"]
        self.process = subprocess.Popen(command, env=self.environment, stderr=subprocess.DEVNULL)
        give_up_at = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self.process.poll() is None
            assert time.monotonic() < give_up_at
            time.sleep(0.02)

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.address}/health/ready").status_code == 200
        except httpx.HTTPError:
            return False


@pytest.fixture
def ingest(database_url: str, tmp_path: Path) -> Iterator[Ingest]:
    key_file = tmp_path / "data.key"
    make_data_key(key_file)
    settings = {"MOTCUA_DATABASE_URL": database_url, "MOTCUA_DATA_KEY_FILE": str(key_file)}
    ingest = Ingest({**os.environ, **settings, "MOTCUA_INGEST_PORT": str(free_port())})
    yield ingest
    ingest.kill()


@dataclass
class Sender:
    """Sends batch after batch, each until it is acknowledged, as an agent does."""

    address: str
    key: ec.EllipticCurvePrivateKey
    batches: list[list[StatusUpdate]]
    acknowledged: list[list[StatusUpdate]] = field(default_factory=list)
    tries: int = 0

    def run(self) -> None:
        signer = a_signer(self.key, None)
        with httpx.Client(base_url=self.address, timeout=10) as http:
            for batch in self.batches:
                while not self._is_taken(http, a_batch(*batch), signer):
                    time.sleep(0.02)
                self.acknowledged.append(batch)

    def _is_taken(self, http: httpx.Client, body: bytes, signer: httpx.Auth) -> bool:
        self.tries += 1
        try:
            return push(http, body, signer).status_code == 200
        except httpx.HTTPError:
            return False


def test_after_kill_9_every_acknowledged_update_is_there_exactly_once(door: Door, ingest: Ingest) -> None:
    sender = Sender(ingest.address, an_enrolled_agent(door.sessions), list(batches()))
    ingest.start()
    sending = Thread(target=sender.run)
    sending.start()
    for acknowledged in KILLS:
        wait_until_sent(sender, acknowledged)
        ingest.kill()
        assert_each_is_there_once(door, sender.acknowledged[:acknowledged])
        ingest.start()
    sending.join(60)
    assert not sending.is_alive()
    assert_each_is_there_once(door, sender.batches)
    assert sender.tries > BATCHES


def batches() -> Iterator[list[StatusUpdate]]:
    """Each batch touches the same dossiers, so that each is an update of what is stored."""
    now = datetime.now(UTC)
    for at in range(BATCHES):
        occurred_at = now - timedelta(hours=BATCHES - at)
        yield [a_record(code=a_code(serial), occurred_at=occurred_at) for serial in range(1, SIZE + 1)]


def wait_until_sent(sender: Sender, acknowledged: int) -> None:
    give_up_at = time.monotonic() + START_SECONDS
    while len(sender.acknowledged) < acknowledged:
        assert time.monotonic() < give_up_at
        time.sleep(0.001)


def assert_each_is_there_once(door: Door, sent: list[list[StatusUpdate]]) -> None:
    """In the history, and in the dossiers as they stand."""
    ids = {update.id for batch in sent for update in batch}
    stored = door.everything()
    assert ids <= {update_id for _, update_id, _ in stored["history"]}
    told = Counter(document["id"] for facts in stored["dossiers"].values() for document in facts["updates"])
    assert {told[id_] for id_ in ids} == {1}
    assert {sender for sender, _, _ in stored["history"]} == {AGENCY.value}
