"""What the overview shows is summed up once for each count."""

from datetime import timedelta

from lookup_api.domain.deadlines import Timeliness
from lookup_api.domain.figures import Tally
from lookup_api.web.sums import ROOM, SumMemory, Sums
from tests.builders import NOW

LATER = NOW + timedelta(minutes=5)


class Summing:
    """Notes each time that somebody has to sum up."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Sums:
        self.times += 1
        return Sums({}, {"": Tally({Timeliness.LATE: self.times})}, {})


def test_a_view_is_summed_up_once_for_each_count() -> None:
    memory, summing = SumMemory(), Summing()
    late = [memory.get(as_of, "view", summing).total.received for as_of in (NOW, NOW, LATER, LATER)]
    assert late == [1, 1, 2, 2]


def test_each_view_has_sums_of_its_own() -> None:
    memory, summing = SumMemory(), Summing()
    assert memory.get(NOW, "a", summing) != memory.get(NOW, "b", summing)


def test_no_more_views_are_remembered_than_there_is_room_for() -> None:
    memory, summing = SumMemory(), Summing()
    for view in (*range(ROOM + 1), 0):
        memory.get(NOW, view, summing)
    assert summing.times == ROOM + 2
