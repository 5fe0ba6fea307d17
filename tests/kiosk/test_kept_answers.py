"""What a kiosk keeps of look-ups: for hours, for anybody, and for nobody who carries it away."""

import os
import resource
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.centre.fleeting_key import KeyPlace
from kiosk.centre.kept_answers import KeptAnswers, Limits, erase, for_anybody
from kiosk.centre.sealed_folder import SealedFolder
from lookup_api.contract import Answer, answer_for, naming
from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.codes import DossierCode
from lookup_api.domain.disclosure import Applicant, Tier
from lookup_api.domain.status import Status
from tests.builders import NOW, a_dossier, a_progress_step, a_record
from tests.kiosk.builders import CODE, OFFICER, a_question, a_step, an_answer
from tests.kiosk.dark import HOUR, Keeping
from tests.waiting import eventually

NOTE = "Bà Nguyễn Thị Lan gọi lại"
CODES = st.builds(
    lambda agency, day, serial: DossierCode.parse(f"H53.{agency}-2611{day:02}-{serial:04}"),
    st.integers(10, 99),
    st.integers(1, 30),
    st.integers(1, 9999),
)
NAMES = st.text(st.sampled_from("ABCĐEGHIKLMNOPQRSTUVXYaăâbcdđeêghiklmnoôơpqrstuưvxyằếộữ "), min_size=8, max_size=30)


@pytest.fixture
def keeping(tmp_path: Path) -> Keeping:
    """A machine that keeps answers."""
    return Keeping(tmp_path)


@pytest.fixture
def kept(keeping: Keeping) -> Iterator[KeptAnswers]:
    """A program that has just begun."""
    kept = keeping.start()
    yield kept
    kept.close()


def with_notes(answer: Answer) -> Answer:
    return answer.model_copy(update={"steps": tuple(s.model_copy(update={"note": NOTE}) for s in answer.steps)})


def a_code(number: int) -> DossierCode:
    return DossierCode.parse(f"H53.19-261116-{number:04}")


def test_an_answer_is_found_again_by_its_code_and_no_other(kept: KeptAnswers) -> None:
    kept.keep(a_question().code, an_answer())
    assert kept.find(a_question().code) == an_answer()
    assert kept.find(a_code(43)) is None


def test_what_is_kept_of_a_holders_answer_is_what_anybody_sees(kept: KeptAnswers) -> None:
    noted = with_notes(an_answer(applicant="Trần V. B."))
    kept.keep(a_question().code, noted)
    assert kept.find(a_question().code) == an_answer()
    assert for_anybody(noted) == an_answer()


def test_what_anybody_sees_is_what_the_centre_itself_tells_a_stranger() -> None:
    dossier = a_dossier(a_record(), a_progress_step(note=NOTE))
    told = {tier: answer_for(tier, dossier, WorkCalendar(), NOW) for tier in (Tier.STRANGER, Tier.HOLDER)}
    assert NOTE in [step.note for step in told[Tier.HOLDER].steps]
    assert for_anybody(naming(told[Tier.HOLDER], Tier.HOLDER, Applicant("Trần Văn Bình"))) == told[Tier.STRANGER]


def test_the_command_that_forgets_takes_everything_from_a_running_program(keeping: Keeping, kept: KeptAnswers) -> None:
    kept.keep(a_question().code, an_answer())
    erase(keeping.place, keeping.disk)
    assert kept.find(a_question().code) is None
    kept.close()
    assert keeping.start().find(a_question().code) is None


def test_a_restart_of_the_program_loses_nothing(keeping: Keeping, kept: KeptAnswers) -> None:
    kept.keep(a_question().code, an_answer())
    assert keeping.restarted(kept).find(a_question().code) == an_answer()


def test_a_kiosk_that_was_unplugged_holds_nothing_that_can_be_read(keeping: Keeping, kept: KeptAnswers) -> None:
    kept.keep(a_question().code, an_answer())
    kept.close()
    keeping.power_cut()
    assert keeping.bytes_on_disk()
    assert keeping.start().find(a_question().code) is None
    assert keeping.bytes_on_disk() == b""


