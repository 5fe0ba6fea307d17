"""What the public look-up says of the dossiers that a sender pushed."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import httpx

MOST = 200  # dossiers that are looked up: the first ones, for the look-up has a limit of its own
NOT_FOUND = 404


def look_up(http: httpx.Client, codes: Iterable[str]) -> dict[str, Any]:
    """The answer to each code, None for “there is no such dossier”. A code that got no clear answer is left out."""
    answers: dict[str, Any] = {}
    for code in list(dict.fromkeys(codes))[:MOST]:
        try:
            answer = http.get(f"/v1/dossiers/{quote(code, safe='')}")
        except httpx.HTTPError:
            continue
        if answer.status_code in (200, NOT_FOUND):
            answers[code] = answer.json() if answer.status_code != NOT_FOUND else None
    return answers
