"""What the one-stop software is answered when it pushes to the agent, as it expects it of the national portal.

Clients look for error_code "0" together with “thành công” in plain letters, take any code that is no whole number for
success, and read no answer of an HTTP status above 399. So a refusal is a 200 with a whole number, without those words.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from sync_ingest.agent.sources.push.inbox import NationalInbox
from sync_ingest.agent.sources.push.pushed import read_json, read_push, service_in
from sync_ingest.national.wire import FIND_DOSSIER, GET_PROCEDURE, LIST_PROCEDURES

log = logging.getLogger(__name__)

QUESTIONS = {FIND_DOSSIER, GET_PROCEDURE, LIST_PROCEDURES}
DONE = "0"
REFUSED = -1

Answer = Mapping[str, Any]


@dataclass(frozen=True)
class NationalDoor:
    """Takes pushes for `inbox`. It knows no dossiers and no procedures, so that every look-up finds none."""

    inbox: NationalInbox

    def answer(self, path: str, body: bytes) -> Answer:
        """The answer to one POST at `path`."""
        try:
            text = body.decode("utf-8-sig")
            said = read_json(text)
        except ValueError:
            return refusal("Nội dung không đọc được: cần JSON, mã UTF-8.")
        named = str(said.get("service") or "") if isinstance(said, dict) else ""
        if isinstance(said, dict) and "username" in said:
            return {**_done("Đăng nhập thành công."), "session": token_hex(16)}
        if named in QUESTIONS or any(question in path for question in QUESTIONS):
            return _done("Tra cứu thành công.")
        return self._keep(text, named or service_in(path))

    def _keep(self, text: str, named: str | None) -> Answer:
        try:
            service = read_push(text, named).service
        except ValueError:
            return refusal("Nội dung không đúng khuôn dạng đồng bộ hồ sơ.")
        if service is None:
            return refusal("Không có dịch vụ này.")
        try:
            self.inbox.keep(text, service.value)
        except OSError as error:
            log.error("a push could not be kept: %s", error.strerror)
            return refusal("Chưa lưu được, xin gửi lại sau.")
        return _done("Đồng bộ thành công.")


def refusal(why: str) -> Answer:
    """A refusal that no client takes for success."""
    return {"error_code": REFUSED, "message": why, "result": []}


def _done(message: str) -> Answer:
    return {"error_code": DONE, "message": message, "result": []}
