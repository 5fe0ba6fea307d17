"""What agents may ask at `/v1/reconciliation/…`, and who may."""

from typing import Any

import httpx
import pytest
from sqlalchemy.orm import Session, sessionmaker

from provisioning.devices import DeviceKind
from tests.sync_ingest.agents import a_signer, an_enrolled_agent, assert_problem
from tests.sync_ingest.reconciliation.meeting import ask

NOTHING_FOUND = {"there": 1, "missing": 0, "extra": 0, "different": 0, "repaired": 0, "left": 0}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough for what is refused before it is asked."""
    return sqlite_url


@pytest.mark.parametrize("what", ["periods", "branches", "versions", "agreements"])
def test_nobody_is_answered_without_an_agents_signature(http: httpx.Client, what: str) -> None:
    assert_problem(ask(http, what, {}), 401, "signature_missing")


def test_a_kiosk_is_not_answered(http: httpx.Client, sessions: sessionmaker[Session]) -> None:
    kiosk = a_signer(an_enrolled_agent(sessions, agency=None, kind=DeviceKind.KIOSK))
    assert_problem(ask(http, "periods", {}, kiosk), 403, "not_an_agent")


def test_an_agency_that_does_not_take_part_is_not_answered(http: httpx.Client, sessions: sessionmaker[Session]) -> None:
    stranger = a_signer(an_enrolled_agent(sessions, agency="H53.99"))
    assert_problem(ask(http, "periods", {}, stranger), 403, "unknown_agency")


@pytest.mark.parametrize(
    ("what", "asked"),
    [
        ("branches", {"branches": ["2026-11"]}),
        ("branches", {"branches": ["2026-11:xyz"]}),
        ("branches", {"branches": ["2026-11:"] * 65}),
        ("versions", {"codes": "H53"}),
        ("versions", {"codes": ["x"] * 201}),
        ("agreements", {}),
        ("agreements", {**NOTHING_FOUND, "left": -1}),
        ("agreements", {**NOTHING_FOUND, "period": "last week"}),
        ("agreements", {**NOTHING_FOUND, "differences": [{"code": "a\x00", "period": "2026-11"}]}),
        ("agreements", [1]),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    http: httpx.Client, signer: httpx.Auth, what: str, asked: Any
) -> None:
    assert_problem(ask(http, what, asked, signer), 400, "not_valid")


def test_codes_that_nobody_could_have_are_simply_not_there(http: httpx.Client, signer: httpx.Auth) -> None:
    answer = ask(http, "versions", {"codes": ["", "x" * 500, "  "]}, signer)
    assert answer.json() == {"versions": [None, None, None]}
