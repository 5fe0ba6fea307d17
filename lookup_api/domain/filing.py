"""A filing (hồ sơ nộp trực tuyến): what a citizen hands in on the site, before a clerk has seen it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.disclosure import Applicant

MOST_ATTACHMENTS = 20
LONGEST_FILE_NAME = 80


class FileKind(StrEnum):
    """What an attachment is, as its own first bytes say; the values are media types."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"


SIGNATURES = {
    FileKind.PDF: b"%PDF-",
    FileKind.JPEG: b"\xff\xd8\xff",
    FileKind.PNG: b"\x89PNG\r\n\x1a\n",
}
SIGNATURE_LENGTH = max(map(len, SIGNATURES.values()))
ENDINGS = {FileKind.PDF: (".pdf",), FileKind.JPEG: (".jpg", ".jpeg"), FileKind.PNG: (".png",)}


@dataclass(frozen=True, slots=True)
class Attachment:
    """Tệp đính kèm. `name` is the random one that it is kept under; `size` is in bytes; `paper` names the paper of the
    procedure that it is, "" for another one. The citizen's own `file_name` may be personal: it is in no `repr`.
    """

    name: str
    kind: FileKind
    size: int
    file_name: str = field(repr=False)
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Filing:
    """Hồ sơ nộp trực tuyến. `id` is the form's random name: the same when it is sent twice. `filed_at` is aware UTC;
    `procedure` is the national code; `summary` says in the citizen's words what is asked, and may be personal.
    """

    id: str
    agency: AgencyCode
    procedure: str
    filed_at: datetime
    applicant: Applicant = field(repr=False)
    summary: str = field(repr=False)
    attachments: tuple[Attachment, ...] = ()


def kind_of(start: bytes) -> FileKind | None:
    """What a file is whose content begins so (SIGNATURE_LENGTH bytes are enough); None for what is not taken."""
    return next((kind for kind, signature in SIGNATURES.items() if start.startswith(signature)), None)


def name_to_save(attachment: Attachment) -> str:
    """The name under which a clerk saves it. Its ending is one of its kind: a page or a program may begin like a PDF,
    and must not run when the clerk opens it.
    """
    name, endings = attachment.file_name, ENDINGS[attachment.kind]
    return name if name.lower().endswith(endings) else name + endings[0]


def tidy_file_name(given: str) -> str:
    """The last part of a file's name as one short line: no folders, no control characters, its ending kept."""
    last = given.replace("\\", "/").rpartition("/")[2]
    clean = "".join(sign for sign in last if sign.isprintable()).strip(" .") or "tep"
    stem, dot, ending = clean.rpartition(".")
    if not stem or len(ending) > 8:
        return clean[:LONGEST_FILE_NAME]
    return stem[: LONGEST_FILE_NAME - len(dot + ending)] + dot + ending
