"""What is asked and told goes out once: after a crash, with two bridges, on either database."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, update

from lookup_api.domain.status import Status
from lookup_api.store.wish_tables import NoticeRow
from tests.sms_bridge.bridge import BridgeInParts
from tests.sms_bridge.hall import Hall, a_hall


@pytest.fixture
def hall(engine: Engine, bridge: BridgeInParts) -> Hall:
    """A hall in office hours, on either database."""
    return a_hall(engine, bridge)


def test_a_crash_after_each_step_neither_loses_nor_repeats_anything(hall: Hall) -> None:
    hall.ask()
    assert hall.notifier.notify()  # queued, not sent
    for _ in range(2):
        hall.bridge = hall.bridge.after_a_crash()
        hall.notifier.notify()
    hall.bridge.work()
    assert len(hall.bridge.sent) == 1
    hall.hear("DK")
    hall.change(Status.FINISHED)
    assert hall.notifier.notify()
    hall.bridge = hall.bridge.after_a_crash()
    assert not hall.notifier.notify()
    assert len(hall.work()) == 1


def test_two_bridges_ask_and_tell_once(hall: Hall) -> None:
    hall.ask()
    other = Hall(hall.engine, replace(hall.bridge))
    assert [hall.notifier.invite(), other.notifier.invite()] == [True, False]
    assert len(hall.work()) == 1


def test_the_queue_takes_one_message_for_each_occasion(hall: Hall) -> None:
    hall.ask()
    hall.notifier.invite()
    with hall.bridge.sessions.begin() as again:
        again.execute(update(NoticeRow).values(invited_at=None))
    hall.notifier.invite()
    assert len(hall.bridge.outgoing()) == 1
