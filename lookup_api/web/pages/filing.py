"""File online (article 4.4): choose a procedure, fill in one form with attachments, check it, send it. Works without
JavaScript, and nothing that was typed or attached is lost by a mistake.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from lookup_api.domain.filing import Filing
from lookup_api.web.desk import AtDesk, Desk
from lookup_api.web.filing.desk import FilingDesk
from lookup_api.web.filing.draft import EXTRA, Draft
from lookup_api.web.filing.errors import (
    AttachmentsLost,
    FilingFailure,
    FilingUnavailable,
    FormNotReadable,
    SentBefore,
    SentTooOften,
)
from lookup_api.web.filing.multipart import read_form
from lookup_api.web.filing.reading import SUMMARY, agency_in, applicant_in, read_texts
from lookup_api.web.filing.rules import Admission
from lookup_api.web.filing.uploads import NOT_OURS, REMOVE, Uploads, with_papers
from lookup_api.web.pages.filing_pages import Filled, Room, paint_check, paint_closed, paint_filing_form
from lookup_api.web.pages.filing_sent import PATH, SENT, paint_sent, to_sent_page
from lookup_api.web.pages.filing_words import problems_in_words
from lookup_api.web.pages.forms import CSRF, fields_in, is_ours
from lookup_api.web.pages.language import language_of
from lookup_api.web.pages.paint import paint
from lookup_api.web.pages.texts import texts_in
from provisioning.bodies import read_at_most

router = APIRouter(include_in_schema=False)
DRAFT = "don"
ACT, CHANGE = "viec", "sua"
LARGEST_DRAFT = 64 * 1024
SAME_FOR_ALL = "private, max-age=60"


class FilingClosed(Exception):
    """Nothing can be filed here just now: this site is not set up for it."""


@dataclass(frozen=True)
class Sent:
    """A form as it came in. `is_readable` is False for what is no form of ours at all."""

    room: Room
    uploads: Uploads
    is_readable: bool


def room_of(code: str, desk: AtDesk) -> Room:
    """What the pages of this procedure are about; FilingClosed, or 404 for one that can't be filed online."""
    procedure = desk.catalogue.current().by_code.get(code)
    if procedure is None or not procedure.online:
        raise HTTPException(404)
    filing = _open_desk(desk)
    agencies = desk.offices.all(desk.database)
    if not agencies:
        raise FilingClosed
    return Room(desk, filing, procedure, agencies)


InRoom = Annotated[Room, Depends(room_of)]


async def sent_of(request: Request, room: InRoom) -> Sent:
    """The form in the body, its files sealed on the disk by now; a body comes in pieces, hence `async`."""
    filing = room.filing

    def admit(fields: Mapping[str, str]) -> Admission:
        if not is_ours(request, fields.get(CSRF, "")):
            return NOT_OURS
        return filing.admission(request, _draft_in(fields, room))

    uploads = Uploads(filing.folder, filing.rules, admit, EXTRA)
    try:
        await read_form(request.headers.get("content-type", ""), request.stream(), uploads)
    except FormNotReadable:
        return Sent(room, uploads, is_readable=False)
    await run_in_threadpool(lambda: uploads.admission)
    return Sent(room, uploads, is_readable=True)


async def answers_of(request: Request) -> dict[str, str]:
    """The fields of the last step, which hold the whole draft; larger than other forms may be."""
    return fields_in(await read_at_most(request, LARGEST_DRAFT))


@router.get(PATH)
def get_filing(request: Request, desk: AtDesk) -> Response:
    """Which procedures can be filed online, by field."""
    is_open = desk.filing is not None and desk.filing.post.is_open()
    fields = []
    for each in desk.catalogue.current().fields:
        online = tuple(procedure for procedure in each.procedures if procedure.online)
        if online:
            fields.append(replace(each, procedures=online))
    return paint(request, "filing_list.html", keep=SAME_FOR_ALL, fields=fields, is_open=is_open)


@router.get(SENT)
def get_sent(request: Request, desk: AtDesk) -> Response:
    """The code of what was just filed, and what happens next."""
    return paint_sent(request, desk)


@router.get(f"{PATH}/{{code}}")
def get_form(request: Request, room: InRoom) -> Response:
    """The form for one procedure."""
    return paint_filing_form(request, room, Filled(_fresh(room), {}))


