"""Form files that the catalogue offers for download: what is taken, and what each kind is called."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lookup_api.domain.procedure import BlankForm
from sync_ingest.errors import CatalogueNotReadable

LARGEST_FORM = 5 * 1024 * 1024
LONGEST_NAME = 120
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the files of Office up to 2003 begin (MS-CFB 2.2)."""


def _begins(signature: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(signature)


def _holds(part: str) -> Callable[[bytes], bool]:
    """A package (ZIP) with this part in it, as Office Open XML and OpenDocument are."""

    def look(content: bytes) -> bool:
        try:
            with ZipFile(BytesIO(content)) as package:
                return part in package.namelist()
        except BadZipFile:
            return False

    return look


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file by its ending: its media type, and whether a content is one of them."""

    media_type: str
    fits: Callable[[bytes], bool]


OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    ".pdf": FileKind("application/pdf", _begins(b"%PDF-")),
    ".doc": FileKind("application/msword", _begins(OLE)),
    ".docx": FileKind(f"{OFFICE}.wordprocessingml.document", _holds("word/document.xml")),
    ".odt": FileKind("application/vnd.oasis.opendocument.text", _holds("content.xml")),
    ".xls": FileKind("application/vnd.ms-excel", _begins(OLE)),
    ".xlsx": FileKind(f"{OFFICE}.spreadsheetml.sheet", _holds("xl/workbook.xml")),
}


def read_form(name: str, path: Path) -> tuple[BlankForm, bytes]:
    """The form called `name` in the file at `path`, and its content; CatalogueNotReadable when it is none of ours."""
    if len(path.name) > LONGEST_NAME:
        raise CatalogueNotReadable(f"{path.name}: a file's name may have {LONGEST_NAME} characters")
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        raise CatalogueNotReadable(f"{path.name}: a form is one of {', '.join(KINDS)}")
    content = _read(path)
    if not kind.fits(content):
        raise CatalogueNotReadable(f"{path.name} does not hold what its ending says")
    return BlankForm(name, path.name, kind.media_type, len(content), sha256(content).hexdigest()), content


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FORM:
            raise CatalogueNotReadable(f"{path.name} is larger than {LARGEST_FORM // 1024**2} MB")
        return path.read_bytes()
    except OSError as error:
        raise CatalogueNotReadable(f"{path.name}: {error.strerror}") from error
