"""What a screen says aloud, in the order that helps who does not see it: where, what to do, whom to ask, how to go on.

Khmer is not spoken (see kiosk/hardware/voice.py), so its screens say nothing. The applicant's name is never read:
others stand in the hall.
"""

from collections.abc import Callable, Iterator
from typing import Any

from kiosk.flow import states
from kiosk.flow.states import Asking, Printing, State
from kiosk.hardware.voice import in_vietnamese
from kiosk.languages.aloud import ALOUD
from kiosk.languages.guidance import GUIDANCE
from kiosk.languages.shelf import CATALOGUES
from kiosk.languages.wishes import WISHES
from kiosk.saying import speech_staff, telling
from kiosk.saying.phone_number import phone_problem
from kiosk.saying.procedure_words import copies, term
from kiosk.saying.pronouncing import phone_aloud, readable
from kiosk.saying.speaker import Speaker
from kiosk.saying.trouble import trouble_text
from lookup_api.contract import Answer, ResponsibleAnswer
from lookup_api.domain.receipt import Paper
from lookup_api.domain.wording import Language, status_name, what_to_do
from lookup_api.paper.labels import LABELS as PRINTED

LAST_STEPS = 3
NOBODY = ResponsibleAnswer(officer="", unit="", agency="", phone="")


def spoken(state: State) -> str:
    """What the screen of `state` says aloud, a line for each breath; "" in a language that no voice speaks."""
    if state.language not in ALOUD:
        return ""
    speaker = Speaker(state.language, CATALOGUES[state.language], ALOUD[state.language])
    lines = _time(speaker) if state.asking_more_time else TOLD[type(state.screen)](state, state.screen, speaker)
    return "\n".join(readable(_ended(line), state.language) for line in lines if line.strip())


def _time(speaker: Speaker) -> Iterator[str]:
    yield speaker.aloud.stay.format(label=speaker.words.stay)


def _welcome(state: State, screen: states.Welcome, speaker: Speaker) -> Iterator[str]:
    words = speaker.words
    yield words.welcome_title.replace("\n", " ")
    yield words.welcome_lead_no_camera if "camera_unavailable" in state.faults else words.welcome_lead
    yield from _whom_to_ask(state, speaker)


def _help(state: State, screen: states.Help, speaker: Speaker) -> Iterator[str]:
    yield speaker.aloud.help
    yield from _whom_to_ask(state, speaker)
    yield speaker.to_repeat


def _scanning(state: State, screen: states.Scanning, speaker: Speaker) -> Iterator[str]:
    yield speaker.words.scan_title
    yield speaker.words.scan_lead


def _keypad(state: State, screen: states.Keypad, speaker: Speaker) -> Iterator[str]:
    """Once something is typed only what stands there: it is said again with each key."""
    if screen.problem:
        yield trouble_text(screen.problem, speaker.language).sentence
    if screen.typed in ("", state.site.code_start):
        yield speaker.words.keypad_title
        yield speaker.words.keypad_lead
    said = speaker.code(screen.typed)
    yield speaker.aloud.typed.format(code=said) if said else speaker.aloud.nothing_typed


def _searching(state: State, screen: states.Searching, speaker: Speaker) -> Iterator[str]:
    yield speaker.aloud.looking_up.format(code=speaker.code(screen.question.code.printed))


def _result(state: State, screen: states.Result, speaker: Speaker) -> Iterator[str]:
    answer, aloud, words = screen.answer, speaker.aloud, speaker.words
    yield from _news(screen, speaker)
    yield telling.sentence(_named(answer, speaker), words)
    yield what_to_do(answer.status, speaker.language)
    yield _missing(answer, speaker)
    yield speaker.amount(answer.fee) if answer.fee else ""
    yield _who(answer.responsible or NOBODY, speaker)
    yield aloud.procedure.format(name=speaker.named(answer.procedure.name)) if answer.procedure else ""
    yield _steps(answer, speaker)
    yield aloud.code.format(code=speaker.code(answer.code))
    yield aloud.to_print.format(label=words.print_slip) if screen.slip.printing is Printing.NOT_ASKED else ""
    yield aloud.when_done.format(label=words.done)
    yield speaker.to_repeat


