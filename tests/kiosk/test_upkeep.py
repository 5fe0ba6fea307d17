"""What has to be looked at now and then is looked at, whatever becomes of the rest."""

import threading

from kiosk.care.upkeep import Upkeep
from tests.waiting import eventually


def broken() -> None:
    """A chore that fails."""
    raise RuntimeError("a chore broke")


def test_a_chore_that_fails_keeps_no_other_from_being_done_again_and_again() -> None:
    done: list[int] = []
    upkeep = Upkeep((broken, lambda: done.append(1)), every=0.01)
    upkeep.start()
    assert eventually(lambda: len(done) >= 3)
    upkeep.stop()


def test_the_first_round_is_at_once_and_after_the_end_there_is_none() -> None:
    done: list[int] = []
    upkeep = Upkeep((lambda: done.append(1),), every=3600)
    upkeep.start()
    assert eventually(lambda: done == [1])
    upkeep.stop()
    assert eventually(lambda: "upkeep" not in {thread.name for thread in threading.enumerate()})
    assert done == [1]