@router.post(f"{PATH}/{{code}}")
def post_form(request: Request, sent: Annotated[Sent, Depends(sent_of)]) -> Response:
    """Check what was filled in: the answers are shown once more, or the form with what is wrong."""
    room, uploads = sent.room, sent.uploads
    read = read_texts(uploads.fields, [agency.code.value for agency in room.agencies])
    if not sent.is_readable or not uploads.admission.is_ours:
        status = 403 if sent.is_readable else 400
        return paint_filing_form(request, room, Filled(_fresh(room), read.typed, {}, _not_ours(request), status))
    draft = _draft_in(uploads.fields, room)
    kept = _with_uploads(draft or _fresh(room), uploads)
    problems = problems_in_words(read.faults, uploads.faults, room.filing.rules, language_of(request))
    if draft is None:  # its time was over, and what had been attached is gone
        expired = texts_in(language_of(request))["filing_expired"]
        return paint_filing_form(request, room, Filled(kept, read.typed, problems, expired, 422))
    if problems:
        return paint_filing_form(request, room, Filled(kept, read.typed, problems, status=422))
    return paint_check(request, room, Filled(replace(kept, typed=read.typed), read.typed))


@router.get(f"{PATH}/{{code}}/gui")
def get_check(code: str, request: Request) -> Response:
    """The address of the last step leads to the first, for who follows it or changes the language there."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{PATH}/{code}{query}", 303, {"Cache-Control": "no-store"})


@router.post(f"{PATH}/{{code}}/gui")
def post_check(request: Request, room: InRoom, form: Annotated[dict[str, str], Depends(answers_of)]) -> Response:
    """Send the filing, or go back to the form. The same one sent twice is one dossier."""
    draft = _draft_in(form, room)
    if draft is None or not draft.typed:
        expired, over = texts_in(language_of(request))["filing_expired"], _any_draft_in(form, room)
        return paint_filing_form(request, room, Filled(_fresh(room), over.typed if over else {}, {}, expired, 422))
    if not is_ours(request, form.get(CSRF, "")):
        return paint_check(request, room, Filled(draft, draft.typed, {}, _not_ours(request), 403))
    if form.get(ACT) == CHANGE:
        return paint_filing_form(request, room, Filled(draft, draft.typed))
    try:
        receipted = room.filing.send(request, _filing(draft, room))
    except FilingFailure as failure:
        return _after(request, room, draft, failure)
    return to_sent_page(request, room.desk, receipted)


def _after(request: Request, room: Room, draft: Draft, failure: FilingFailure) -> Response:
    """The page after a failure: everything is still there, and may be sent again."""
    sentence = texts_in(language_of(request))[f"filing_failed_{failure.code}"]
    match failure:
        case FilingUnavailable() | SentTooOften():
            status = 503 if isinstance(failure, FilingUnavailable) else 429
            return paint_check(request, room, Filled(draft, draft.typed, {}, sentence, status))
        case AttachmentsLost():
            gone = frozenset(each.name for each in draft.attachments if not room.filing.folder.has(each.name))
            stays = draft.without(gone or frozenset(each.name for each in draft.attachments))
            return paint_filing_form(request, room, Filled(stays, draft.typed, {}, sentence, 409))
        case SentBefore():
            return paint_filing_form(request, room, Filled(_fresh(room), draft.typed, {}, sentence, 409))
        case _:
            return paint_filing_form(request, room, Filled(draft, draft.typed, {}, sentence, 422))


def _filing(draft: Draft, room: Room) -> Filing:
    return Filing(
        id=draft.id,
        agency=agency_in(draft.typed),
        procedure=room.procedure.ref.code,
        filed_at=room.desk.clock(),
        applicant=applicant_in(draft.typed),
        summary=draft.typed[SUMMARY],
        attachments=with_papers(draft.attachments, room.papers),
    )


def _with_uploads(draft: Draft, uploads: Uploads) -> Draft:
    """The draft with the files that came, and without those that the citizen takes back."""
    removed = frozenset(name.removeprefix(REMOVE) for name in uploads.fields if name.startswith(REMOVE))
    return draft.without(removed).with_more(tuple(uploads.fresh))


def _fresh(room: Room) -> Draft:
    return Draft.fresh(room.procedure.ref.code, room.desk.clock())


def _draft_in(fields: Mapping[str, str], room: Room) -> Draft | None:
    """The draft that the form holds, if it is for this procedure and its time is not over."""
    draft = _any_draft_in(fields, room)
    return draft if draft and not draft.is_over(room.desk.clock()) else None


def _any_draft_in(fields: Mapping[str, str], room: Room) -> Draft | None:
    """The same though its time be over: what was typed still stands in it."""
    draft = Draft.opened(fields.get(DRAFT, ""), room.desk.sealer)
    return draft if draft and draft.procedure == room.procedure.ref.code else None


def _open_desk(desk: Desk) -> FilingDesk:
    if desk.filing is None or not desk.filing.post.is_open():
        raise FilingClosed
    return desk.filing


def _not_ours(request: Request) -> str:
    return texts_in(language_of(request))["form_not_ours"]


def answer_closed(request: Request, _: Exception) -> Response:
    """For the application: what FilingClosed is to a citizen."""
    return paint_closed(request)
