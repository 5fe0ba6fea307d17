"""Room for the newest picture."""

import multiprocessing

import numpy as np
import pytest

from kiosk.scanning.slot import Frame, FrameSlot

CONTEXT = multiprocessing.get_context("spawn")


def a_slot() -> FrameSlot:
    """Room for a hundred pixels."""
    return FrameSlot(CONTEXT, 100)


def a_frame(taken_ns: int, shade: int, shape: tuple[int, ...] = (4, 5)) -> Frame:
    """A picture of one shade."""
    return Frame(taken_ns, np.full(shape, shade, np.uint8), held=True)


def test_an_empty_slot_has_nothing() -> None:
    assert a_slot().newest(0) is None
    assert a_slot().taken_ns == 0


@pytest.mark.parametrize("shape", [(4, 5), (5, 4, 3)])
def test_the_newest_picture_comes_out_as_it_went_in(shape: tuple[int, ...]) -> None:
    slot = a_slot()
    for at in range(1, 6):
        slot.put(a_frame(at, 10 * at, shape))
    frame = slot.newest(4)
    assert frame is not None
    assert (frame.taken_ns, frame.held, frame.picture.shape, frame.picture.max()) == (5, True, shape, 50)
    assert (slot.newest(5), slot.taken_ns) == (None, 5)


def test_a_writer_that_was_killed_in_the_middle_leaves_the_last_whole_picture() -> None:
    slot = a_slot()
    slot.put(a_frame(1, 10))
    slot.put(a_frame(2, 20))
    with pytest.raises(ValueError, match="broadcast"):
        slot.put(a_frame(3, 30, (20, 20)))
    frame = slot.newest(0)
    assert frame is not None
    assert (frame.taken_ns, frame.picture.min(), frame.picture.max()) == (2, 20, 20)
    slot.put(a_frame(4, 40))
    again = slot.newest(2)
    assert again is not None
    assert (again.picture.min(), again.picture.max()) == (40, 40)
