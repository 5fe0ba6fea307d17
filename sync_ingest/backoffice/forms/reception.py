"""The form that receives a dossier, and the one that corrects a receipt: who, what is asked, which papers."""

from dataclasses import dataclass

from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.procedure import Procedure
from lookup_api.domain.receipt import Paper
from sync_ingest.backoffice.forms.papers import ACCEPT_MISSING, Checked, paper_fields, read_papers
from sync_ingest.backoffice.forms.posted import Posted
from sync_ingest.backoffice.forms.reader import Reader

LONGEST_REQUEST = 500
MOST_SETS = 20


@dataclass(frozen=True, slots=True, repr=False)
class HandedIn:
    """What a citizen handed in, as the receipt lists it."""

    applicant: Applicant
    request: str
    papers: tuple[Paper, ...]
    sets: int


@dataclass(frozen=True, slots=True, repr=False)
class Reception:
    """A dossier to receive. `missing` are papers that are to follow, `fee` is in đồng."""

    handed_in: HandedIn
    missing: tuple[str, ...]
    fee: int


def fresh_reception(procedure: Procedure) -> Posted:
    """The form before anything is typed: what the procedure asks for, nothing ticked."""
    fields = {"request": procedure.ref.name, "sets": "1", "fee": f"{procedure.fee:,}".replace(",", ".")}
    return Posted.fresh(**fields, **paper_fields(procedure.papers))


def read_reception(reader: Reader) -> Reception:
    """The reception in the form."""
    applicant, papers = _applicant(reader), read_papers(reader)
    handed_in = _handed_in(reader, applicant, papers)
    return Reception(handed_in, papers.missing, reader.money("fee"))


def fresh_correction(asked: tuple[Paper, ...], handed_in: HandedIn) -> Posted:
    """The form with what the last receipt said."""
    who = handed_in.applicant
    fields = {
        "name": who.name,
        "identity": who.identity_number,
        "phone": who.phone,
        "address": who.address,
        "request": handed_in.request,
        "sets": str(handed_in.sets),
    }
    return Posted.fresh(**fields, **paper_fields(asked, handed_in.papers))


def read_correction(reader: Reader) -> HandedIn:
    """What the new receipt is to say; a paper that is not ticked is simply not on it, but one there must be."""
    applicant, papers = _applicant(reader), read_papers(reader)
    reader.problems.pop(ACCEPT_MISSING, None)
    if papers.missing and not papers.handed_in:
        reader.problems["there-0"] = "Xin đánh dấu giấy tờ đã nhận, để giấy hẹn ghi đúng."
    return _handed_in(reader, applicant, papers)


def _handed_in(reader: Reader, applicant: Applicant, papers: Checked) -> HandedIn:
    request = reader.text("request", LONGEST_REQUEST, needed="Xin ghi nội dung người dân yêu cầu.")
    return HandedIn(applicant, request, papers.handed_in, reader.count("sets", 1, MOST_SETS))


def _applicant(reader: Reader) -> Applicant:
    return Applicant(
        name=reader.text("name", 200, needed="Xin nhập họ tên người nộp, hoặc tên tổ chức."),
        identity_number=reader.identity_number("identity"),
        phone=reader.phone("phone"),
        address=reader.text("address", 300),
    )
