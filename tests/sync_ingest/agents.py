"""Departments' agents for tests: enrolled in the database, signing what they send."""

from collections.abc import Sequence
from datetime import datetime

import httpx
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.update import StatusUpdate
from provisioning.clock import utc_now
from provisioning.devices import Device, DeviceKind
from provisioning.keys import key_id_of, new_private_key, public_key_pem
from provisioning.registry import expect_device, register_key
from provisioning.signatures import RequestSigner
from sync_ingest.envelope import Delivery, write_batch
from tests.builders import AGENCY, NOW

JSON = {"Content-Type": "application/json"}


def an_enrolled_agent(
    sessions: sessionmaker[Session], agency: str | None = AGENCY.value, kind: DeviceKind = DeviceKind.AGENT
) -> ec.EllipticCurvePrivateKey:
    """A device that may sign for `agency`; gives its key."""
    key = new_private_key()
    with sessions.begin() as session:
        name = key_id_of(key.public_key())
        device = expect_device(session, Device.expected(kind, name, agency, NOW))
        register_key(session, device.id, public_key_pem(key), NOW)
    return key


def a_signer(key: ec.EllipticCurvePrivateKey, at: datetime | None = NOW) -> RequestSigner:
    """Signs as the holder of `key`, at the time `at`; None: at the time it is."""
    return RequestSigner(key_id_of(key.public_key()), key, utc_now if at is None else lambda: at)


def a_batch(*updates: StatusUpdate | Delivery) -> bytes:
    """The body that delivers these."""
    return write_batch([one if isinstance(one, Delivery) else Delivery(one) for one in updates])


def push(http: httpx.Client, body: bytes, auth: httpx.Auth | None = None) -> httpx.Response:
    """POST a body as it is."""
    return http.send(http.build_request("POST", "/v1/updates", content=body, headers=JSON), auth=auth)


def outcomes(answer: httpx.Response) -> Sequence[str]:
    """The outcomes that an answer tells."""
    assert answer.status_code == 200, answer.text
    return [each["outcome"] for each in answer.json()["outcomes"]]


def assert_problem(answer: httpx.Response, status: int, code: str | None = None) -> None:
    """Whether an answer is a problem (RFC 9457) of this status and code."""
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    problem = answer.json()
    assert {"type", "status", "code", "title", "detail"} <= problem.keys()
    assert problem["status"] == status
    assert code is None or problem["code"] == code
