"""Ownership and hand-over: who may say what of a dossier, and who is responsible for it now."""

from lookup_api.domain.dossier import Dossier
from lookup_api.domain.status import Status
from lookup_api.domain.update import HandOver, Responsible
from tests.builders import AGENCY, TAX_OFFICE, a_moment, a_progress_step, a_record

CLERK = Responsible("Trần Thị Bình", "Bộ phận một cửa", "UBND thành phố Tây Ninh")
TAX_OFFICER = Responsible("Lê Văn Cường", "Đội thuế trước bạ", "Chi cục Thuế khu vực")

received = a_record(status=Status.RECEIVED, occurred_at=a_moment(days=5), responsible=CLERK)
handed_over = a_record(
    status=Status.PROCESSING, occurred_at=a_moment(days=4), responsible=None, hand_over=HandOver(TAX_OFFICE)
)
tax_step = a_progress_step(
    sender=TAX_OFFICE, owner=AGENCY, code=received.code.printed, occurred_at=a_moment(days=3), responsible=TAX_OFFICER
)
taken_back = a_record(
    status=Status.PROCESSING, occurred_at=a_moment(days=2), responsible=CLERK, hand_over=HandOver(to=None)
)


def test_another_agencys_step_waits_until_the_hand_over_is_told() -> None:
    early = Dossier.of([received, tax_step])
    assert (len(early.steps), early.waiting) == (1, (tax_step,))
    told = early.after(handed_over)
    assert (len(told.steps), told.waiting) == (3, ())


def test_the_agency_that_has_the_dossier_by_an_open_hand_over_is_responsible_now() -> None:
    assert Dossier.of([received, handed_over, tax_step]).responsible == TAX_OFFICER


def test_the_owner_is_responsible_again_once_it_took_the_dossier_back() -> None:
    assert Dossier.of([received, handed_over, tax_step, taken_back]).responsible == CLERK


def test_a_step_after_the_hand_over_has_ended_waits_for_the_next_one() -> None:
    late = a_progress_step(sender=TAX_OFFICE, owner=AGENCY, code=received.code.printed, occurred_at=a_moment(hours=1))
    ended = Dossier.of([received, handed_over, taken_back, late])
    assert ended.waiting == (late,)
    again = a_record(occurred_at=a_moment(hours=2), hand_over=HandOver(TAX_OFFICE))
    assert ended.after(again).waiting == ()


def test_a_step_that_knows_only_its_day_counts_on_the_day_of_the_hand_over() -> None:
    midnight = handed_over.occurred_at.replace(hour=17, minute=0) - (a_moment() - a_moment(days=1))
    step = a_progress_step(sender=TAX_OFFICE, owner=AGENCY, code=received.code.printed, occurred_at=midnight)
    assert Dossier.of([received, handed_over, step]).waiting == ()


def test_an_agency_that_nobody_handed_it_to_adds_nothing() -> None:
    stranger = a_progress_step(sender="H53.33", owner=AGENCY, code=received.code.printed, occurred_at=a_moment(days=3))
    assert Dossier.of([received, handed_over, stranger]).waiting == (stranger,)


def test_a_dossier_of_which_only_a_waiting_step_is_known_is_not_known() -> None:
    assert not Dossier.of([tax_step]).is_known