@settings(max_examples=25, deadline=None)
@given(CODES, NAMES, NAMES)
def test_no_byte_on_the_disk_tells_a_code_or_a_name(code: DossierCode, officer: str, applicant: str) -> None:
    with TemporaryDirectory() as folder:
        keeping = Keeping(Path(folder))
        kept = keeping.start()
        step = a_step(16, Status.RECEIVED).model_copy(update={"officer": officer, "note": NOTE})
        kept.keep(code, an_answer(code=code.printed, applicant=applicant, steps=(step,)))
        kept.close()
        on_disk = keeping.bytes_on_disk()
        assert len(on_disk) > 500
        for text in (code.printed, officer, applicant, NOTE, OFFICER, "phường", "PROCESSING"):
            assert text.encode() not in on_disk
        assert keeping.place.load_or_make() not in on_disk


@pytest.mark.parametrize("hours", [8.01, 30])
def test_what_is_older_than_the_limit_is_gone_from_memory_and_disk(
    keeping: Keeping, kept: KeptAnswers, hours: float
) -> None:
    kept.keep(a_question().code, an_answer())
    keeping.time.pass_by(hours * HOUR)
    assert kept.find(a_question().code) is None
    kept.sweep()
    kept.close()
    assert keeping.bytes_on_disk() == b""


@given(st.lists(st.tuples(st.floats(0, 4 * HOUR), st.floats(-90 * 24 * HOUR, 90 * 24 * HOUR)), max_size=8))
@settings(max_examples=60, deadline=None)
def test_a_clock_that_is_set_makes_nothing_younger(jumps: list[tuple[float, float]]) -> None:
    with TemporaryDirectory() as folder:
        keeping = Keeping(Path(folder), Limits(seconds=8 * HOUR))
        kept = keeping.start()
        kept.keep(a_question().code, an_answer())
        for passed, jump in jumps:
            keeping.time.pass_by(passed)
            keeping.time.wall += jump
        truly, by_wall = sum(passed for passed, _ in jumps), sum(map(sum, jumps))
        is_there = kept.find(a_question().code) is not None
        kept.close()
        assert is_there == (truly <= 8 * HOUR and by_wall <= 8 * HOUR)


def test_an_answer_of_an_earlier_start_of_the_machine_is_not_believed(keeping: Keeping, kept: KeptAnswers) -> None:
    kept.keep(a_question().code, an_answer())
    kept.close()
    keeping.time.boot = "the next boot"
    assert keeping.start().find(a_question().code) is None


def test_the_oldest_goes_first_when_there_are_too_many(tmp_path: Path) -> None:
    keeping = Keeping(tmp_path, Limits(most=3))
    kept = keeping.start()
    for number in (1, 2, 3, 1, 4):
        keeping.time.pass_by(1)
        kept.keep(a_code(number), an_answer(code=a_code(number).printed))
    again = keeping.restarted(kept)
    assert [number for number in (1, 2, 3, 4) if again.find(a_code(number))] == [1, 3, 4]
    assert len(list(keeping.disk.iterdir())) == 3


def test_forgetting_takes_key_files_and_memory_at_once(keeping: Keeping, kept: KeptAnswers) -> None:
    key = keeping.place.load_or_make()
    for number in range(5):
        kept.keep(a_code(number), an_answer())
    kept.forget()
    assert (len(kept), keeping.bytes_on_disk(), keeping.place.holds(key)) == (0, b"", False)
    kept.close()
    assert keeping.bytes_on_disk() == b""  # what was still to be written is not written after that


def test_what_hangs_in_the_disk_keeps_nothing_from_being_forgotten(keeping: Keeping, kept: KeptAnswers) -> None:
    kept.keep(a_question().code, an_answer())
    with kept._disk:  # a card that takes no write and gives no answer
        threading.Thread(target=kept.forget, daemon=True).start()
        assert eventually(lambda: len(kept) == 0)


