"""What a procedure asks for and promises, in words: for the screen and for the voice."""

from lookup_api.domain.procedure import Procedure
from lookup_api.domain.receipt import Paper
from lookup_api.domain.wording import Language
from lookup_api.paper import words
from lookup_api.paper.labels import LABELS


def term(procedure: Procedure, language: Language) -> str:
    """How long it takes: `15 ngày làm việc`; or that no term is set."""
    labels = LABELS[language]
    counted = labels.one_day if procedure.term == 1 else labels.days
    return counted[procedure.term_unit].format(count=procedure.term) if procedure.term else labels.no_term


def copies(paper: Paper, language: Language) -> str:
    """How many of which kind: `1 bản chính, 2 bản chụp`; "" when the catalogue does not say."""
    labels = LABELS[language]
    kinds = zip(words.copies(paper), labels.one_copy, labels.copies, strict=True)
    return ", ".join(f"{number} {one if number == 1 else many}" for number, one, many in kinds if number)


def where(procedure: Procedure, language: Language) -> str:
    """Where it is handed in; "" when the catalogue does not say."""
    labels = LABELS[language]
    places = "; ".join(labels.levels[level] for level in procedure.levels)
    return f"{places} {labels.online}" if places and procedure.online else places


def fee(procedure: Procedure, language: Language) -> str:
    """What it costs, or that it costs nothing."""
    return words.amount(procedure.fee, language) if procedure.fee else LABELS[language].no_fee


def legal_basis(procedure: Procedure) -> str:
    """The legal texts by their numbers, which is how people look them up; by title where one has none."""
    return "; ".join(text.number or text.title for text in procedure.legal_texts)
