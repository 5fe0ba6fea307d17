"""A browser that fills in a form of ours: it takes the hidden field from the page that it is shown."""

import re

from fastapi.testclient import TestClient
from httpx import Response

HIDDEN = re.compile(r'name="csrf" value="([^"]+)"')


def send(http: TestClient, page: str, form: dict[str, str], **headers: str) -> Response:
    """Open the page and send its form, filled in so, to the page's own address."""
    found = HIDDEN.search(http.get(page).text)
    assert found, "the page has no form of ours"
    answered: Response = http.post(page, data=form | {"csrf": found[1]}, headers=headers)
    return answered
