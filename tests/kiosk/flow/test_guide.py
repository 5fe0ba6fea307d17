"""The guide to procedures: field, procedure, papers."""

from dataclasses import replace

from kiosk.flow import events
from kiosk.flow.effects import FetchProcedures, PrintProcedure
from kiosk.flow.states import Fields, Printing, ProcedurePage, Procedures, Site, State, Welcome
from kiosk.flow.step import step
from lookup_api.domain.wording import Language
from tests.kiosk.builders import a_procedure

HOME = State.at_start(Site(code_start="H53"))
KNOWN = (a_procedure(),)
FIELD = KNOWN[0].ref.field


def after(state: State, *happened: events.Event) -> State:
    """The state that a row of events leads to."""
    for event in happened:
        state, _ = step(state, event)
    return state


def test_the_guide_fetches_the_catalogue_and_shows_its_fields() -> None:
    state, effects = step(HOME, events.GuideChosen())
    assert (state.screen, effects) == (Fields(1), [FetchProcedures(1)])
    assert after(state, events.ProceduresCame(1, KNOWN)) == replace(HOME, screen=Fields(), asked=1, procedures=KNOWN)


def test_a_catalogue_that_is_known_is_good_enough_while_the_centre_is_away() -> None:
    missed = events.ProceduresMissed(1, "lookup_unavailable")
    state = after(replace(HOME, procedures=KNOWN), events.GuideChosen(), missed)
    assert state.screen == Fields()


def test_without_any_catalogue_the_guide_says_why_and_can_be_tried_again() -> None:
    state = after(HOME, events.GuideChosen(), events.ProceduresMissed(1, "lookup_unavailable"))
    assert state.screen == Fields(problem="lookup_unavailable")
    assert after(state, events.RetryChosen()).screen == Fields(2)


def test_from_field_to_procedure_and_back() -> None:
    state = after(replace(HOME, screen=Fields(), procedures=KNOWN), events.FieldChosen(FIELD))
    assert state.screen == Procedures(FIELD)
    page = after(state, events.ProcedureChosen(KNOWN[0]))
    assert page.screen == ProcedurePage(KNOWN[0])
    assert after(page, events.BackChosen()).screen == Procedures(FIELD)
    assert after(page, events.BackChosen(), events.BackChosen()).screen == Fields()
    assert after(page, events.DoneChosen()).screen == Welcome()


def test_what_a_procedure_asks_for_is_printed() -> None:
    page = replace(HOME, screen=ProcedurePage(KNOWN[0]))
    state, effects = step(page, events.PrintChosen())
    assert effects == [PrintProcedure(1, KNOWN[0], Language.VI)]
    printed = after(state, events.PaperPrinted(1)).screen
    assert isinstance(printed, ProcedurePage)
    assert printed.sheet.printing is Printing.PRINTED
