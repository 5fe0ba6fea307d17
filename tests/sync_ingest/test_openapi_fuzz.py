"""Schemathesis makes up requests, right ones and wrong ones, to every operation that the OpenAPI document of ingest
names: no answer is a server error, and none takes long.

They are signed, logged in and sent to a secret address that is there, so that they get past the door.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok

from lookup_api.filing_form import PATH as FILINGS
from lookup_api.store.attachments import AttachmentFolder
from provisioning.devices import DeviceKind
from sync_ingest.endpoint import Gate, build_app
from sync_ingest.filings.door import add_filings
from sync_ingest.filings.receive_filing import FilingRoom
from sync_ingest.heartbeat_endpoint import add_heartbeats
from sync_ingest.national.accounts import Account, add_account, add_path
from sync_ingest.national.door import add_national
from sync_ingest.reconciliation.door import add_reconciliation
from tests.builders import AGENCY, NOW
from tests.provisioning.site import serving
from tests.sync_ingest.agents import a_signer, an_enrolled_agent

EXAMPLES = 10  # of each operation and each kind
LONGEST_SECONDS = 10.0  # many times what any of these takes, on a busy machine too
READ = {200, 400, 422}  # the request was let in and its body read, right or wrong
LOG_IN = {"username": "phan-mem", "password": "mot-mat-khau-dai"}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough: what is asked here is whether requests are read."""
    return sqlite_url


@pytest.fixture
def app(gate: Gate, tmp_path: Path) -> FastAPI:
    """All of ingest that speaks JSON."""
    app = build_app(gate)
    add_heartbeats(app)
    add_national(app)
    add_reconciliation(app)
    add_filings(app, FilingRoom(gate.desk, AttachmentFolder(tmp_path / "filings", gate.desk.sealer)))
    return app


@pytest.fixture
def http(app: FastAPI) -> Iterator[httpx.Client]:
    """That, at a real socket."""
    with serving(app) as address, httpx.Client(base_url=address, timeout=LONGEST_SECONDS) as http:
        yield http


def test_no_operation_answers_with_a_server_error_or_hangs(
    app: FastAPI, http: httpx.Client, gate: Gate, signer: httpx.Auth
) -> None:
    with gate.writes.begin() as session:
        add_account(session, Account(LOG_IN["username"], AGENCY, None), LOG_IN["password"], NOW)
        path = add_path(session, AGENCY, ["127.0.0.0/8"], NOW)
    site = a_signer(an_enrolled_agent(gate.writes, None, DeviceKind.SITE))
    token = http.post("/national/login", json=LOG_IN).json()["session"]
    document = schemathesis.openapi.from_dict(app.openapi())
    operations = [found.ok() for found in document.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) >= 7
    statuses: dict[str, set[int]] = {operation.path: set() for operation in operations}
    for operation in operations:
        known = {"path": path} if "{path}" in operation.path else None
        cases = [operation.as_strategy(mode, path_parameters=known) for mode in GenerationMode if fits(operation, mode)]

        @settings(max_examples=EXAMPLES * len(cases), phases=[Phase.generate], suppress_health_check=list(HealthCheck))
        @given(st.one_of(cases), st.booleans())
        def law(case: Case[Any], knocks: bool) -> None:
            if knocks and isinstance(case.body, dict) and "session" in case.body:
                case.body["session"] = token
            knocker = site if case.path == FILINGS else signer
            answer = http.send(as_request(http, case), auth=knocker if knocks else None)
            assert answer.status_code < 500, (case.method, case.path, answer.status_code)
            statuses[case.path].add(answer.status_code)

        law()
    assert [path for path, seen in statuses.items() if not seen & READ] == []


def fits(operation: Any, mode: GenerationMode) -> bool:
    """Without a body or a parameter there is no wrong request to make up."""
    return mode is GenerationMode.POSITIVE or bool(list(operation.body))


def as_request(http: httpx.Client, case: Case[Any]) -> httpx.Request:
    """The case on the wire."""
    said = case.as_transport_kwargs(base_url=str(http.base_url))
    content = json.dumps(said["json"]).encode() if "json" in said else said.get("data")
    headers = {name: value for name, value in said["headers"].items() if name != "Connection"}
    return http.build_request(said["method"], said["url"], params=said["params"], headers=headers, content=content)
