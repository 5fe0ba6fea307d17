"""Work beside the web server."""

from queue import SimpleQueue
from threading import Event

import pytest

from sms_bridge.workers import Worker

LONG = 60.0


def test_a_worker_works_at_once_and_again_when_woken() -> None:
    rounds: SimpleQueue[None] = SimpleQueue()

    def step() -> bool:
        rounds.put(None)
        return False

    worker = Worker("test", step, LONG)
    with worker.running():
        for _ in range(3):
            rounds.get(timeout=10)
            worker.wake()


def test_while_there_is_work_nobody_need_wake_it() -> None:
    done, count = Event(), iter(range(5))

    def step() -> bool:
        if next(count, None) is not None:
            return True
        done.set()
        return False

    with Worker("test", step, LONG).running():
        assert done.wait(10)


def test_a_step_that_fails_is_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    again, fails = Event(), iter([True])

    def step() -> bool:
        if next(fails, False):
            raise RuntimeError("a fault")
        again.set()
        return False

    with Worker("test", step, 0.01).running():
        assert again.wait(10)
    assert "test failed and will try again" in caplog.text


def test_its_end_does_not_wait_for_the_pause_and_it_is_known_whether_it_lives() -> None:
    worker = Worker("test", lambda: False, LONG)
    assert not worker.is_alive
    with worker.running():
        assert worker.is_alive
    assert not worker.is_alive
