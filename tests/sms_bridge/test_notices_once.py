"""What is asked and told goes out once: after a crash, with two bridges, on either database."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine, insert, literal, select, update

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


def test_a_number_that_was_forgotten_is_asked_anew(hall: Hall) -> None:
    """Also where a database gives a deleted row's number to the next row: the occasion is another."""
    for _ in range(2):
        hall.ask()
        assert len(hall.work()) == 1
        hall.hear("HUY")
        assert hall.notices() == 0
        hall.bridge.clock.move(minutes=10)


def test_a_notice_that_opens_with_no_key_keeps_nobody_else_waiting(hall: Hall) -> None:
    hall.ask(1)
    with hall.bridge.sessions.begin() as session:
        session.execute(update(NoticeRow).values(phone_sealed=b"of a key that is gone"))
    hall.ask(2)
    assert len(hall.work()) == 1
    assert hall.notices() == 1


def test_one_number_under_two_data_keys_is_told_once(hall: Hall) -> None:
    hall.ask(1)
    hall.work()
    hall.hear("DK")
    with hall.bridge.sessions.begin() as session:  # as two dossiers that became one leave it after a rotation
        same = [column for column in NoticeRow.__table__.columns if column.name not in ("id", "number_hash")]
        older = select(literal("of the older key"), *same)
        session.execute(insert(NoticeRow).from_select(["number_hash", *same], older))
    hall.change(Status.FINISHED)
    assert len(hall.work()) == 1
    assert hall.notices() == 1
