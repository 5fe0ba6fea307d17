"""The parts of one form with files: texts stay in memory, files go sealed to the folder while they come in."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from lookup_api.domain.filing import SIGNATURE_LENGTH, Attachment, FileKind, kind_of, tidy_file_name
from lookup_api.store.attachments import AttachmentFolder, SealedWriter
from lookup_api.web.filing.errors import FormNotReadable
from lookup_api.web.filing.rules import Admission, Admit, FileFault, FileRules

log = logging.getLogger(__name__)

LARGEST_TEXTS = 64 * 1024  # of all fields together
MOST_PARTS = 200  # texts and files together
REMOVE = "bo-"  # begins the name of the field that takes a file back
NOT_OURS = Admission(is_ours=False)


@dataclass
class Upload:
    """One file while it comes in: from the first bytes, which say what it is, to the last."""

    field_name: str
    file_name: str
    start: bytearray = field(default_factory=bytearray)
    kind: FileKind | None = None
    writer: SealedWriter | None = None
    fault: FileFault | None = None
    size: int = 0


class Uploads:
    """Takes the parts of one form in turn. `extra` is the field that may bring several files. Nothing of a file that is
    refused is kept, but it is read to its end.
    """

    def __init__(self, folder: AttachmentFolder, rules: FileRules, admit: Admit, extra: str) -> None:
        self.fields: dict[str, str] = {}
        self.faults: dict[str, FileFault] = {}
        self.fresh: list[Attachment] = []
        self._folder = folder
        self._rules = rules
        self._admit = admit
        self._extra = extra
        self._admission: Admission | None = None
        self._text = bytearray()
        self._texts = 0
        self._parts = 0
        self._upload: Upload | None = None
        self._field_name = ""

    @property
    def admission(self) -> Admission:
        """Whether the form is ours; asked now, when no file has asked for it before."""
        if self._admission is None:
            self._admission = self._admit(self.fields)
        return self._admission

    def begin(self, field_name: str, file_name: str | None) -> None:
        """A part begins: a text, or with a file name a file."""
        self._field_name = field_name
        self._text.clear()
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise FormNotReadable
        self._upload = None if file_name is None else self._begin_file(field_name, file_name)

    def write(self, piece: bytes) -> None:
        """The next piece of the part."""
        if self._upload is not None:
            self._write_file(self._upload, piece)
            return
        self._texts += len(piece)
        if self._texts > LARGEST_TEXTS:
            raise FormNotReadable
        self._text += piece

    def end(self) -> None:
        """The part is complete."""
        if self._upload is not None:
            self._end_file(self._upload)
            self._upload = None
            return
        self.fields.setdefault(self._field_name, self._text.decode("utf-8", "replace").replace("\0", ""))

    def abandon(self) -> None:
        """Forget the files that came, too: nobody will send them."""
        for each in self.fresh:
            self._folder.remove(each.name)
        self.fresh.clear()

    def close(self) -> None:
        """Forget a file that did not come to its end."""
        if self._upload:
            _discard(self._upload)
        self._upload = None

    def _begin_file(self, field_name: str, file_name: str) -> Upload:
        upload = Upload(field_name, file_name)
        if file_name:
            upload.fault = self._objection(field_name)
        return upload

    def _objection(self, field_name: str) -> FileFault | None:
        if self.admission.refusal:
            return self.admission.refusal
        others = list(self._others(field_name))
        return FileFault.TOO_MANY if len(others) >= self._rules.count else None

    def _others(self, field_name: str) -> Iterable[Attachment]:
        """The files that stay beside a new one: it takes the place of the one for the same paper, and those that were
        taken back above it make room.
        """
        replaced = {field_name, *(each.paper for each in self.fresh)} - {self._extra}
        stays = (each for each in self.admission.kept if f"{REMOVE}{each.name}" not in self.fields)
        yield from (each for each in stays if each.paper not in replaced)
        yield from self.fresh

    def _write_file(self, upload: Upload, piece: bytes) -> None:
        upload.size += len(piece)
        if upload.fault or not self.admission.is_ours:
            return
        upload.fault = self._too_large(upload)
        if upload.writer is None and not upload.fault:
            piece = self._open_file(upload, piece)
        if upload.fault:
            _discard(upload)
        else:
            _keep(upload, lambda writer: writer.write(piece))

    def _open_file(self, upload: Upload, piece: bytes) -> bytes:
        """Keep the first bytes until they tell what the file is; gives what is then to be written."""
        upload.start += piece
        if len(upload.start) < SIGNATURE_LENGTH:
            return b""
        upload.kind = kind_of(bytes(upload.start))
        if upload.kind is None:
            upload.fault = FileFault.WRONG_KIND
            return b""
        try:
            upload.writer = self._folder.begin()
        except OSError as error:
            _refuse_for_room(upload, error)
        return bytes(upload.start)

    def _too_large(self, upload: Upload) -> FileFault | None:
        if upload.size > self._rules.largest:
            return FileFault.TOO_LARGE
        together = sum(each.size for each in self._others(upload.field_name)) + upload.size
        return FileFault.TOO_MUCH if together > self._rules.total else None

    def _end_file(self, upload: Upload) -> None:
        if not upload.file_name or not self.admission.is_ours:
            return  # no file was chosen, or nobody's that we know
        _keep(upload, SealedWriter.finish)
        if upload.writer is None:
            fault = upload.fault or (FileFault.WRONG_KIND if upload.size else FileFault.EMPTY)
            self.faults.setdefault(upload.field_name, fault)
            return
        assert upload.kind  # a writer was opened for a kind
        name = tidy_file_name(upload.file_name)
        self.fresh.append(Attachment(upload.writer.name, upload.kind, upload.size, name, upload.field_name))


def _discard(upload: Upload) -> None:
    if upload.writer:
        upload.writer.discard()
        upload.writer = None


def _keep(upload: Upload, act: Callable[[SealedWriter], None]) -> None:
    if upload.writer is None:
        return
    try:
        act(upload.writer)
    except OSError as error:  # the disk is full, or away
        _refuse_for_room(upload, error)


def _refuse_for_room(upload: Upload, error: OSError) -> None:
    log.error("an attachment could not be kept: %s", type(error).__name__)
    upload.fault = FileFault.NO_ROOM
    _discard(upload)


def with_papers(attachments: Iterable[Attachment], papers: dict[str, str]) -> tuple[Attachment, ...]:
    """The attachments with the papers' names in place of their fields' names; "" for fields that are no paper's."""
    return tuple(replace(each, paper=papers.get(each.paper, "")) for each in attachments)
