"""Ingest tidies up by itself while it serves."""

from threading import Event
from threading import enumerate as enumerate_threads

from sync_ingest.errors import StoreBusy
from sync_ingest.filings.tidy import Tidied
from sync_ingest.filings.tidying import keeping_tidy


def test_it_begins_at_once_and_goes_on_after_a_failure_until_it_is_ended() -> None:
    times, thrice = [0], Event()

    def step() -> Tidied:
        times[0] += 1
        if times[0] == 1:
            raise StoreBusy
        if times[0] == 3:
            thrice.set()
        return Tidied(1, 0)

    with keeping_tidy(step, pause=0.001):
        assert thrice.wait(10)
    assert "tidying" not in [thread.name for thread in enumerate_threads()]
