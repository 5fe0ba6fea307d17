"""The rounds: a profile that is mended while the agent runs, and a department that is not asked more than is needed."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from lookup_api.domain.status import Status
from sync_ingest.agent.delivering import Bells
from sync_ingest.agent.errors import ProfileNotReadable, SourceUnavailable
from sync_ingest.agent.live_profile import LiveProfile
from sync_ingest.agent.pace import Backoff
from sync_ingest.agent.reading.profile import PROFILES, Feed
from sync_ingest.agent.reading.row_reader import Row
from sync_ingest.agent.rounds import REST, Fixed, Rounds, watch_until
from sync_ingest.agent.sources.ports import Watermark
from sync_ingest.agent.sources.scripted import ScriptedSource
from sync_ingest.agent.state.file import list_facts
from tests.sync_ingest.agent.builders import Department, a_row

PROFILE = """
name = "Thử"
[[feeds]]
name = "ho_so"
query = "SELECT 1"
key = "id"
columns = {code = "so_hs", occurred_at = "ngay_cn", status = "ma_tt", note = "ghi_chu"}
statuses = {THU_LY = 4}
"""
NONE, LONG = timedelta(0), timedelta(hours=1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(PROFILE, "utf-8")
    return path


def rounds_of(department: Department, profile: LiveProfile) -> Rounds:
    return Rounds(department.watcher, profile, NONE, LONG)


def test_a_mended_profile_is_in_use_at_the_next_round_with_a_look_at_every_row(
    department: Department, file: Path
) -> None:
    department.change(2, ma_tt="XONG")
    rounds = rounds_of(department, LiveProfile(str(file)))
    finish(rounds)
    assert len(department.updates) == 2
    file.write_text(PROFILE.replace("THU_LY = 4", "THU_LY = 4, XONG = 9"), "utf-8")
    finish(rounds)
    assert [update.status for update in department.updates][2:] == [Status.FINISHED]


def test_a_profile_that_stays_as_it_is_brings_no_sweep(department: Department, file: Path) -> None:
    rounds = rounds_of(department, LiveProfile(str(file)))
    finish(rounds)
    department.change(2, ghi_chu="Trình ký")
    os.utime(file)
    finish(rounds)
    assert len(department.updates) == 3


def test_a_profile_that_cannot_be_read_is_told_of_once_and_the_old_one_stays(
    department: Department, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    profile = LiveProfile(str(file))
    file.write_text("name = ", "utf-8")
    bells, left = Bells(), iter([False, False, True])

    @dataclass
    class Ends(Rounds):
        def go(self) -> None:
            super().go()
            if next(left):
                bells.end()

    watch_until(bells, Ends(department.watcher, profile, NONE, LONG), Backoff(0.001, 0.001))
    (told,) = caplog.messages
    assert told.startswith("the profile in use stays: the profile is not TOML")
    assert list_facts(department.db)["watch_trouble"] == told
    assert len(department.updates) > 0


def test_without_a_profile_there_is_nothing_to_begin_with(tmp_path: Path) -> None:
    with pytest.raises(ProfileNotReadable):
        LiveProfile(str(tmp_path / "none.toml"))


def test_our_own_profiles_are_read_likewise() -> None:
    assert LiveProfile("sample").feeds
    assert (PROFILES / "sample.toml").exists()


@dataclass
class Slow(ScriptedSource):
    """Takes a second for a row, by a clock of its own."""

    now: float = 0
    polls: list[float] = field(default_factory=list)

    def changed_since(self, feed: Feed, watermark: object) -> Iterator[Row]:
        self.polls.append(self.now)
        for row in self.rows:
            self.now += 1
            yield row


def test_a_poll_that_reads_much_and_finds_nothing_is_not_made_again_at_once(tmp_path: Path) -> None:
    department = Department(tmp_path)
    source = Slow([a_row(1), a_row(2)])
    department.watch(source)
    fixed = Fixed([department.feed])
    rounds = Rounds(department.watcher, fixed, NONE, LONG, now=lambda: source.now, _next_sweep=float("inf"))
    for _ in range(60):
        rounds.go()
        source.now += 1
    found, nothing, again, *_ = source.polls
    assert nothing - found < REST
    assert again - nothing >= 2 * (REST + 1)


def test_a_feed_that_cannot_be_read_does_not_hold_up_those_behind_it(department: Department) -> None:
    class OneIsDown(ScriptedSource):
        def changed_since(self, feed: Feed, watermark: Watermark | None) -> Iterator[Row]:
            if feed.name == "hong":
                raise SourceUnavailable("no such table")
            return super().changed_since(feed, watermark)

    department.watch(OneIsDown(department.source.rows))
    feeds = [department.feed.model_copy(update={"name": "hong"}), department.feed]
    with pytest.raises(SourceUnavailable):
        Rounds(department.watcher, Fixed(feeds), NONE, LONG).go()
    assert len(department.updates) == 3


def test_a_bell_brings_a_round_with_a_sweep_at_once(known: Department) -> None:
    bells = Bells()
    rounds = Rounds(known.watcher, Fixed([known.feed]), LONG, LONG)
    rounds.go()
    known.change(2, ma_tt="XONG")
    bells.look.set()
    seen: list[int] = []

    def stopping() -> bool:
        seen.append(1)
        bells.end()
        return False

    rounds.stopping = stopping
    watch_until(bells, rounds, Backoff(1, 1))
    assert len(known.updates) == 1


def finish(rounds: Rounds) -> None:
    """Rounds until a sweep has come to its end, or there is none to be made."""
    rounds.go()
    while rounds._sweep is not None:
        rounds.go()