def test_after_forgetting_it_may_keep_again(keeping: Keeping, kept: KeptAnswers) -> None:
    kept.forget()
    kept.keep(a_question().code, an_answer())
    assert keeping.restarted(kept).find(a_question().code) == an_answer()


def test_whoever_takes_the_key_away_makes_a_running_program_forget(keeping: Keeping, kept: KeptAnswers) -> None:
    kept.keep(a_question().code, an_answer())
    keeping.place.clear()  # as a factory reset does
    assert kept.find(a_question().code) is None


def test_an_answer_that_the_centre_has_no_longer_is_dropped(keeping: Keeping, kept: KeptAnswers) -> None:
    kept.keep(a_question().code, an_answer())
    kept.drop(a_question().code)
    assert kept.find(a_question().code) is None
    assert keeping.restarted(kept).find(a_question().code) is None


def test_foreign_broken_and_half_written_files_are_deleted_without_a_word(keeping: Keeping, kept: KeptAnswers) -> None:
    kept.keep(a_question().code, an_answer())
    kept.close()
    (ours,) = keeping.disk.iterdir()
    (keeping.disk / f".{ours.name}.0a1b2c3d").write_bytes(ours.read_bytes()[:99])  # killed before the rename
    (keeping.disk / "notes.txt").write_text("xin chào")
    (keeping.disk / ("0" * 64)).write_bytes(ours.read_bytes())  # an answer under another's name
    (keeping.disk / ("1" * 64)).symlink_to("/etc/hostname")
    again = keeping.start()
    assert again.find(a_question().code) == an_answer()
    assert list(keeping.disk.iterdir()) == [ours]
    again.close()


def test_a_kill_between_write_and_rename_leaves_what_was_there(keeping: Keeping) -> None:
    folder = SealedFolder(keeping.disk, bytes(32))
    name = folder.name_of(CODE)
    folder.write(name, b"the first")
    child = os.fork()
    if child == 0:  # dies where a kill or a power cut is worst
        Path.replace = lambda *_: os._exit(9)  # type: ignore[method-assign]  # in this child alone
        folder.write(name, b"the second")
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert len(list(keeping.disk.iterdir())) == 2
    assert folder.read_all() == {name: b"the first"}
    assert len(list(keeping.disk.iterdir())) == 1


def test_a_disk_that_takes_nothing_is_told_and_fails_no_look_up(tmp_path: Path) -> None:
    keeping = Keeping(tmp_path)
    keeping.disk.write_text("a file stands where the folder would be")
    kept = keeping.start()
    kept.keep(a_question().code, an_answer())
    assert kept.find(a_question().code) == an_answer()
    kept.close()
    assert keeping.writes == [False]


def test_a_disk_without_room_is_told_and_keeps_no_half_files(keeping: Keeping) -> None:
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))  # as ENOSPC: a part is written, and no more
        kept = keeping.start()
        kept.keep(a_question().code, an_answer())
        is_found = kept.find(a_question().code) == an_answer()
        kept.close()
        os._exit(0 if (is_found, keeping.writes, keeping.bytes_on_disk()) == (True, [False], b"") else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_an_open_result_is_not_written_for_each_refresh(keeping: Keeping, kept: KeptAnswers) -> None:
    kept.keep(a_question().code, an_answer())
    kept = keeping.restarted(kept)
    (file,) = keeping.disk.iterdir()
    first = file.read_bytes()
    later = an_answer().as_of.replace(minute=59)
    kept.keep(a_question().code, an_answer(as_of=later))
    assert kept.find(a_question().code) == an_answer(as_of=later)
    kept = keeping.restarted(kept)
    assert file.read_bytes() == first
    kept.keep(a_question().code, an_answer(version=5))
    kept.close()
    assert file.read_bytes() != first


def test_without_a_memory_only_folder_nothing_is_written(keeping: Keeping) -> None:
    kept = KeptAnswers(KeyPlace(None), keeping.disk, clocks=keeping.time.clocks)
    kept.keep(a_question().code, an_answer())
    assert kept.find(a_question().code) == an_answer()
    kept.close()
    assert not keeping.disk.exists()
