"""The way of a dossier: its stations, and where it is now."""

from typing import Any

import pytest

from lookup_api.contract import answer_for
from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.disclosure import Tier
from lookup_api.domain.status import Status
from lookup_api.domain.wording import Language
from lookup_api.web.pages.way import Place, Station, way_of
from tests.builders import NOW, a_dossier, a_record

PASSED, HERE, AHEAD = Place.PASSED, Place.HERE, Place.AHEAD


def the_way(**stated: Any) -> tuple[Station, ...]:
    dossier = a_dossier(a_record(**{"occurred_at": NOW, **stated}))
    return way_of(answer_for(Tier.STRANGER, dossier, WorkCalendar(), NOW), Language.EN)


@pytest.mark.parametrize(
    ("status", "places"),
    [
        (Status.NEWLY_REGISTERED, [HERE, AHEAD, AHEAD]),
        (Status.RECEIVED, [HERE, AHEAD, AHEAD]),
        (Status.PROCESSING, [PASSED, HERE, AHEAD]),
        (Status.SUPPLEMENT_REQUESTED, [PASSED, HERE, AHEAD]),
        (Status.PAYMENT_REQUIRED, [PASSED, HERE, AHEAD]),
        (Status.FINISHED, [PASSED, PASSED, HERE]),
        (Status.RETURNED, [PASSED, PASSED, HERE]),
        (Status.REFUSED, [PASSED, HERE]),
        (Status.WITHDRAWN, [PASSED, HERE]),
        (Status.STOPPED, [PASSED, HERE]),
    ],
)
def test_each_status_has_its_place_on_the_way(status: Status, places: list[Place]) -> None:
    assert [station.place for station in the_way(status=status)] == places


def test_the_way_tells_when_it_began_and_when_its_end_is_due() -> None:
    received, _, result = the_way(status=Status.PROCESSING)
    assert (received.day, result.day) == ("02/11/2026", "due 29/11/2026")


def test_a_result_has_the_day_on_which_it_came_to_be() -> None:
    assert the_way(status=Status.RETURNED)[-1] == Station("Result handed over", HERE, "24/11/2026")


def test_who_was_refused_before_anything_was_received_sees_only_that() -> None:
    assert the_way(status=Status.REFUSED, received_at=None) == (Station("Not accepted", HERE, "24/11/2026"),)
