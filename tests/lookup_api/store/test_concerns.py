"""What a leader should look at, on both databases; as many as the figures say."""

from datetime import date, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.figures import Period
from lookup_api.domain.status import Status
from lookup_api.store.concerns import Case, Concern, Question
from lookup_api.store.counting import count_dossiers
from tests.builders import CODE, NOW, OFFICER, TAX_OFFICE, a_code, a_hand_over, a_moment, a_record, an_agency
from tests.lookup_api.stored import store

NOVEMBER = Period.month(date(2026, 11, 1))
LATE = {"status": Status.FINISHED, "due_at": a_moment(days=4), "occurred_at": a_moment(days=1)}


def the_question(holidays: frozenset[date] = frozenset()) -> Question:
    return Question(an_agency(), NOVEMBER, NOW, WorkCalendar(holidays))


def ask(engine: Engine, concern: Concern, question: Question | None = None) -> list[Case]:
    with Session(engine) as session:
        return (question or the_question()).cases(session, concern)


def test_each_concern_has_as_many_cases_as_it_counts(engine: Engine) -> None:
    store(engine, a_record(code=a_code(1), due_at=a_moment(days=2)))
    store(engine, a_record(code=a_code(2), due_at=NOW + timedelta(days=1)))
    store(engine, a_record(code=a_code(3), received_at=a_moment(days=20), **LATE))
    store(engine, a_record(code=a_code(4), due_at=a_moment(days=2), status=Status.SUPPLEMENT_REQUESTED))
    store(engine, a_record(code=a_code(1, TAX_OFFICE), owner=TAX_OFFICE, due_at=a_moment(days=2)))
    with Session(engine) as session:
        counts = the_question().counts(session)
    assert counts == {concern: len(ask(engine, concern)) for concern in Concern} == dict.fromkeys(Concern, 1)


def test_what_no_figure_counts_is_no_concern(engine: Engine) -> None:
    store(engine, a_record(received_at=None, due_at=a_moment(days=2)))
    with Session(engine) as session:
        assert not count_dossiers(session, NOW).figures
    assert not ask(engine, Concern.OVERDUE)


def test_a_case_says_what_it_is_how_late_and_who_has_it(engine: Engine) -> None:
    store(engine, a_record(due_at=a_moment(days=2)))
    [case] = ask(engine, Concern.OVERDUE)
    assert (case.code, case.days, case.unit, case.officer) == (CODE, 2, OFFICER.unit, OFFICER.officer)


def test_a_dossier_that_was_handed_over_is_its_owners_to_answer_for(engine: Engine) -> None:
    store(engine, a_record(due_at=a_moment(days=2), occurred_at=a_moment(days=3)), a_hand_over())
    assert len(ask(engine, Concern.OVERDUE)) == 1


def test_three_working_days_leave_out_days_off(engine: Engine) -> None:
    store(engine, a_record(due_at=NOW + timedelta(days=6)))  # the Monday after the next Friday
    assert not ask(engine, Concern.DUE_SOON)
    holiday = frozenset({date(2026, 11, 25)})
    assert len(ask(engine, Concern.DUE_SOON, the_question(holiday))) == 1


def test_a_field_narrows_the_question(engine: Engine) -> None:
    store(engine, a_record(due_at=a_moment(days=2)))
    asked = Question(an_agency(), NOVEMBER, NOW, WorkCalendar(), "Đất đai")
    assert not ask(engine, Concern.OVERDUE, asked)
