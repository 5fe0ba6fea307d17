"""The line to the centre, as the settings and this machine's identity make it: over a real socket."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import HttpUrl

from kiosk.care.faults import Faults
from kiosk.centre.fleeting_key import KeyPlace
from kiosk.centre.line import Line, public_copy
from kiosk.errors import NotEnrolled
from kiosk.settings import KioskSettings
from tests.kiosk.builders import a_question, an_answer
from tests.kiosk.centre import Centre
from tests.kiosk.dark import HOUR
from tests.kiosk.program import enrolled

CODE = a_question().code


@pytest.fixture
def centre() -> Iterator[Centre]:
    """A centre that knows one dossier."""
    centre = Centre(an_answer())
    yield centre
    centre.close()


def a_line(folder: Path, centre: Centre, faults: Faults, keep_hours: float = 8.0) -> Line:
    settings = KioskSettings(lookup_url=HttpUrl(centre.url), state_folder=folder, keep_hours=keep_hours)
    return Line.of(settings, public_copy(settings), faults, KeyPlace(None))


def test_an_enrolled_machine_signs_what_it_asks_and_keeps_what_it_was_told(tmp_path: Path, centre: Centre) -> None:
    faults = Faults(lambda _: None)
    line = a_line(enrolled(tmp_path), centre, faults)
    told = line.lookup.look_up(CODE)
    assert (told.kept, centre.signed) == (False, True)
    assert not faults.now
    centre.answer = None
    assert line.lookup.look_up(CODE).kept
    line.kept.close()


def test_a_machine_without_identity_asks_for_no_dossier_and_says_so(tmp_path: Path, centre: Centre) -> None:
    faults = Faults(lambda _: None)
    line = a_line(tmp_path, centre, faults)
    with pytest.raises(NotEnrolled):
        line.lookup.look_up(CODE)
    assert (centre.asked, line.identity) == ([], None)
    line.reachability.look()
    assert faults.now == {"not_enrolled"}


def test_a_centre_that_refuses_takes_what_was_kept_away(tmp_path: Path, centre: Centre) -> None:
    line = a_line(enrolled(tmp_path), centre, Faults(lambda _: None))
    line.lookup.look_up(CODE)
    centre.refusal = "device_revoked"
    line.reachability.look()
    assert len(line.kept) == 0


def test_answers_are_kept_for_the_hours_of_the_settings(tmp_path: Path, centre: Centre) -> None:
    assert a_line(tmp_path, centre, Faults(lambda _: None), keep_hours=2).kept.limits.seconds == 2 * HOUR


def test_nothing_is_asked_before_it_is_wanted(tmp_path: Path, centre: Centre) -> None:
    centre.close()
    assert a_line(tmp_path, centre, Faults(lambda _: None)).public.kept_procedures() == ()
