"""Speaks to the national portal as one-stop software does: logs in, keeps its session, calls services."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any

import httpx

from sync_ingest.national.wire import FIND_DOSSIER, GET_PROCEDURE, SYNC_RECORDS, SYNC_STEPS, write_flag
from sync_ingest.portal.answers import Answer, read_answer
from sync_ingest.portal.errors import PortalUnavailable

log = logging.getLogger(__name__)

LARGEST_ANSWER = 4 * 1024 * 1024
FRESH_SECONDS = 60.0
"""A session younger than this is not blamed for a refusal. No list of the portal's codes tells which one means an
expired session, so a refusal under an older one is answered by logging in again and asking once more.
"""


@dataclass(frozen=True, slots=True, repr=False)
class Account:
    """Where to log in and where the services are (paths), and as whom."""

    login_path: str
    service_path: str
    username: str
    password: str


@dataclass(frozen=True, slots=True)
class FieldOfProcedure:
    """What the portal's catalogue says of a procedure: its name, and its field's code and name."""

    name: str
    field_code: str
    field: str


@dataclass(frozen=True, slots=True, repr=False)
class _Session:
    token: str
    since: float


@dataclass
class PortalClient:
    """The portal's services, for several threads at once. `http` has the portal as its base URL.

    Each call gives what the portal did, or raises PortalUnavailable (it may have been taken) or PortalRefused.
    """

    http: httpx.Client
    account: Account
    monotonic: Callable[[], float] = monotonic
    _session: _Session | None = None
    _lock: Lock = field(default_factory=Lock)

    def put_dossier(self, agency: str, dossier: dict[str, Any], *, is_update: bool) -> bool:
        """Tell a whole dossier for `agency` (its madonvi); False when a new one is known there already."""
        answer = self._call(SYNC_RECORDS, agency, isUpdating=write_flag(is_update), data=[dossier])
        if answer.says_exists and not is_update:
            return False
        return _taken(answer)

    def put_steps(self, agency: str, steps: Sequence[dict[str, str]]) -> None:
        """Tell progress steps, in this order; those that the portal has already are taken too."""
        answer = self._call(SYNC_STEPS, agency, data=list(steps))
        if not answer.says_exists:
            _taken(answer)

    def has_dossier(self, agency: str, code: str) -> bool:
        """Whether the portal knows a dossier by this code."""
        answer = self._call(FIND_DOSSIER, agency, mahoso=code)
        if answer.code != 0 and answer.refusal.retryable:
            raise PortalUnavailable("the portal cannot look a dossier up")
        return answer.code == 0 and bool(answer.result)

    def find_procedure(self, agency: str, code: str) -> FieldOfProcedure | None:
        """What the portal's catalogue says of a procedure; None when it does not say."""
        answer = self._call(GET_PROCEDURE, agency, maTTHC=code)
        try:
            row = answer.result[0]
            [first, *_] = row["LINHVUCTHUCHIEN"]
            return FieldOfProcedure(str(row["TENTTHC"]), str(first["MALINHVUC"]), str(first["TENLINHVUC"]))
        except (IndexError, KeyError, TypeError, ValueError):
            return None

    def _call(self, service: str, agency: str, **content: Any) -> Answer:
        session = self._current_session()
        answer = self._post(session, service, agency, content)
        if answer.is_taken or answer.says_exists or self._is_fresh(session, answer):
            return answer
        answer = self._post(self._renewed(session), service, agency, content)
        if answer.is_about_session:
            raise PortalUnavailable("the portal refuses a session that it has just given")
        return answer

    def _post(self, session: _Session, service: str, agency: str, content: dict[str, Any]) -> Answer:
        envelope = {"session": session.token, "madonvi": agency, "service": service, **content}
        return read_answer(self._send(self.account.service_path, envelope))

    def _send(self, path: str, body: dict[str, Any]) -> httpx.Response:
        try:
            with self.http.stream("POST", path, json=body) as response:
                return httpx.Response(response.status_code, content=_read_at_most(response))
        except (httpx.TransportError, httpx.TooManyRedirects, httpx.DecodingError) as error:
            raise PortalUnavailable(f"the portal cannot be reached ({type(error).__name__})") from error

    def _current_session(self) -> _Session:
        with self._lock:
            self._session = self._session or self._log_in()
            return self._session

    def _renewed(self, stale: _Session) -> _Session:
        """A session that is not `stale`; of several threads that were refused at once only the first logs in."""
        with self._lock:
            if self._session is None or self._session is stale:
                self._session = None
                self._session = self._log_in()
            return self._session

    def _is_fresh(self, session: _Session, answer: Answer) -> bool:
        return not answer.is_about_session and self.monotonic() - session.since < FRESH_SECONDS

    def _log_in(self) -> _Session:
        credentials = {"username": self.account.username, "password": self.account.password}
        answer = read_answer(self._send(self.account.login_path, credentials))
        if answer.code != 0 or not answer.session:
            raise PortalUnavailable(f"the portal refuses to let us log in, code {answer.code}")
        log.info("logged in at the national portal")
        return _Session(answer.session, self.monotonic())


def _read_at_most(response: httpx.Response) -> bytes:
    content = bytearray()
    for part in response.iter_bytes():
        content += part
        if len(content) > LARGEST_ANSWER:
            raise PortalUnavailable("the portal's answer has no end")
    return bytes(content)


def _taken(answer: Answer) -> bool:
    if not answer.is_taken:
        raise answer.refusal
    return True
