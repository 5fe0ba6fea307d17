"""Whatever fails in between, in the end the portal has each dossier as it stands here, and nothing of it in a wrong
order.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from random import Random

import pytest

from lookup_api.domain.status import Status
from lookup_api.domain.update import StatusUpdate
from sync_ingest.portal.lanes.turns import Turn, Turns
from tests.builders import a_code, a_moment, a_progress_step, a_record
from tests.sample_site.fake_portal import ALL_FAULTS
from tests.sync_ingest.portal.forwarding import Forwarding

SERIALS = (1, 2)
CHANGES = 5  # of each dossier


class Crash(BaseException):
    """The power is cut."""


@dataclass(frozen=True)
class CrashingTurns:
    """Turns in which the power is sometimes cut between the portal's answer and our mark of it."""

    turns: Turns
    is_cut: Callable[[], bool]

    @contextmanager
    def next(self, now: datetime) -> Iterator[Turn | None]:
        with self.turns.next(now) as turn:
            yield Turn(turn.lane, lambda work: self._mark(turn, work)) if turn else None

    def _mark(self, turn: Turn, work: Callable[..., None]) -> None:
        if self.is_cut():
            raise Crash
        turn.mark(work)


@pytest.mark.parametrize("seed", range(2))
def test_the_portal_ends_with_every_dossiers_newest_state_whatever_fails(forwarding: Forwarding, seed: int) -> None:
    chance = Random(seed)
    updates = interleaved(chance)
    while updates:
        forwarding.door.receive([updates.pop(0) for _ in range(min(len(updates), chance.randint(1, 3)))])
        forward_with_faults(forwarding, chance)
    forwarding.sender = forwarding.a_sender()
    forwarding.portal.faults.clear()
    forwarding.forward_in_the_end()
    for serial in SERIALS:
        assert_told_in_order(forwarding, a_code(serial))


def test_updates_that_arrive_late_are_told_late_and_leave_the_newest_state(forwarding: Forwarding) -> None:
    chance = Random(1)
    updates = interleaved(chance)
    chance.shuffle(updates)
    for at in range(0, len(updates), 3):
        forwarding.door.receive(updates[at : at + 3])
        forwarding.forward()
    for serial in SERIALS:
        code = a_code(serial)
        assert forwarding.portal.dossiers[code]["GhiChu"] == f"{CHANGES - 1}"
        assert sorted(forwarding.steps_at_the_portal(code)) == sorted(forwarding.steps_here(code))


def forward_with_faults(forwarding: Forwarding, chance: Random) -> None:
    """Forward once; the portal fails at times, its session ends at times, and the power is cut at times."""
    forwarding.portal.faults.extend(chance.choice(ALL_FAULTS) if chance.random() < 0.3 else "" for _ in range(12))
    forwarding.sender = forwarding.a_sender()
    forwarding.sender.turns = CrashingTurns(forwarding.sender.turns, lambda: chance.random() < 0.2)
    if chance.random() < 0.3:
        forwarding.portal.expire_sessions()
    with suppress(Crash):
        forwarding.forward()
    forwarding.clock.move(seconds=chance.choice([1, 10, 600]))


def assert_told_in_order(forwarding: Forwarding, code: str) -> None:
    """Each record's note is its number."""
    told = [int(dossier["GhiChu"]) for put, dossier in forwarding.portal.puts if put == code]
    assert told == sorted(told)
    assert told[-1] == CHANGES - 1
    assert forwarding.steps_at_the_portal(code) == forwarding.steps_here(code)


def interleaved(chance: Random) -> list[StatusUpdate]:
    """The changes of some dossiers: each one's in order, and each other's mixed."""
    lanes = [changes_of(serial, chance) for serial in SERIALS]
    mixed = []
    while any(lanes):
        mixed.append(chance.choice([lane for lane in lanes if lane]).pop(0))
    return mixed


def changes_of(serial: int, chance: Random) -> list[StatusUpdate]:
    """Records with their number as note, each followed by a step."""
    changes = []
    for at in range(CHANGES):
        status = chance.choice([Status.PROCESSING, Status.SUPPLEMENT_REQUESTED, Status.FINISHED])
        facts = {"code": a_code(serial), "status": status}
        changes.append(a_record(occurred_at=a_moment(hours=100 - 2 * at), note=f"{at}", **facts))
        changes.append(a_progress_step(occurred_at=a_moment(hours=99 - 2 * at), note=f"Bước {at}", **facts))
    return changes
