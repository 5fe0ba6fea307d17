"""The program when things go wrong: the centre away, a restart, a revocation, a disk that takes nothing; its log."""

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kiosk.centre.kept_answers import FOLDER
from tests.kiosk.builders import CODE, OFFICER, an_answer
from tests.kiosk.centre import Centre
from tests.kiosk.display import Display, running_display
from tests.kiosk.program import enrolled, running_kiosk
from tests.waiting import eventually

IN_MEMORY = Path("/dev/shm")  # a tmpfs on every Linux
SECRET = "ABCD1234"
HOLDER = an_answer(applicant="Trần V. B.")


@pytest.fixture
def centre() -> Iterator[Centre]:
    """A centre that knows one dossier."""
    centre = Centre(HOLDER)
    yield centre
    centre.close()


@pytest.fixture
def memory() -> Iterator[Path]:
    """A folder that a power cut would erase."""
    with TemporaryDirectory(dir=IN_MEMORY, prefix="motcua-test-") as folder:
        yield Path(folder)


@pytest.fixture
def display() -> Iterator[Display]:
    """A display that a scanner can type into."""
    with running_display(270, 480) as display:
        yield display


@pytest.fixture
def settings(centre: Centre, memory: Path, display: Display, tmp_path: Path) -> dict[str, str]:
    """A small enrolled kiosk, without a camera."""
    return display.settings | {
        "MOTCUA_KIOSK_LOOKUP_URL": centre.url,
        "MOTCUA_KIOSK_STATE_FOLDER": str(enrolled(tmp_path / "state")),
        "MOTCUA_KIOSK_RUNTIME_FOLDER": str(memory),
        "MOTCUA_KIOSK_CAMERA": "",
        "MOTCUA_KIOSK_WIDTH": "270",
        "MOTCUA_KIOSK_HEIGHT": "480",
        "MOTCUA_KIOSK_REFRESH_SECONDS": "0.3",
    }


def kept_files(folder: Path) -> list[Path]:
    return sorted((folder / "state" / FOLDER).glob("[0-9a-f]*"))


def everything_on_disk(folder: Path) -> bytes:
    files = [file for file in (folder / "state").rglob("*") if file.is_file()]
    return b"".join(str(file).encode() + file.read_bytes() for file in files)


def test_with_the_centre_away_and_after_a_restart_the_last_answer_is_told_and_a_revocation_takes_it_away(
    centre: Centre, settings: dict[str, str], display: Display, tmp_path: Path
) -> None:
    with running_kiosk(tmp_path, settings) as kiosk:
        kiosk.shows("welcome")
        display.type(f"https://tracuu.example.vn/r/{CODE}/{SECRET}")
        told = kiosk.shows("result", code=CODE, officer=OFFICER)
        assert "Trần V. B." in " ".join(told["texts"])
        assert eventually(lambda: kept_files(tmp_path))
        assert kiosk.end() == 0
    on_disk = everything_on_disk(tmp_path)
    assert not [text for text in (CODE, OFFICER, SECRET, "Trần", "phường") if text.encode() in on_disk]
    centre.answer = None
    with running_kiosk(tmp_path, settings) as kiosk:
        kiosk.shows("welcome")
        display.type(CODE)
        told = kiosk.shows("result", code=CODE, officer=OFFICER)
        assert "Trần" not in " ".join(told["texts"])
        centre.refusal = "device_revoked"
        kiosk.shows("out")
        assert eventually(lambda: not kept_files(tmp_path))
        centre.refusal, centre.answer = "", HOLDER
        assert kiosk.end() == 0
    log = (tmp_path / "log").read_text()
    assert "out_of_service: found" in log
    assert not [text for text in (CODE, OFFICER, SECRET, "Trần", "0276") if text in log]
    assert not re.search(r"H53\.|/v1/dossiers|/r/", log)
    assert len(log.splitlines()) < 40


def test_a_disk_that_takes_nothing_and_a_power_cut_stop_no_look_up(
    centre: Centre, settings: dict[str, str], display: Display, tmp_path: Path
) -> None:
    (tmp_path / "state" / FOLDER).write_text("a file stands in the way")
    with running_kiosk(tmp_path, settings) as kiosk:
        kiosk.shows("welcome")
        display.type(CODE)
        kiosk.shows("result", code=CODE)
        assert eventually(lambda: "disk_full: found" in (tmp_path / "log").read_text())
        centre.answer = None
        display.type(CODE)
        kiosk.shows("result", code=CODE)
        assert kiosk.end() == 0
