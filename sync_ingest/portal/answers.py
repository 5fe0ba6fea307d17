"""The national portal's answers: codes come as strings or integers, and a duplicate is told by its message."""

import unicodedata
from dataclasses import dataclass
from typing import Any

import httpx

from sync_ingest.portal.errors import PortalRefused, PortalUnavailable

EXISTS = "đã tồn tại"
SUCCESS = ("thành công", "success")
NO_SUCCESS = ("không thành công", "unsuccessful")
NO_SESSION = {401, 403}
SESSION_WORDS = ("session", "phiên làm việc", "đăng nhập", "hết phiên", "phiên không")
NOT_THE_CONTENT = {404, 405, 407, 408, 425, 429}
"""Refusals that say nothing of what was sent: a wrong path, a proxy, too many requests."""


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What the portal said: `code` 0 is success. `message` may repeat personal data."""

    code: int
    message: str = ""
    result: tuple[dict[str, Any], ...] = ()
    session: str = ""

    @property
    def is_about_session(self) -> bool:
        """Whether it was refused for our session, as far as HTTP status or message tell."""
        return self.code in NO_SESSION or (self.code != 0 and any(word in self._words for word in SESSION_WORDS))

    @property
    def says_exists(self) -> bool:
        """Whether it was refused only because the portal has it already; seen with the codes 0, 3 and -3."""
        return EXISTS in self._words

    @property
    def is_taken(self) -> bool:
        """Whether it was taken. A code 0 whose message says something else than success is a refusal: clients of
        today read it so.
        """
        if self.code != 0 or self.says_exists:
            return False
        words = self._words
        return not words or (any(s in words for s in SUCCESS) and not any(n in words for n in NO_SUCCESS))

    @property
    def refusal(self) -> PortalRefused:
        """This answer as a refusal."""
        return PortalRefused(str(self.code)[:24], self.message)

    @property
    def _words(self) -> str:
        return unicodedata.normalize("NFC", self.message).strip().lower()


def read_answer(response: httpx.Response) -> Answer:
    """The answer in `response`; PortalUnavailable when there is none to be read, PortalRefused for an HTTP status
    that is about the content.
    """
    status = response.status_code
    if status in NO_SESSION:
        return Answer(status)
    if response.is_client_error and status not in NOT_THE_CONTENT:
        raise PortalRefused(f"http_{status}")
    if not response.is_success:
        raise PortalUnavailable(f"the portal answers {status}")
    try:
        return _of(response.json())
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise PortalUnavailable("the portal's answer cannot be read") from error


def _of(body: Any) -> Answer:
    code = body["error_code"]
    if isinstance(code, float | bool):
        raise ValueError("a code is a whole number")
    result = body.get("result")
    rows = tuple(row for row in result if isinstance(row, dict)) if isinstance(result, list) else ()
    return Answer(int(code), str(body.get("message") or ""), rows, str(body.get("session") or ""))
