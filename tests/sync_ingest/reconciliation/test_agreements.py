"""What the centre keeps of each comparison, and what a person says to leave as it is."""

from datetime import timedelta

from sqlalchemy.orm import Session

from sync_ingest.reconciliation.agreements import find_last, keep, list_last, list_left, save_agreement
from sync_ingest.reconciliation.forms import AgreementForm, FactsForm, LeftForm
from sync_ingest.reconciliation.tree import Finding
from tests.builders import AGENCY, CODE, NOW, TAX_OFFICE, a_code

LATER = NOW + timedelta(days=1)


def left(code: str = CODE, period: str = "2026-11", status: int = 4) -> LeftForm:
    """A difference that is left."""
    there = FactsForm.model_validate({"code": code, "status": status})
    return LeftForm(code=code, period=period, finding=Finding.DIFFERENT, reason="newer_elsewhere", there=there)


def told(*differences: LeftForm, period: str | None = None) -> AgreementForm:
    """An agent's word on a comparison that has left these."""
    number = len(differences)
    counts = {"there": 9, "missing": 0, "extra": 0, "different": number, "repaired": 0, "left": number}
    return AgreementForm.model_validate({**counts, "period": period, "differences": list(differences)})


def test_each_agencys_last_agreement_is_kept(session: Session) -> None:
    save_agreement(session, AGENCY, told(left()), (9, NOW))
    save_agreement(session, AGENCY, told(), (9, LATER))
    save_agreement(session, TAX_OFFICE, told(left("1/CT")), (9, NOW))
    last = list_last(session)
    assert (last[AGENCY].is_agreed, last[AGENCY].compared_at) == (True, LATER)
    assert last[TAX_OFFICE].left == 1
    assert find_last(session, AGENCY) == last[AGENCY]


def test_a_difference_that_is_not_left_any_more_is_gone(session: Session) -> None:
    save_agreement(session, AGENCY, told(left(a_code(1)), left(a_code(2))), (9, NOW))
    save_agreement(session, AGENCY, told(left(a_code(2))), (9, LATER))
    assert [(one.code, one.since) for one in list_left(session, AGENCY)] == [(a_code(2), NOW)]


def test_a_comparison_of_one_period_leaves_what_is_left_of_the_others(session: Session) -> None:
    save_agreement(session, AGENCY, told(left(a_code(1), "2026-10"), left(a_code(2))), (9, NOW))
    save_agreement(session, AGENCY, told(period="2026-11"), (9, LATER))
    assert [one.code for one in list_left(session, AGENCY)] == [a_code(1)]


def test_what_a_person_keeps_as_it_is_waits_no_longer(session: Session) -> None:
    save_agreement(session, AGENCY, told(left()), (9, NOW))
    keep(session, AGENCY, CODE, ("lan", NOW))
    assert save_agreement(session, AGENCY, told(left()), (9, LATER)).is_agreed
    assert [one.kept_by for one in list_left(session, AGENCY)] == ["lan"]


def test_it_waits_again_once_one_side_has_changed(session: Session) -> None:
    save_agreement(session, AGENCY, told(left()), (9, NOW))
    keep(session, AGENCY, CODE, ("lan", NOW))
    assert save_agreement(session, AGENCY, told(left(status=9)), (9, LATER)).left == 1


def test_keeping_what_is_gone_meanwhile_does_nothing(session: Session) -> None:
    keep(session, AGENCY, CODE, ("lan", NOW))
    assert list_left(session, AGENCY) == []
