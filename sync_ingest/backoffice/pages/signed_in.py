"""Who is at the browser, and what they sent: what every page of the back-office asks for first."""

from typing import Annotated

from fastapi import Depends, Request, Response

from lookup_api.domain.agency import Agency
from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.errors import CodeNotReadable
from lookup_api.store.agencies import list_agencies
from provisioning.people import SIGNED_IN_FOR, Person, Role, csrf_fits, current_person
from sync_ingest.admission import Directory
from sync_ingest.backoffice.errors import AgencyUnknown, FormNotOurs, FormTooLarge, NotAtTheCounter, SignInNeeded
from sync_ingest.backoffice.forms.posted import Posted
from sync_ingest.backoffice.office import Counter, Office

COOKIE = "bo"
PATH = "/bo/"
LARGEST_FORM = 128 * 1024
AT_THE_COUNTER = frozenset({Role.CLERK, Role.ADMIN})
READERS = AT_THE_COUNTER | {Role.LEADER}


def office_of(request: Request) -> Office:
    """The office that the application was made with."""
    office: Office = request.app.state.office
    return office


async def posted_of(request: Request) -> Posted:
    """The form in the body; FormTooLarge as soon as it is over LARGEST_FORM.

    One of the few places with `async`: a body comes in pieces, and only the event loop hands them out.
    """
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_FORM:
            raise FormTooLarge
    posted = Posted.read(bytes(body))
    request.state.posted = posted  # for the sign-in page, when the sign-in is over by now
    return posted


AtOffice = Annotated[Office, Depends(office_of)]
Sent = Annotated[Posted, Depends(posted_of)]


def counter_of(request: Request, office: AtOffice, _: Sent) -> Counter:
    """The counter of whoever is signed in at this browser; SignInNeeded, NotAtTheCounter or AgencyUnknown.

    What was sent is read first, so that nothing typed is lost when the sign-in is over.
    """
    return _signed_in(request, office, AT_THE_COUNTER)


def reader_of(request: Request, office: AtOffice, _: Sent) -> Counter:
    """As counter_of, for pages that touch no dossier: the unit's leader reads them too."""
    return _signed_in(request, office, READERS)


AtCounter = Annotated[Counter, Depends(counter_of)]
AtReading = Annotated[Counter, Depends(reader_of)]


def signed_form_of(posted: Sent, counter: AtCounter) -> Posted:
    """The form, if it came from a page that this clerk was shown; FormNotOurs otherwise."""
    return _ours(posted, counter)


def readers_form_of(posted: Sent, reader: AtReading) -> Posted:
    """As signed_form_of, for those who may read."""
    return _ours(posted, reader)


SignedForm = Annotated[Posted, Depends(signed_form_of)]
ReadersForm = Annotated[Posted, Depends(readers_form_of)]


def keep_signed_in(request: Request, response: Response, token: str) -> None:
    """Hand the sign-in's token to the browser, for these pages only and out of reach of scripts."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(SIGNED_IN_FOR.total_seconds()),
        path=PATH,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def _signed_in(request: Request, office: Office, roles: frozenset[Role]) -> Counter:
    now, token = office.clock(), request.cookies.get(COOKIE, "")
    with office.writes.begin() as session:
        person = current_person(session, token, now) if token else None
    if person is None:
        raise SignInNeeded
    if person.role not in roles:
        raise NotAtTheCounter
    return Counter(office, person, _agency_of(office, person), now, token)


def _ours(posted: Posted, counter: Counter) -> Posted:
    if not csrf_fits(counter.token, posted.text("csrf")):
        raise FormNotOurs
    return posted


def _agency_of(office: Office, person: Person) -> Agency:
    """The agency that the person speaks for, under the code that it goes by now."""
    with office.reads() as session:
        agencies = {agency.code: agency for agency in list_agencies(session)}
    try:
        code = Directory.of(agencies.values()).find(AgencyCode.parse(person.agency))
    except CodeNotReadable as error:
        raise AgencyUnknown from error
    if code is None:
        raise AgencyUnknown
    return agencies[code]
