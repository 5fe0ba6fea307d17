"""A fake portal, and a centre that forwards to it."""

from collections.abc import Iterator

import httpx
import pytest

from tests.sample_site.fake_portal import FakePortal, a_portal
from tests.sync_ingest.door import Door
from tests.sync_ingest.portal.forwarding import Forwarding


@pytest.fixture
def portal() -> Iterator[FakePortal]:
    with a_portal() as portal:
        yield portal


@pytest.fixture
def portal_http(portal: FakePortal) -> Iterator[httpx.Client]:
    """The way to the portal, as main.py opens it but for the time-out."""
    headers = {"Charset": "utf-8", "dstcode": "VN:GOV:000.00.00.H53"}
    with httpx.Client(base_url=portal.address, timeout=5, trust_env=False, headers=headers) as http:
        yield http


@pytest.fixture
def forwarding(door: Door, portal: FakePortal, portal_http: httpx.Client) -> Forwarding:
    return Forwarding(door, portal, portal_http)
