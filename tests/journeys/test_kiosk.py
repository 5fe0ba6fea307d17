"""A citizen at the kiosk, by real keys and touches on a real display: scan, read, print, done, in each language."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp

from kiosk.languages.shelf import CATALOGUES
from lookup_api.domain.status import Status
from lookup_api.domain.wording import Language, status_name
from lookup_api.paper.roll import Roll
from tests.kiosk.builders import CODE, OFFICER, an_answer
from tests.kiosk.centre import Centre
from tests.kiosk.display import Display, running_display
from tests.kiosk.program import enrolled, running_kiosk
from tests.sample_site.loopback_printer import LoopbackPrinter

SIZE = (540, 960)


@pytest.fixture(scope="module")
def display() -> Iterator[Display]:
    """A display as large as the window."""
    with running_display(*SIZE) as display:
        yield display


@pytest.fixture
def centre() -> Iterator[Centre]:
    """A centre that knows one dossier."""
    centre = Centre(an_answer())
    yield centre
    centre.close()


@pytest.mark.parametrize("language", list(CATALOGUES))
def test_scan_read_print_done(language: Language, centre: Centre, display: Display, tmp_path: Path) -> None:
    words = CATALOGUES[language]
    with LoopbackPrinter(Roll.MM80) as printer:
        settings = {
            "MOTCUA_KIOSK_LOOKUP_URL": centre.url,
            "MOTCUA_KIOSK_STATE_FOLDER": str(enrolled(tmp_path / "state")),
            "MOTCUA_KIOSK_CAMERA": "",
            "MOTCUA_KIOSK_PRINTER": "escpos",
            "MOTCUA_KIOSK_PRINTER_ADDRESS": f"tcp://127.0.0.1:{printer.port}",
            "MOTCUA_KIOSK_WIDTH": str(display.width),
            "MOTCUA_KIOSK_HEIGHT": str(display.height),
        }
        with running_kiosk(tmp_path, settings | display.settings) as kiosk:
            kiosk.shows("welcome-vi")
            if language is not Language.VI:
                display.touch(*kiosk.place(words.language_name))
            kiosk.shows(f"welcome-{language}")
            display.type(CODE)
            kiosk.shows(f"result-processing-{language}", code=CODE, status=status_name(Status.PROCESSING, language))
            display.touch(*kiosk.place(words.print_slip))
            (slip,) = printer.papers(1)
            kiosk.shows("result", notice=words.printed)
            display.touch(*kiosk.place(words.done))
            home = kiosk.shows("welcome-vi")
            assert not [text for text in home["texts"] if CODE in text or OFFICER in text]
            assert kiosk.end() == 0
    assert {code.text for code in zxingcpp.read_barcodes(slip)} == {CODE}
