"""What a client in the national format is told: always HTTP 200, a number as text, and one Vietnamese sentence.

Two kinds of client read it with opposite habits. OpenCPS parses the number and takes any text that is none for success,
so there is always one; its queue wants exactly "0". The province's client wants "0" and “thành công” in the raw text:
so nothing is escaped, and no refusal holds those words. Both post again as an update on 3 with “đã tồn tại”.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from starlette.responses import Response

from sync_ingest.national.errors import NationalRefusal
from sync_ingest.reasons import Words

OK = 0
EXISTS = 3
IN_QUARANTINE = 5

TAKEN_TEXT = "Cập nhật thành công."
FOUND_TEXT = "Truy vấn thành công."
LOGGED_IN_TEXT = "Đăng nhập thành công."
EXISTS_TEXT = "Hồ sơ đã tồn tại. Xin gửi lại dưới dạng cập nhật."
QUARANTINED_TEXT = "Có mục chưa ghi nhận được, đang chờ người xử lý; các mục khác đã được ghi nhận."


class Fate(Enum):
    """What became of one item: taken or known before; refused because its dossier exists; in quarantine."""

    SETTLED = OK
    EXISTS = EXISTS
    QUARANTINED = IN_QUARANTINE


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a push: its dossier's code as printed, what became of it, and why where it is in quarantine."""

    code: str | None
    fate: Fate
    detail: Words | None = None


def taken(items: Sequence[Item]) -> Response:
    """The answer to a push. Where an item was not taken, `result` says which, and all the others were.

    “Exists” goes first: a client that then posts everything again as an update is told of the rest.
    """
    fates = {item.fate for item in items}
    result = [_told(place, item) for place, item in enumerate(items) if item.fate is not Fate.SETTLED]
    if Fate.EXISTS in fates:
        return answer(EXISTS, EXISTS_TEXT, result=result)
    if Fate.QUARANTINED in fates:
        return answer(IN_QUARANTINE, QUARANTINED_TEXT, result=result)
    return answer(OK, TAKEN_TEXT, result=result)


def found(rows: Sequence[dict[str, Any]]) -> Response:
    """The answer to a question; no rows when there is nothing, never null."""
    return answer(OK, FOUND_TEXT, result=list(rows))


def logged_in(token: str) -> Response:
    """The answer to a log-in."""
    return answer(OK, LOGGED_IN_TEXT, session=token)


def refused(refusal: NationalRefusal) -> Response:
    """The answer that says why nothing was taken."""
    return answer(refusal.number, refusal.sentence, result=[])


def answer(number: int, message: str, **more: Any) -> Response:
    """An answer on the wire."""
    body = {"error_code": str(number), "message": message, **more}
    return Response(json.dumps(body, ensure_ascii=False).encode(), media_type="application/json; charset=utf-8")


def _told(place: int, item: Item) -> dict[str, Any]:
    message = item.detail.vi if item.detail else EXISTS_TEXT
    return {"ViTri": place, "MaHoSo": item.code or "", "error_code": str(item.fate.value), "message": message}
