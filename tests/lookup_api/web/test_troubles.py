"""What is answered when something is away or goes wrong."""

from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from lookup_api.web.desk import Desk
from provisioning.keys import key_id_of, new_private_key
from provisioning.signatures import RequestSigner
from tests.builders import CODE
from tests.lookup_api.stored import store

ADDRESS = f"/v1/dossiers/{CODE}"


def a_signer(key: ec.EllipticCurvePrivateKey) -> RequestSigner:
    return RequestSigner(key_id_of(key.public_key()), key)


def take_away(engine: Engine, url: str) -> None:
    engine.dispose()
    database = Path(make_url(url).database or "")
    database.rename(database.with_suffix(".away"))
    database.mkdir()


def test_a_kiosk_is_answered_from_memory_while_its_key_can_not_be_looked_up(
    engine: Engine, reading_engine: Engine, database_url: str, http: TestClient
) -> None:
    store(engine)
    http.get(ADDRESS)
    take_away(reading_engine, database_url)
    assert http.get(ADDRESS, auth=a_signer(new_private_key())).status_code == 200


def test_a_wrong_signature_is_refused_in_both_languages(http: TestClient) -> None:
    refused = http.get(ADDRESS, auth=a_signer(new_private_key()))
    assert (refused.status_code, refused.json()["code"]) == (401, "device_unknown")


def test_an_unknown_code_on_an_outage_is_a_page_that_says_so(
    reading_engine: Engine, database_url: str, http: TestClient
) -> None:
    take_away(reading_engine, database_url)
    page = http.get(f"/ho-so/{CODE}")
    assert (page.status_code, page.headers["Retry-After"]) == (503, "30")
    assert "tạm gián đoạn" in page.text
    assert f'href="/ho-so/{CODE}"' in page.text


def test_a_fault_of_ours_is_a_page_with_a_sentence(desk: Desk, http: TestClient) -> None:
    broken = TestClient(http.app, base_url="https://motcua.test", raise_server_exceptions=False)
    http.app.state.desk = replace(desk, lookup=None)  # type: ignore[attr-defined,arg-type]  # broken on purpose
    page = broken.get(f"/ho-so/{CODE}")
    assert page.status_code == 500
    assert "Trang gặp sự cố." in page.text
    assert {"content-security-policy", "x-request-id"} <= set(page.headers)
    assert broken.get(ADDRESS).json()["code"] == "broken"


@pytest.mark.parametrize(("sent", "kept"), [("abc-123", True), ("a\nb", False), ("x" * 65, False)])
def test_a_request_keeps_a_sensible_id_of_a_proxy(http: TestClient, sent: str, kept: bool) -> None:
    answered = http.get("/health/live", headers={"X-Request-ID": sent.encode()})
    assert (answered.headers["X-Request-ID"] == sent) is kept


@pytest.mark.parametrize(
    "address", ["/v1/dossiers/" + "x" * 8_192, "/r/" + "%20" * 3_000 + "A/B", "/?ma=" + "x" * 8_192]
)
def test_an_address_without_end_is_not_read(http: TestClient, address: str) -> None:
    assert http.get(address).status_code == 414
