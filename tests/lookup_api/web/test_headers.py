"""What every answer tells the browser."""

import pytest
from fastapi.testclient import TestClient

from lookup_api.web.design.headers import SAFE_HEADERS, SAFE_HEADERS_RAW, SAFE_HEADERS_RAW_HTTPS


@pytest.mark.parametrize("address", ["/", "/health/live", "/khong-co"])
def test_every_answer_has_them(http: TestClient, address: str) -> None:
    headers = http.get(address).headers
    assert all(headers[name] for name in SAFE_HEADERS)


def test_nothing_is_loaded_run_framed_or_sent_elsewhere(http: TestClient) -> None:
    policy = http.get("/tro-giup").headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'"} <= set(policy)
    assert "frame-ancestors 'none'" in policy
    assert not [part for part in policy if "unsafe-inline" in part or "'unsafe-eval'" in part]


def test_only_over_https_a_browser_is_told_to_stay_there(http: TestClient) -> None:
    assert "max-age=31536000" in http.get("/health/live").headers["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in http.get("http://motcua.test/health/live").headers


def test_the_raw_form_says_the_same() -> None:
    assert {name.lower().encode(): value.encode() for name, value in SAFE_HEADERS.items()} == dict(SAFE_HEADERS_RAW)
    assert SAFE_HEADERS_RAW_HTTPS[:-1] == SAFE_HEADERS_RAW
