"""The heartbeat: what an agent tells of itself, and that it goes on when nobody hears it."""

import logging
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from provisioning.device.centre_time import CentreTime
from sync_ingest.agent.delivering import TROUBLE, Bells
from sync_ingest.agent.pulse import Pulse, beat_until, last_heard
from sync_ingest.agent.report import report
from sync_ingest.agent.state.file import list_facts, save_fact
from tests.builders import NOW
from tests.sync_ingest.agent.builders import Department


def pulse_of(department: Department, answers: Iterator[int], heard: list[httpx.Request]) -> Pulse:
    """Beats to a centre whose clock stands at NOW."""

    def hear(request: httpx.Request) -> httpx.Response:
        heard.append(request)
        said = {"server_time": NOW.isoformat()}
        return httpx.Response(next(answers), headers={"Date": "Tue, 24 Nov 2026 03:00:00 GMT"}, json=said)

    http = httpx.Client(transport=httpx.MockTransport(hear), base_url="http://centre")
    time = CentreTime(own=department.clock, running=lambda: 0)
    return Pulse(department.db, http, time, lambda: "Phần mềm mẫu")


def test_it_tells_what_waits_what_is_apart_and_what_is_wrong(department: Department) -> None:
    department.change(2, ma_tt="CHO_DUYET")
    department.sweep()
    save_fact(department.db, TROUBLE, "the centre cannot be reached")
    told = pulse_of(department, iter(()), []).heartbeat()
    assert (told.backlog, told.oldest_queued_at, told.unmapped, told.refused) == (2, NOW, 1, 0)
    assert (told.profile, told.trouble) == ("Phần mềm mẫu", "the centre cannot be reached")
    assert (told.swept_at, told.clock) == (NOW, NOW)


def test_a_feed_in_doubt_is_told_of(known: Department) -> None:
    known.source.rows = []
    known.sweep()
    assert pulse_of(known, iter(()), []).heartbeat().trouble == "ho_so: 3 of 3 rows are gone: is that so?"


def test_a_beat_that_was_heard_is_remembered_with_the_centres_time(department: Department) -> None:
    department.clock.now -= timedelta(days=3)
    pulse_of(department, iter([200]), []).beat()
    assert last_heard(department.db) == NOW
    assert list_facts(department.db)["clock"].startswith("this machine's clock is 3 days, 0:00:00 behind")
    assert "trouble: this machine's clock is 3 days" in report(department.db, NOW)


def test_a_centre_that_does_not_hear_is_told_of_once_and_it_beats_on(
    department: Department, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[httpx.Request] = []
    bells = Bells()

    def answers() -> Iterator[int]:
        yield from [503, 503, 503, 200]
        bells.end()
        yield 200

    caplog.set_level(logging.WARNING, logger="sync_ingest")
    beat_until(bells, pulse_of(department, answers(), heard), 0.001)
    assert len(heard) == 5
    (said,) = caplog.messages
    assert said.startswith("the centre did not hear our heartbeat: the centre cannot take updates now: 503")
