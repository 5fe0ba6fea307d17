"""Help, and the guide to procedures: fields, the procedures of one field, what one procedure asks for (article 7.5)."""

from dataclasses import replace

from kiosk.flow.effects import FetchProcedures, PrintProcedure
from kiosk.flow.events import (
    BackChosen,
    Event,
    FieldChosen,
    PaperPrinted,
    PrintChosen,
    PrintFailed,
    ProcedureChosen,
    ProceduresCame,
    ProceduresMissed,
    RetryChosen,
)
from kiosk.flow.moves import Next, in_print, numbered, printed, show
from kiosk.flow.states import Fields, Printing, ProcedurePage, Procedures, State


def open_guide(state: State) -> Next:
    """The fields; the catalogue is fetched each time, and the one that is known is shown meanwhile."""
    state, request = numbered(state)
    return show(state, Fields(request)), [FetchProcedures(request)]


def on_fields(state: State, fields: Fields, event: Event) -> Next:
    """Which field?"""
    match event:
        case ProceduresCame(request, procedures) if request == fields.request:
            return show(replace(state, procedures=procedures), Fields()), []
        case ProceduresMissed(request, problem) if request == fields.request:
            return show(state, Fields(problem="" if state.procedures else problem)), []
        case RetryChosen():
            return open_guide(state)
        case FieldChosen(field) if any(known.ref.field == field for known in state.procedures):
            return show(state, Procedures(field)), []
    return state, []


def on_procedures(state: State, _: Procedures, event: Event) -> Next:
    """Which procedure?"""
    match event:
        case BackChosen():
            return show(state, Fields()), []
        case ProcedureChosen(procedure):
            return show(state, ProcedurePage(procedure)), []
    return state, []


def on_procedure(state: State, page: ProcedurePage, event: Event) -> Next:
    """What one procedure asks for."""
    match event:
        case BackChosen():
            return show(state, Procedures(page.procedure.ref.field)), []
        case PrintChosen() if page.sheet.printing is not Printing.PRINTING:
            return _print(state, page)
        case PaperPrinted() | PrintFailed():
            return show(state, replace(page, sheet=printed(page.sheet, event))), []
    return state, []


def _print(state: State, page: ProcedurePage) -> Next:
    state, request = numbered(state)
    printing = show(state, replace(page, sheet=in_print(request)))
    return printing, [PrintProcedure(request, page.procedure, state.language)]
