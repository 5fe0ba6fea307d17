"""A running agent compares once a night, by itself."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lookup_api.domain.codes import AgencyCode
from sync_ingest.agent.nightly import Nightly
from sync_ingest.agent.reconcile import COMPARED_AT
from sync_ingest.agent.state.file import open_state, save_fact
from tests.builders import AGENCY
from tests.provisioning.builders import Clock
from tests.sync_ingest.agent.builders import local


class Nights:
    """An agent's nights; `compared` are the moments at which it compared."""

    def __init__(self, folder: Path, agency: AgencyCode = AGENCY) -> None:
        self.db, self.clock = open_state(folder), Clock(local("2026-11-23 10:00"))
        self.compared: list[datetime] = []
        self.nightly = Nightly(self.db, agency, self._compare, self.clock, hour=1)

    def pass_until(self, text: str) -> None:
        """The agent looks every ten minutes, until this moment by the clock on the wall."""
        while self.clock() < local(text):
            self.clock.now += timedelta(minutes=10)
            self.nightly.compare_if_due()

    def _compare(self) -> None:
        self.compared.append(self.clock())
        save_fact(self.db, COMPARED_AT, self.clock().isoformat())


@pytest.fixture
def nights(tmp_path: Path) -> Nights:
    return Nights(tmp_path)


def test_it_compares_once_in_every_night(nights: Nights) -> None:
    nights.pass_until("2026-11-26 10:00")
    since_midnight = [at - local(f"2026-11-{day} 00:00") for day, at in enumerate(nights.compared, 24)]
    assert len(since_midnight) == 3
    assert all(timedelta(hours=1) <= span <= timedelta(hours=4, minutes=10) for span in since_midnight)


def test_a_night_that_the_machine_sleeps_through_is_made_up_for(nights: Nights) -> None:
    nights.pass_until("2026-11-23 17:00")
    nights.clock.now = local("2026-11-24 07:00")
    nights.pass_until("2026-11-24 08:00")
    assert nights.compared == [local("2026-11-24 07:10")]


def test_agencies_do_not_all_compare_at_the_same_minute(tmp_path: Path) -> None:
    agencies = [AgencyCode(f"H53.{number}") for number in range(20, 26)]
    all_nights = [Nights(tmp_path / agency.value, agency) for agency in agencies]
    for nights in all_nights:
        nights.pass_until("2026-11-24 10:00")
    assert len({nights.compared[0] for nights in all_nights}) > 3


def test_a_clock_that_was_years_ahead_at_the_installation_puts_no_night_off(nights: Nights) -> None:
    nights.clock.now += timedelta(days=3650)
    nights.nightly.compare_if_due()
    nights.clock.now -= timedelta(days=3650)
    nights.pass_until("2026-11-24 10:00")
    assert nights.compared
