"""Paints the pages for filing online: the form as it stands, the answers to check, and that it is closed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi import Request, Response

from lookup_api.domain.agency import Agency
from lookup_api.domain.filing import Attachment
from lookup_api.domain.procedure import Procedure
from lookup_api.web.desk import Desk
from lookup_api.web.filing.desk import FilingDesk
from lookup_api.web.filing.draft import EXTRA, Draft
from lookup_api.web.filing.reading import ADDRESS, AGENCY, CONSENT, IDENTITY, NAME, PHONE, SUMMARY
from lookup_api.web.pages.filing_words import in_page_order, size_in_words
from lookup_api.web.pages.forms import paint_form
from lookup_api.web.pages.language import language_of
from lookup_api.web.pages.paint import paint
from lookup_api.web.pages.texts import texts_in

CLOSED_STATUS = 503


@dataclass(frozen=True)
class Room:
    """What a filing's pages are about: the procedure, and the agencies that one may choose from."""

    desk: Desk
    filing: FilingDesk
    procedure: Procedure
    agencies: tuple[Agency, ...]

    @property
    def papers(self) -> dict[str, str]:
        """The names of the procedure's papers by the names of their fields."""
        return {f"giay-{number}": paper.name for number, paper in enumerate(self.procedure.papers, 1)}

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields in the order of the page."""
        return (AGENCY, NAME, IDENTITY, PHONE, ADDRESS, SUMMARY, *self.papers, EXTRA, CONSENT)


@dataclass(frozen=True)
class Filled:
    """A form as it stands: what was typed and attached, what is wrong, and what went wrong with the whole."""

    draft: Draft
    typed: Mapping[str, str]
    problems: Mapping[str, str] = field(default_factory=dict)
    failure: str = ""
    status: int = 200


def paint_filing_form(request: Request, room: Room, filled: Filled) -> Response:
    """The form."""
    return paint_form(
        request,
        "filing_form.html",
        status=filled.status,
        room=room,
        typed=filled.typed,
        problems=in_page_order(filled.problems, room.fields),
        failure=filled.failure,
        draft=filled.draft.sealed(room.desk.sealer),
        kept=_by_field(filled.draft, room),
        rules=room.filing.rules,
        size=size_in_words,
    )


def paint_check(request: Request, room: Room, filled: Filled) -> Response:
    """The answers once more, before they are sent."""
    kept = _by_field(filled.draft, room)
    agency = next((each for each in room.agencies if each.code.value == filled.typed[AGENCY]), None)
    return paint_form(
        request,
        "filing_check.html",
        status=filled.status,
        room=room,
        typed=filled.typed,
        agency=agency,
        failure=filled.failure,
        draft=filled.draft.sealed(room.desk.sealer),
        kept=kept,
        without=[name for key, name in room.papers.items() if key not in kept],
        size=size_in_words,
    )


def paint_closed(request: Request) -> Response:
    """That nothing can be filed here just now, and where it can."""
    texts = texts_in(language_of(request))
    heading, sentence = texts["filing_closed_heading"], texts["filing_closed"]
    return paint(request, "trouble.html", status=CLOSED_STATUS, heading=heading, sentence=sentence, again="")


def _by_field(draft: Draft, room: Room) -> dict[str, list[Attachment]]:
    """The attachments by the field they stand at; one of a paper that is no longer asked for is a further one."""
    found: dict[str, list[Attachment]] = {}
    for each in draft.attachments:
        found.setdefault(each.paper if each.paper in room.papers else EXTRA, []).append(each)
    return found
