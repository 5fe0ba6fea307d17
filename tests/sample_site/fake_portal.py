"""A national portal for tests: a real HTTP server that behaves as the facts say, with the faults that a test asks for.

It remembers in order what it took. A fault hits one request: `drop` closes the connection before anything is taken,
`late` takes it and closes the connection without an answer, the others say what they do.
"""

import json
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any

LOGIN, SERVICE = "/login", "/service"
USERNAME, PASSWORD = "motcua", "mat-khau-thu"
EXISTS = "Hồ sơ đã tồn tại trên hệ thống"
TAKEN = "Cập nhật thành công"
PROCEDURE = {
    "TENTTHC": "Đăng ký thành lập hộ kinh doanh",
    "LINHVUCTHUCHIEN": [{"MALINHVUC": "G05-KD01", "TENLINHVUC": "Đăng ký kinh doanh"}],
}

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """An answer: its HTTP status (0 for none at all), and its body."""

    status: int
    body: Any


HANG_UP = Said(0, None)


@dataclass
class FakePortal:
    """The portal's memory and moods. `faults` are played out one a request; `refused` gives a dossier's code the answer
    that its content gets; each request is handled inside of what `during` gives for it.
    """

    address: str = ""
    codes: tuple[Any, Any, Any] = ("0", 0, "00")
    exists_code: Any = 3
    no_session: Body = field(default_factory=lambda: {"error_code": 7, "message": "Phiên làm việc đã hết hạn"})
    faults: deque[str] = field(default_factory=deque)
    refused: dict[str, Body] = field(default_factory=dict)
    during: Callable[[Body], AbstractContextManager[object]] = lambda body: nullcontext()
    dossiers: dict[str, Body] = field(default_factory=dict)
    puts: list[tuple[str, Body]] = field(default_factory=list)
    steps: list[Body] = field(default_factory=list)
    requests: list[tuple[str, Body, dict[str, str]]] = field(default_factory=list)
    sessions: set[str] = field(default_factory=set)
    log_ins: int = 0
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def expire_sessions(self) -> None:
        """From now on no session is known."""
        self.sessions.clear()

    def steps_of(self, code: str) -> list[Body]:
        """The steps of one dossier in the order in which they first came."""
        told = [json.dumps(step, sort_keys=True) for step in self.steps if step["MaHoSo"] == code]
        return [json.loads(step) for step in dict.fromkeys(told)]

    def statuses_of(self, code: str) -> list[str]:
        """The statuses in which one dossier was told, in order."""
        return [dossier["TrangThaiHoSo"] for told, dossier in self.puts if told == code]

    def services(self) -> list[str]:
        """What was called, in order; a dossier with whether it was told as an update."""
        called = [(body.get("service", "log in"), body.get("isUpdating")) for _, body, _ in self.requests]
        return [service if updating is None else f"{service} {updating}" for service, updating in called]

    def answer(self, path: str, body: Body, headers: dict[str, str]) -> Said:
        """What is said to one request."""
        with self.during(body), self._lock:
            self.requests.append((path, body, headers))
            fault = self.faults.popleft() if self.faults else ""
            if fault in FAULTS:
                return FAULTS[fault]
            said = self._log_in(body) if path.endswith(LOGIN) else self._serve(body)
            return HANG_UP if fault == "late" else said

    def _log_in(self, body: Body) -> Said:
        if (body["username"], body["password"]) != (USERNAME, PASSWORD):
            return Said(200, {"error_code": "-1", "message": "Sai tài khoản"})
        self.log_ins += 1
        session = f"phien-{next(self._numbers)}"
        self.sessions.add(session)
        return Said(200, {"error_code": self._ok(), "session": session})

    def _serve(self, body: Body) -> Said:
        if body["session"] not in self.sessions:
            return Said(200, self.no_session)
        services: dict[str, Callable[[Body], Body]] = {
            "DongBoHoSoMC": self._put_dossiers,
            "CapNhatTienDoHoSoMC": self._put_steps,
            "TraCuuHoSo": self._find,
            "LayThuTuc": lambda _: {"error_code": self._ok(), "result": [PROCEDURE]},
        }
        return Said(200, services[body["service"]](body))

    def _put_dossiers(self, body: Body) -> Body:
        [dossier] = body["data"]
        code = dossier["MaHoSo"]
        if code in self.refused:
            return self.refused[code]
        if body["isUpdating"] == "False" and code in self.dossiers:
            return {"error_code": self.exists_code, "message": EXISTS}
        if body["isUpdating"] == "True" and code not in self.dossiers:
            return {"error_code": "-5", "message": "Không tìm thấy hồ sơ"}
        self.dossiers[code] = dossier
        self.puts.append((code, dossier))
        return {"error_code": self._ok(), "message": TAKEN}

    def _put_steps(self, body: Body) -> Body:
        if any(step["MaHoSo"] not in self.dossiers for step in body["data"]):
            return {"error_code": "-5", "message": "Không tìm thấy hồ sơ"}
        self.steps.extend(body["data"])
        return {"error_code": self._ok(), "message": TAKEN}

    def _find(self, body: Body) -> Body:
        found = self.dossiers.get(body["mahoso"])
        return {"error_code": self._ok(), "result": [found] if found else []}

    def _ok(self) -> Any:
        return self.codes[next(self._numbers) % len(self.codes)]


FAULTS = {
    "drop": HANG_UP,
    "500": Said(500, {"error_code": 0, "message": TAKEN}),
    "503": Said(503, "busy"),
    "401": Said(401, {}),
    "nonsense": Said(200, ["?"]),
    "failure": Said(200, {"error_code": "-1", "message": "Lỗi hệ thống"}),
}
ALL_FAULTS = (*FAULTS, "late")


@contextmanager
def a_portal(**moods: Any) -> Iterator[FakePortal]:
    """A portal at a real socket for as long as the block lasts."""
    portal = FakePortal(**moods)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(portal))
    portal.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield portal
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(portal: FakePortal) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            said = portal.answer(self.path, body, dict(self.headers))
            if said.status == 0:
                self.close_connection = True
                return
            content = json.dumps(said.body, ensure_ascii=False).encode()
            self.send_response(said.status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            with suppress(OSError):  # the client did not wait, as it may
                self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler
