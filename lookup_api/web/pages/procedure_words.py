"""What a procedure asks for and promises, in a reader's words."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath

from lookup_api.domain.procedure import BlankForm, LegalText, Procedure, TermUnit
from lookup_api.domain.receipt import Paper
from lookup_api.domain.wording import Language
from lookup_api.web.pages.texts import texts_in

TERMS = {TermUnit.WORKING_DAYS: "procedure_term_working", TermUnit.CALENDAR_DAYS: "procedure_term_calendar"}
KINDS = {".pdf": "PDF", ".doc": "Word", ".docx": "Word", ".odt": "ODT", ".xls": "Excel", ".xlsx": "Excel"}
KILO = 1_000


def counted(key: str, count: int, language: Language, **gaps: str) -> str:
    """The text of this key, or of `key_one` when there is one; `gaps` are what else stands in it."""
    texts = texts_in(language)
    return texts[f"{key}_one" if count == 1 else key].format(count=count, **gaps)


def term_in_words(procedure: Procedure, language: Language) -> str:
    """The statutory term: `3 ngày làm việc`."""
    if not procedure.term:
        return texts_in(language)["procedure_term_none"]
    return counted(TERMS[procedure.term_unit], procedure.term, language)


def copies_in_words(paper: Paper, language: Language) -> str:
    """How many of a paper are asked for: `1 bản chính, 2 bản chụp`; "" when that is not known."""
    numbers = {
        "procedure_originals": paper.originals,
        "procedure_certified_copies": paper.certified_copies,
        "procedure_photocopies": paper.photocopies,
    }
    return ", ".join(counted(key, count, language) for key, count in numbers.items() if count)


def places_in_words(procedure: Procedure, language: Language) -> list[str]:
    """Where the procedure is handed in, one place a line."""
    texts: Mapping[str, str] = texts_in(language)
    places = [texts[f"procedure_level_{level}"] for level in procedure.levels]
    return [*places, texts["procedure_or_online"]] if procedure.online and places else places


def origin_in_words(text: LegalText, language: Language) -> str:
    """A legal text's number and day: `Số 168/2025/NĐ-CP, ngày 30/06/2025`; "" when neither is known."""
    return ", ".join(_origin(text, texts_in(language)))


def _origin(text: LegalText, texts: Mapping[str, str]) -> Iterator[str]:
    if text.number:
        yield texts["procedure_legal_number"].format(number=text.number)
    if text.issued_on:
        yield texts["procedure_legal_day"].format(day=f"{text.issued_on:%d/%m/%Y}")


def kind_and_size(form: BlankForm, language: Language) -> str:
    """What a form is and how large: `Word, 14 kB`."""
    kind = KINDS.get(PurePath(form.file_name).suffix.lower(), "")
    return ", ".join(filter(None, (kind, _size(form.size, language))))


def _size(size: int, language: Language) -> str:
    if size < KILO**2:
        return f"{max(1, round(size / KILO))} kB"
    megabytes = f"{size / KILO**2:.1f} MB"
    return megabytes if language is Language.EN else megabytes.replace(".", ",")