def _news(screen: states.Result, speaker: Speaker) -> Iterator[str]:
    """What has just been done for the citizen, and what is not as usual."""
    printing = {Printing.PRINTING: speaker.words.printing, Printing.PRINTED: speaker.words.printed}
    yield printing.get(screen.slip.printing, "")
    yield trouble_text(screen.slip.problem, speaker.language).sentence if screen.slip.problem else ""
    yield speaker.aloud.rated if screen.stars else ""
    yield speaker.aloud.reported if screen.reported else ""
    yield speaker.aloud.notice_asked if screen.notice is Asking.DONE else ""
    if screen.kept:
        yield speaker.aloud.kept.format(**telling.parts_of(screen.answer.as_of, speaker.words))


def _missing(answer: Answer, speaker: Speaker) -> str:
    missing, aloud = answer.missing, speaker.aloud
    if len(missing) == 1:
        return aloud.missing_one.format(papers=speaker.named(missing[0]))
    return aloud.missing_many.format(count=len(missing), papers=speaker.numbered(missing)) if missing else ""


def _who(who: ResponsibleAnswer, speaker: Speaker) -> str:
    """Who has it, in full, and how to call them."""
    if who == NOBODY:
        return speaker.words.no_responsible
    officer = telling.officer_named(who.officer, speaker.words)
    named = [_officer(who.officer, officer, speaker), *(map(speaker.named, (who.unit, who.agency)))]
    told = f"{speaker.words.responsible}: {', '.join(filter(None, named))}."
    number = phone_aloud(who.phone, speaker.language)
    return f"{told} {speaker.aloud.phone.format(number=number)}" if number else told


def _officer(name: str, titled: str, speaker: Speaker) -> str:
    """The name itself is read in Vietnamese, what is before it in the screen's language."""
    tidy = " ".join(name.split())
    return titled.removesuffix(tidy) + (tidy if speaker.language is Language.VI else in_vietnamese(tidy))


def _steps(answer: Answer, speaker: Speaker) -> str:
    last = reversed(answer.steps[-LAST_STEPS:])
    told = (
        f"{telling.short_day(step.at, speaker.words)}: {status_name(step.status, speaker.language)}" for step in last
    )
    return speaker.aloud.steps.format(steps="; ".join(told)) if answer.steps else ""


def _phone(state: State, screen: states.Phone, speaker: Speaker) -> Iterator[str]:
    if screen.problem:
        yield phone_problem(screen.problem, speaker.language)
    if screen.request:
        yield WISHES[speaker.language].phone_asking
        return
    number = phone_aloud(screen.typed, speaker.language)
    yield speaker.aloud.phone_typed.format(number=number) if number else speaker.aloud.phone_pad


def _difference(state: State, screen: states.Difference, speaker: Speaker) -> Iterator[str]:
    yield speaker.aloud.difference


def _trouble(state: State, screen: states.Trouble, speaker: Speaker) -> Iterator[str]:
    told, aloud = trouble_text(screen.problem, speaker.language), speaker.aloud
    yield told.title
    yield told.sentence
    yield aloud.code.format(code=speaker.code(screen.question.code.printed)) if screen.question else ""
    codes = "; ".join(speaker.code(code.printed) for code in screen.near)
    yield aloud.near.format(codes=codes) if codes else ""
    yield aloud.number_of_trouble.format(number=told.number)
    yield from _whom_to_ask(state, speaker)


