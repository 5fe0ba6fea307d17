"""What the tests of the back-office share: an office with a catalogue, clerks at its counters, and its pages."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.store.procedures import save_procedure
from provisioning.accounts import add_account
from provisioning.database import open_engine
from sync_ingest.backoffice.office import Counter, Office, PrintedFacts
from sync_ingest.saving import Desk
from tests.builders import NOW, TAX_OFFICE
from tests.provisioning.builders import Clock
from tests.sync_ingest.backoffice.builders import BUILDING, PASSWORD, a_person, at_counter
from tests.sync_ingest.backoffice.site import Browser, a_browser, serving_office

PRINTED = PrintedFacts("Tây Ninh", "https://tra-cuu.example.vn", "0276 3000 999", "0276 3000 911")


@pytest.fixture
def clock() -> Clock:
    """The office's clock: ten in the morning of a Tuesday, until the test moves it."""
    return Clock(NOW)


@pytest.fixture
def office(engine: Engine, sessions: sessionmaker[Session], desk: Desk, clock: Clock) -> Iterator[Office]:
    """An office with one procedure."""
    with sessions.begin() as session:
        save_procedure(session, BUILDING)
    reading = open_engine(engine.url.render_as_string(hide_password=False), writes=False)
    yield Office(sessionmaker(reading), sessions, desk, PRINTED, clock=clock)
    reading.dispose()


@pytest.fixture
def counter(office: Office) -> Counter:
    """Lan's counter, at AGENCY."""
    return at_counter(office, a_person("lan"))


@pytest.fixture
def tax_counter(office: Office) -> Counter:
    """Tu's counter, at TAX_OFFICE."""
    return at_counter(office, a_person("tu", TAX_OFFICE))


@pytest.fixture
def browser(office: Office) -> Iterator[Browser]:
    """A browser before the office's pages, nobody signed in; Lan and Tu have accounts."""
    with office.writes.begin() as session:
        for person in (a_person("lan"), a_person("tu", TAX_OFFICE)):
            add_account(session, person, PASSWORD)
    with serving_office(office) as address, a_browser(address) as browser:
        yield browser
