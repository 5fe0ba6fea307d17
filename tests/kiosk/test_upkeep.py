"""What has to be looked at now and then is looked at, whatever becomes of the rest."""

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
    upkeep = Upkeep((lambda: done.append(1), lambda: upkeep.stop()), every=0.01)
    upkeep.start()
    assert eventually(lambda: done)
    upkeep._ending.wait(1.0)
    assert done == [1]
