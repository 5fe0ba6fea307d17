"""The agent's way to the centre: through a department's proxy, and to a private authority's certificates."""

from pathlib import Path

import pytest

from sync_ingest.agent.connection import Way
from sync_ingest.agent.deliver import Courier
from sync_ingest.agent.errors import ConnectionNotSet, IngestUnavailable
from tests.sync_ingest.agent.builders import SEAL, Department
from tests.sync_ingest.agent.centre import Centre, a_centre
from tests.sync_ingest.agent.private_network import PROXY_USER, PrivateAuthority, a_private_authority, a_proxy


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> PrivateAuthority:
    return a_private_authority(tmp_path_factory.mktemp("authority"))


def deliver(department: Department, centre: Centre, way: Way) -> None:
    department.poll()
    with way.open(centre.address) as http:
        Courier(department.db, http, SEAL, department.clock).deliver()


def test_updates_go_through_the_proxy_to_a_centre_of_a_private_authority(
    department: Department, authority: PrivateAuthority
) -> None:
    with a_centre(tls=authority.context()) as centre, a_proxy() as proxy:
        deliver(department, centre, Way(proxy.url, authority.ca_file))
        assert len(centre.taken) == 3
        assert proxy.through == [centre.address.removeprefix("https://")]


def test_a_centre_whose_certificate_nobody_vouches_for_gets_nothing(
    department: Department, authority: PrivateAuthority
) -> None:
    with a_centre(tls=authority.context()) as centre:
        with pytest.raises(IngestUnavailable):
            deliver(department, centre, Way())
        assert centre.requests == []


def test_a_proxy_that_does_not_know_us_lets_nothing_through(
    department: Department, authority: PrivateAuthority
) -> None:
    with a_centre(tls=authority.context()) as centre, a_proxy() as proxy:
        with pytest.raises(IngestUnavailable, match="ProxyError"):
            deliver(department, centre, Way(proxy.url.replace("mat-khau", "sai"), authority.ca_file))
        assert centre.requests == []


@pytest.mark.parametrize("proxy", ["không phải địa chỉ", "gopher://127.0.0.1:70"])
def test_a_proxy_that_is_no_address_is_told_of_without_its_password(proxy: str) -> None:
    with pytest.raises(ConnectionNotSet, match="the proxy's address"):
        Way(proxy).open("http://127.0.0.1")


def test_a_file_without_certificates_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("Chứng thư")
    with pytest.raises(ConnectionNotSet, match=r"ca\.pem holds no certificates"):
        Way(ca_file=tmp_path / "ca.pem").open("http://127.0.0.1")


def test_the_proxys_password_is_not_shown() -> None:
    assert PROXY_USER not in repr(Way(f"http://{PROXY_USER}@proxy:3128"))
