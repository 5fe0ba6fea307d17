"""The server ends without dropping a request: real processes, real sockets, clients that do not stop asking."""

import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import httpx
import pytest

from tests.lookup_api.web.small_site import BODY
from tests.servers import free_port
from tests.waiting import wait_until

ROOT = Path(__file__).parents[3]
ENOUGH = 50  # answers of each client before the signal comes


@dataclass
class Site:
    """A running small site."""

    port: int
    process: subprocess.Popen[bytes]

    def answers(self) -> bool:
        assert self.process.poll() is None
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/").status_code == 200
        except httpx.TransportError:
            return False

    def stop(self) -> int:
        """Tell it to stop; gives what it ended with."""
        self.process.terminate()
        return self.process.wait(30)


@pytest.fixture(params=[1, 2], ids=["one worker", "two workers"])
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    port = free_port()
    command = [sys.executable, "-m", "tests.lookup_api.web.small_site", str(port), str(request.param)]
    with subprocess.Popen(command, cwd=ROOT) as process:
        site = Site(port, process)
        try:
            wait_until("the site answers", site.answers)
            yield site
        finally:
            process.terminate()


@dataclass
class Client:
    """Asks again and again, over one connection for as long as the server lets it or over a new one each time."""

    port: int
    keeps: bool
    told: Counter[str] = field(default_factory=Counter)

    def ask_until_nobody_is_there(self) -> None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        while True:
            if not self.keeps or connection.sock is None:  # http.client lets go of a connection that is told to close
                connection.close()
                try:
                    connection.connect()
                except ConnectionRefusedError:  # nothing was asked
                    return
            self.ask(connection)

    def ask(self, connection: HTTPConnection) -> None:
        try:
            connection.request("GET", "/")
            answer = connection.getresponse()
            whole = answer.read().decode() == BODY
        except OSError as error:
            self.told[type(error).__name__] += 1
            connection.close()
            return
        self.told["whole" if whole else "cut"] += 1
        if answer.status == 503:
            self.told["said that it stops"] += 1
            if answer.getheader("Connection") == "close":
                self.told["said that it closes"] += 1


def test_every_request_that_was_sent_gets_its_whole_answer(site: Site) -> None:
    clients = [Client(site.port, keeps) for keeps in (True, True, False, False)]
    threads = [Thread(target=client.ask_until_nobody_is_there, daemon=True) for client in clients]
    for thread in threads:
        thread.start()
    wait_until("the clients ask", lambda: all(client.told["whole"] > ENOUGH for client in clients))
    assert site.stop() == 0
    for thread in threads:
        thread.join(30)
    for client in clients:
        assert client.told.keys() <= {"whole", "said that it stops", "said that it closes"}
        assert client.told["said that it closes"] > 0


def test_what_was_begun_is_finished(site: Site) -> None:
    with ThreadPoolExecutor() as threads, httpx.Client(base_url=f"http://127.0.0.1:{site.port}") as http:
        slow = threads.submit(http.get, "/slow", timeout=20)
        with http.stream("GET", "/stream") as stream:
            lines = stream.iter_lines()
            assert next(lines) == "begun"
            ended = threads.submit(site.stop)
            assert next(lines) == "over"
        assert slow.result().text == BODY
        assert ended.result() == 0


def test_a_port_that_is_taken_is_said_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        command = [sys.executable, "-m", "tests.lookup_api.web.small_site", str(taken.getsockname()[1]), "1"]
        ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 3
    assert "Traceback" not in ended.stderr