def _fields(state: State, screen: states.Fields, speaker: Speaker) -> Iterator[str]:
    fields = dict.fromkeys(procedure.ref.field for procedure in state.procedures)
    if screen.problem:
        yield trouble_text(screen.problem, speaker.language).sentence
    elif fields:
        yield GUIDANCE[speaker.language].in_vietnamese
        yield speaker.aloud.fields.format(names="; ".join(map(speaker.named, fields)))
    elif screen.request:
        yield speaker.aloud.fields_wait
    else:
        yield GUIDANCE[speaker.language].no_procedures
        yield GUIDANCE[speaker.language].no_procedures_lead


def _procedures(state: State, screen: states.Procedures, speaker: Speaker) -> Iterator[str]:
    names = (procedure.ref.name for procedure in state.procedures if procedure.ref.field == screen.field)
    yield speaker.aloud.field.format(field=speaker.named(screen.field), names=speaker.numbered(names))


def _procedure(state: State, screen: states.ProcedurePage, speaker: Speaker) -> Iterator[str]:
    procedure, labels = screen.procedure, PRINTED[speaker.language]
    if screen.sheet.printing is Printing.PRINTED:
        yield GUIDANCE[speaker.language].sheet_printed
    if screen.sheet.printing is Printing.FAILED:
        yield speaker.words.print_failed.format(number=trouble_text(screen.sheet.problem, speaker.language).number)
    yield speaker.named(procedure.ref.name)
    papers = " ".join(_paper(at, paper, speaker) for at, paper in enumerate(procedure.papers, 1))
    yield speaker.aloud.papers.format(papers=papers or labels.no_papers)
    yield speaker.aloud.term.format(term=term(procedure, speaker.language))
    yield speaker.amount(procedure.fee)
    places = ", ".join(labels.levels[level] for level in procedure.levels)
    yield speaker.aloud.where.format(places=places) if places else ""
    yield speaker.to_repeat


def _paper(number: int, paper: Paper, speaker: Speaker) -> str:
    named = ", ".join(filter(None, (speaker.named(paper.name), copies(paper, speaker.language))))
    return speaker.aloud.numbered.format(number=number, name=named)


def _out_of_service(state: State, screen: states.OutOfService, speaker: Speaker) -> Iterator[str]:
    yield speaker.aloud.out_of_service
    yield trouble_text("out_of_service", speaker.language).sentence
    yield from _whom_to_ask(state, speaker)


def _whom_to_ask(state: State, speaker: Speaker) -> Iterator[str]:
    contacts, aloud = state.site.contacts, speaker.aloud
    if contacts.hotline:
        yield aloud.hotline.format(number=phone_aloud(contacts.hotline, speaker.language))
    if contacts.sms_number:
        yield aloud.by_sms.format(number=phone_aloud(contacts.sms_number, speaker.language))
    if contacts.address:
        yield aloud.on_web.format(address=contacts.address)


def _named(answer: Answer, speaker: Speaker) -> Answer:
    """The answer with its names as they are read."""
    who = answer.responsible
    if who is None:
        return answer
    named = {name: speaker.named(getattr(who, name)) for name in ("unit", "agency")}
    officer = who.officer if speaker.language is Language.VI else in_vietnamese(" ".join(who.officer.split()))
    return answer.model_copy(update={"responsible": who.model_copy(update=named | {"officer": officer})})


def _ended(line: str) -> str:
    """A voice breathes at a full stop."""
    return line if line.endswith((".", "?", "!", "…")) else f"{line}."


Told = Callable[[State, Any, Speaker], Iterator[str]]
TOLD: dict[type, Told] = {
    states.Welcome: _welcome,
    states.Help: _help,
    states.Scanning: _scanning,
    states.Keypad: _keypad,
    states.Searching: _searching,
    states.Result: _result,
    states.Phone: _phone,
    states.Difference: _difference,
    states.Trouble: _trouble,
    states.Fields: _fields,
    states.Procedures: _procedures,
    states.ProcedurePage: _procedure,
    states.StaffDoor: speech_staff.door,
    states.Staff: speech_staff.staff,
    states.TouchTest: speech_staff.touch_test,
    states.PrintBack: speech_staff.print_back,
    states.OutOfService: _out_of_service,
}
