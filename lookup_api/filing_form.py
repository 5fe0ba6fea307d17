"""The JSON form of a filing, version 1: what the site signs and posts to ingest. Wire format: docs/wire-format.md."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import Field

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.filing import LONGEST_FILE_NAME, MOST_ATTACHMENTS, Attachment, FileKind, Filing
from lookup_api.domain.status import Status
from lookup_api.update_form import Form, Moment

PATH = "/v1/filings"
LONGEST_SUMMARY = 1_000
LARGEST_FILE = 64 * 1024 * 1024
NAME = r"^[0-9a-f]{32}$"
NO_NUL = r"^[^\x00]*$"

Text = Annotated[str, Field(pattern=NO_NUL)]
EXAMPLE = {
    "id": "Zr9c0v1wQk2m3n4b5x6y7z8a",
    "agency": "H53.19",
    "procedure": "1.001612",
    "occurred_at": "2026-11-24T02:15:00Z",
    "applicant": {"name": "Nguyễn Văn An", "identity_number": "000000000001", "phone": "0900 000 001"},
    "summary": "Đăng ký hộ kinh doanh bán tạp hoá.",
    "attachments": [
        {
            "name": "0123456789abcdef0123456789abcdef",
            "file_name": "giay-de-nghi.pdf",
            "kind": "application/pdf",
            "size": 48213,
            "paper": "Giấy đề nghị đăng ký hộ kinh doanh",
        }
    ],
}


class FilerForm(Form):
    """Who files."""

    name: Text = Field(min_length=1, max_length=200)
    identity_number: Text = Field(default="", max_length=40)
    phone: Text = Field(default="", max_length=40)
    address: Text = Field(default="", max_length=300)


class AttachmentForm(Form):
    """One attachment: it lies sealed in the folder that site and ingest share, under `name`."""

    name: str = Field(pattern=NAME)
    file_name: Text = Field(min_length=1, max_length=LONGEST_FILE_NAME)
    kind: FileKind
    size: int = Field(gt=0, le=LARGEST_FILE, strict=True)
    paper: Text = Field(default="", max_length=500)


class FilingForm(Form):
    """A filing on the wire."""

    id: str = Field(pattern=r"^[A-Za-z0-9_-]{22,60}$")
    agency: str = Field(min_length=1, max_length=40)
    procedure: Text = Field(min_length=1, max_length=60)
    occurred_at: Moment
    status: Literal[Status.NEWLY_REGISTERED] = Status.NEWLY_REGISTERED
    applicant: FilerForm
    summary: Text = Field(min_length=1, max_length=LONGEST_SUMMARY)
    attachments: tuple[AttachmentForm, ...] = Field(default=(), max_length=MOST_ATTACHMENTS)

    def to_domain(self) -> Filing:
        """The filing; CodeNotReadable when `agency` is no agency's code."""
        return Filing(
            id=self.id,
            agency=AgencyCode.parse(self.agency),
            procedure=self.procedure,
            filed_at=self.occurred_at.astimezone(UTC),
            applicant=Applicant(**vars(self.applicant)),
            summary=self.summary,
            attachments=tuple(Attachment(**vars(each)) for each in self.attachments),
        )

    @classmethod
    def of(cls, filing: Filing) -> "FilingForm":
        """The wire form of `filing`; `to_domain` gives it back."""
        return cls(
            id=filing.id,
            agency=filing.agency.value,
            procedure=filing.procedure,
            occurred_at=filing.filed_at,
            applicant=FilerForm.model_validate(filing.applicant, from_attributes=True),
            summary=filing.summary,
            attachments=tuple(AttachmentForm.model_validate(a, from_attributes=True) for a in filing.attachments),
        )


class FiledForm(Form):
    """The answer: the dossier's code, and the receipt's secret until a clerk has dealt with the filing, then None."""

    code: str
    secret: str | None
    filed_at: datetime
