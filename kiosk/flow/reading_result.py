"""While a citizen reads where the dossier stands, and wishes something: a slip, text messages, to say how it was."""

from dataclasses import replace

from kiosk.errors import OutOfService
from kiosk.flow.code_entry import figures
from kiosk.flow.effects import AskLookup, AskNotice, PrintSlip, ReportDifference, SendRating
from kiosk.flow.events import (
    AnswerCame,
    BackChosen,
    DifferenceChosen,
    ElsewhereChosen,
    Event,
    LookupFailed,
    NoticeAsked,
    NoticeChosen,
    NoticeRefused,
    PaperPrinted,
    PrintChosen,
    PrintFailed,
    RefreshDue,
    StarsChosen,
    SubmitChosen,
)
from kiosk.flow.moves import Next, in_print, numbered, printed, show
from kiosk.flow.states import Asking, Difference, Phone, Printing, Result, State, Trouble
from kiosk.question import Question
from lookup_api.domain.errors import DossierNotFound
from lookup_api.domain.status import Status
from lookup_api.errors import DeviceRefused

MAY_NOT_BE_SHOWN = frozenset({DossierNotFound.code, DeviceRefused.code, OutOfService.code})
OVER = frozenset({Status.RETURNED, Status.REFUSED, Status.WITHDRAWN, Status.STOPPED})  # no more news will come
PHONE_FIGURES = 12
ELSEWHERE = frozenset({"sms", "web", "paper"})


def on_result(state: State, result: Result, event: Event) -> Next:
    """On the result itself."""
    match event:
        case RefreshDue() if not result.refresh:
            return refresh(state, result)
        case AnswerCame() | LookupFailed() if event.request == result.refresh:
            return show(state, _refreshed(result, event)), []
        case PrintChosen() if result.slip.printing is not Printing.PRINTING:
            return _print(state, result)
        case PaperPrinted() | PrintFailed():
            return show(state, _with_slip(result, event)), []
    return _wishing(state, result, event)


def on_phone(state: State, phone: Phone, event: Event) -> Next:
    """While a number is typed, and until the centre has it."""
    match event:
        case BackChosen() if not phone.request:  # the centre is about to say whether it has the wish
            return show(state, phone.result), []
        case PaperPrinted() | PrintFailed():
            return show(state, replace(phone, result=_with_slip(phone.result, event))), []
        case SubmitChosen() if phone.typed and not phone.request:
            return _ask_notice(state, phone)
        case NoticeAsked(request) if request == phone.request:
            return show(state, replace(phone.result, notice=Asking.DONE)), []
        case NoticeRefused(request, problem) if request == phone.request:
            return show(state, replace(phone, request=0, problem=problem)), []
    return show(state, _typing(phone, event)), []


def on_difference(state: State, difference: Difference, event: Event) -> Next:
    """While a citizen says where something else was said."""
    match event:
        case BackChosen():
            return show(state, difference.result), []
        case PaperPrinted() | PrintFailed():
            return show(state, replace(difference, result=_with_slip(difference.result, event))), []
        case ElsewhereChosen(elsewhere) if elsewhere in ELSEWHERE:
            result = difference.result
            told = ReportDifference(result.question.code, result.answer.version, elsewhere, state.language)
            return show(state, replace(result, reported=True)), [told]
    return state, []


def refresh(state: State, result: Result, question: Question | None = None) -> Next:
    """Ask the centre again, without taking anything from the screen."""
    state, request = numbered(state)
    asking = replace(result, refresh=request, question=question or result.question)
    return show(state, asking), [AskLookup(request, asking.question)]


def _wishing(state: State, result: Result, event: Event) -> Next:
    match event:
        case StarsChosen(stars) if 1 <= stars <= 5 and not result.stars:
            rating = SendRating(stars, result.question.code, state.language)
            return show(state, replace(result, stars=stars)), [rating]
        case NoticeChosen() if result.notice is not Asking.DONE and result.answer.status not in OVER:
            return show(state, Phone(replace(result, refresh=0))), []
        case DifferenceChosen() if not result.reported:
            return show(state, Difference(replace(result, refresh=0))), []
    return state, []


def _with_slip(result: Result, event: PaperPrinted | PrintFailed) -> Result:
    return replace(result, slip=printed(result.slip, event))


def _print(state: State, result: Result) -> Next:
    state, request = numbered(state)
    printing = show(state, replace(result, slip=in_print(request)))
    return printing, [PrintSlip(request, result.answer, state.language)]


def _ask_notice(state: State, phone: Phone) -> Next:
    state, request = numbered(state)
    asking = show(state, replace(phone, request=request, problem=""))
    return asking, [AskNotice(request, phone.result.question, phone.typed, state.language)]


def _typing(phone: Phone, event: Event) -> Phone:
    """The number after one more key; while the centre is asked it stays as it is."""
    typed = phone.typed if phone.request else figures(phone.typed, event, PHONE_FIGURES)
    return phone if typed == phone.typed else replace(phone, typed=typed, problem="")


def _refreshed(result: Result, event: AnswerCame | LookupFailed) -> Result | Trouble:
    """What the screen shows never goes back to an older version. A centre that can't be asked takes nothing from it;
    what may not be shown any more goes at once."""
    if isinstance(event, LookupFailed):
        gone = event.problem in MAY_NOT_BE_SHOWN
        return Trouble(event.problem, result.question) if gone else replace(result, refresh=0, stale=True)
    newer = event.answer.version >= result.answer.version and not event.kept
    answer = event.answer if newer else result.answer
    return replace(result, answer=answer, refresh=0, stale=event.kept, kept=result.kept and event.kept)
