"""What the centre tells anybody is kept for when it is away, whole or not at all."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.centre.centre import RecordingCentre
from kiosk.centre.public_copy import PROCEDURES, SITE, PublicCopy
from lookup_api.domain.errors import LookupUnavailable, TooManyRequests
from lookup_api.domain.procedure import Level, Procedure, ProcedureRef, TermUnit
from lookup_api.domain.receipt import Paper
from lookup_api.site_file import SiteFacts

GUIDE = Procedure(
    ProcedureRef("1.001612", "Đăng ký thành lập hộ kinh doanh", "Đăng ký kinh doanh"),
    3,
    TermUnit.WORKING_DAYS,
    (Paper("Căn cước", photocopies=1),),
    100_000,
    levels=(Level.COMMUNE,),
)
FACTS = SiteFacts(hotline="0276 3000 000")


@dataclass
class Away:
    """Raises while it is away."""

    failure: Exception | None = None

    def __call__(self) -> None:
        if self.failure:
            raise self.failure


@pytest.fixture
def away() -> Away:
    return Away()


@pytest.fixture
def copy(tmp_path: Path, away: Away) -> PublicCopy:
    return PublicCopy(RecordingCentre(procedures=(GUIDE,), facts=FACTS, before=away), tmp_path / "state")


def test_what_was_told_last_is_told_while_the_centre_is_away(copy: PublicCopy, away: Away) -> None:
    assert (copy.site(), copy.list_procedures()) == (FACTS, (GUIDE,))
    away.failure = LookupUnavailable()
    assert (copy.site(), copy.list_procedures()) == (FACTS, (GUIDE,))
    assert (copy.kept_site(), copy.kept_procedures()) == (FACTS, (GUIDE,))


def test_a_machine_that_never_reached_the_centre_has_nothing_to_tell(copy: PublicCopy, away: Away) -> None:
    away.failure = LookupUnavailable()
    for ask in (copy.site, copy.list_procedures):
        with pytest.raises(LookupUnavailable):
            ask()
    assert (copy.kept_site(), copy.kept_procedures()) == (SiteFacts(), ())


def test_a_hall_that_asked_too_often_is_told_from_the_copy(copy: PublicCopy, away: Away) -> None:
    copy.renew()
    away.failure = TooManyRequests()
    assert (copy.site(), copy.list_procedures()) == (FACTS, (GUIDE,))


def test_who_wants_it_anew_is_not_told_from_the_copy(copy: PublicCopy, away: Away) -> None:
    assert copy.renew() == FACTS
    assert copy.kept_procedures() == (GUIDE,)
    away.failure = LookupUnavailable()
    with pytest.raises(LookupUnavailable):
        copy.renew()


@pytest.mark.parametrize("torn", [b"", b"{", b'{"procedures": 7}', b"\x00\xff"])
def test_a_file_that_cannot_be_read_is_as_good_as_none(copy: PublicCopy, torn: bytes) -> None:
    copy.folder.mkdir()
    (copy.folder / PROCEDURES).write_bytes(torn)
    assert copy.kept_procedures() == ()


def test_what_a_newer_centre_says_more_is_passed_over(copy: PublicCopy) -> None:
    copy.folder.mkdir()
    (copy.folder / SITE).write_text('{"hotline": "1022", "later": [1]}', encoding="utf-8")
    assert copy.kept_site() == SiteFacts(hotline="1022")


def test_the_same_again_is_not_written(copy: PublicCopy) -> None:
    copy.site()
    written = (copy.folder / SITE).stat().st_mtime_ns
    copy.site()
    assert (copy.folder / SITE).stat().st_mtime_ns == written
    assert sorted(path.name for path in copy.folder.iterdir()) == [SITE]


def test_a_disk_that_takes_nothing_holds_up_nobody(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be", encoding="utf-8")
    assert PublicCopy(RecordingCentre(facts=FACTS), tmp_path / "state").site() == FACTS
