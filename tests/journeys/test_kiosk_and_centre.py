"""A kiosk and the real centre: enrolled, with a clock that is an hour off, revoked, and gone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from cryptography.fernet import Fernet
from sqlalchemy.orm import sessionmaker

from kiosk.care.faults import Faults
from kiosk.centre.fleeting_key import KeyPlace
from kiosk.centre.kept_answers import KeptAnswers
from kiosk.centre.offline import KeepingLookup
from kiosk.centre.probe import CentreProbe
from kiosk.centre.reachability import Reachability
from kiosk.errors import OutOfService
from lookup_api.client import LookupClient
from lookup_api.domain.codes import parse_code
from lookup_api.domain.errors import DossierNotFound, LookupUnavailable
from provisioning.clock import utc_now
from provisioning.database import open_engine
from provisioning.device.centre_time import CentreTime
from provisioning.devices import Device, DeviceKind
from provisioning.keys import key_id_of, new_private_key, public_key_pem
from provisioning.registry import expect_device, register_key, revoke_device
from provisioning.signatures import RequestSigner
from tests.builders import CODE, NOW
from tests.lookup_api.serving import serving
from tests.lookup_api.stored import store


@dataclass
class Kiosk:
    """An enrolled kiosk without a window; `off` is how far its clock is set wrong."""

    lookup: KeepingLookup
    reachability: Reachability
    faults: Faults
    off: list[timedelta]


class Site:
    """The centre's database, with one dossier and one enrolled kiosk."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self._folder, self.key = url, folder, new_private_key()
        self._engine = open_engine(url, writes=True)
        store(self._engine)
        self._sessions = sessionmaker(self._engine)
        with self._sessions.begin() as session:
            self._device = expect_device(session, Device.expected(DeviceKind.KIOSK, "Kiosk sảnh A", None, NOW)).id
            register_key(session, self._device, public_key_pem(self.key), NOW)

    def revoke(self) -> None:
        """Shut the kiosk out."""
        with self._sessions.begin() as session:
            revoke_device(session, self._device, utc_now())

    def kiosk(self, address: str) -> Kiosk:
        """The kiosk, which asks at `address`."""
        off = [timedelta()]
        time = CentreTime(own=lambda: utc_now() + off[0])
        http = httpx.Client(base_url=address, auth=RequestSigner(key_id_of(self.key.public_key()), self.key, time))
        faults, kept = Faults(lambda _: None), KeptAnswers(KeyPlace(self._folder), self._folder / "answers")
        reachability = Reachability(CentreProbe(http, time), faults, kept.forget)
        return Kiosk(KeepingLookup(LookupClient(http, seconds=1.0), kept, reachability), reachability, faults, off)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()


@pytest.fixture
def site(sqlite_url: str, tmp_path: Path) -> Iterator[Site]:
    """A centre with a kiosk."""
    site = Site(sqlite_url, tmp_path)
    yield site
    site.close()


def test_a_kiosk_is_let_in_whatever_its_clock_says_and_shut_out_with_the_first_question_after_a_revocation(
    site: Site,
) -> None:
    code = parse_code(CODE)
    with serving(MOTCUA_DATABASE_URL=site.url, MOTCUA_DATA_KEY=Fernet.generate_key().decode()) as address:
        kiosk = site.kiosk(address)
        kiosk.reachability.look()
        assert kiosk.faults.now == frozenset()
        assert not kiosk.lookup.look_up(code).kept
        kiosk.off[0] = timedelta(hours=1)
        assert not kiosk.lookup.look_up(code).kept
        kiosk.reachability.look()
        assert kiosk.faults.now == {"clock_wrong"}
        kiosk.off[0] = timedelta()
        with pytest.raises(DossierNotFound):
            kiosk.lookup.look_up(parse_code("H53.19-260101-9999"))
        site.revoke()
        with pytest.raises(OutOfService):
            kiosk.lookup.look_up(code)
        assert kiosk.faults.now == {"out_of_service"}
        kiosk.reachability.look()
        assert kiosk.faults.now == {"out_of_service"}
    with pytest.raises(LookupUnavailable):  # what was kept went with the revocation
        kiosk.lookup.look_up(code)


def test_a_kiosk_whose_clock_was_wrong_from_the_start_is_let_in_at_its_second_question(site: Site) -> None:
    with serving(MOTCUA_DATABASE_URL=site.url, MOTCUA_DATA_KEY=Fernet.generate_key().decode()) as address:
        kiosk = site.kiosk(address)
        kiosk.off[0] = timedelta(days=-4000)
        kiosk.reachability.look()
        assert kiosk.faults.now == {"clock_wrong"}
        assert not kiosk.lookup.look_up(parse_code(CODE)).kept


def test_while_the_centre_is_gone_the_kiosk_tells_what_it_knew(site: Site) -> None:
    with serving(MOTCUA_DATABASE_URL=site.url, MOTCUA_DATA_KEY=Fernet.generate_key().decode()) as address:
        kiosk = site.kiosk(address)
        told = kiosk.lookup.look_up(parse_code(CODE))
    again = kiosk.lookup.look_up(parse_code(CODE))
    assert again.kept
    assert (again.answer.version, again.answer.as_of) == (told.answer.version, told.answer.as_of)
    assert all(step.note == "" for step in again.answer.steps)
