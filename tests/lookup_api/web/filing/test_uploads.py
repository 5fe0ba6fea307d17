"""Files of a form: told by their content, counted while they come in, and on the disk only under a seal."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import ClientDisconnect

from lookup_api.domain.filing import Attachment, FileKind, kind_of, tidy_file_name
from lookup_api.store.attachments import AttachmentFolder
from lookup_api.store.sealing import Sealer
from lookup_api.web.filing.errors import FormNotReadable
from lookup_api.web.filing.multipart import read_form
from lookup_api.web.filing.rules import Admission, FileFault, FileRules
from lookup_api.web.filing.uploads import LARGEST_TEXTS, Uploads
from tests.lookup_api.web.filing.citizen import JPEG, PDF, PNG

RULES = FileRules(largest=10_000, total=15_000, count=3)
OURS = Admission(is_ours=True)
MARK = b"bi mat cua nguoi dan"


def uploads_to(folder: AttachmentFolder, admission: Admission = OURS) -> Uploads:
    return Uploads(folder, RULES, lambda _: admission, extra="them")


def give(uploads: Uploads, *files: tuple[str, bytes]) -> None:
    for name, content in files:
        uploads.begin(name, "tep.bin")
        for start in range(0, len(content), 1_000):
            uploads.write(content[start : start + 1_000])
        uploads.end()


@pytest.mark.parametrize(("content", "kind"), [(PDF, FileKind.PDF), (JPEG, FileKind.JPEG), (PNG, FileKind.PNG)])
def test_a_file_is_told_by_its_content_and_not_by_its_name(
    folder: AttachmentFolder, content: bytes, kind: FileKind
) -> None:
    uploads = uploads_to(folder)
    give(uploads, ("giay-1", content))
    assert [(each.kind, each.size, each.paper) for each in uploads.fresh] == [(kind, len(content), "giay-1")]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", FileFault.EMPTY),
        (b"%PD", FileFault.WRONG_KIND),
        (b"<script>alert(1)</script>", FileFault.WRONG_KIND),
        (b"PK\x03\x04" + b"x" * 100, FileFault.WRONG_KIND),
        (b"%PDF-" + b"x" * 10_000, FileFault.TOO_LARGE),
    ],
)
def test_of_a_file_that_is_refused_nothing_is_kept(folder: AttachmentFolder, content: bytes, fault: FileFault) -> None:
    uploads = uploads_to(folder)
    give(uploads, ("giay-1", content))
    assert (uploads.faults, uploads.fresh) == ({"giay-1": fault}, [])
    assert list(folder.path.glob("*")) == []


def test_all_files_together_are_counted_with_those_that_came_before(folder: AttachmentFolder) -> None:
    kept = (Attachment("0" * 32, FileKind.PDF, 12_000, "cu.pdf", "giay-1"),)
    uploads = uploads_to(folder, Admission(True, kept))
    give(uploads, ("giay-2", b"%PDF-" + b"x" * 5_000))
    assert uploads.faults == {"giay-2": FileFault.TOO_MUCH}


def test_a_file_that_takes_anothers_place_does_not_count_twice(folder: AttachmentFolder) -> None:
    kept = (Attachment("0" * 32, FileKind.PDF, 12_000, "cu.pdf", "giay-1"),)
    uploads = uploads_to(folder, Admission(True, kept))
    give(uploads, ("giay-1", b"%PDF-" + b"x" * 5_000))
    assert uploads.faults == {}


def test_no_more_files_are_kept_than_the_rules_say(folder: AttachmentFolder) -> None:
    uploads = uploads_to(folder)
    give(uploads, *[("them", PDF)] * 4)
    assert (len(uploads.fresh), uploads.faults) == (3, {"them": FileFault.TOO_MANY})


def test_a_file_that_breaks_off_leaves_nothing_behind(folder: AttachmentFolder) -> None:
    uploads = uploads_to(folder)
    uploads.begin("giay-1", "don.pdf")
    uploads.write(PDF)
    uploads.close()
    assert list(folder.path.glob("*")) == []


def test_texts_without_end_are_refused(folder: AttachmentFolder) -> None:
    uploads = uploads_to(folder)
    uploads.begin("noi-dung", None)
    with pytest.raises(FormNotReadable):
        uploads.write(b"x" * (LARGEST_TEXTS + 1))


def test_what_is_attached_reaches_no_disk_in_the_clear(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sealer: Sealer
) -> None:
    spool = tmp_path / "spool"
    spool.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spool))  # where a form parser would spool what is over a megabyte
    folder = AttachmentFolder(tmp_path / "filings", sealer)
    content = b"%PDF-" + MARK * 150_000
    uploads = Uploads(folder, FileRules(), lambda _: OURS, extra="them")
    opened = open_files_while(uploads, a_body(content))
    (attachment,) = uploads.fresh
    assert folder.read(attachment.name) == content
    assert [path for path in opened if not path.startswith(str(folder.path))] == []
    assert list(spool.iterdir()) == []
    assert MARK not in (folder.path / attachment.name).read_bytes()


async def one_by_one(body: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(body), 1_000):
        yield body[start : start + 1_000]


def test_of_a_body_without_end_nothing_is_kept(folder: AttachmentFolder) -> None:
    uploads = uploads_to(folder)
    whole = a_body(PDF).replace(b"--grenze--\r\n", b"") + a_body(PDF)
    with pytest.raises(FormNotReadable):
        asyncio.run(read_form("multipart/form-data; boundary=grenze", one_by_one(whole), uploads, most=3_000))
    assert (uploads.fresh, list(folder.path.iterdir())) == ([], [])


def test_a_sender_that_hangs_up_leaves_nothing_behind(folder: AttachmentFolder) -> None:
    uploads = uploads_to(folder)

    async def broken() -> AsyncIterator[bytes]:
        async for piece in one_by_one(a_body(PDF)[:1_500]):
            yield piece
        raise ClientDisconnect

    with pytest.raises(FormNotReadable):
        asyncio.run(read_form("multipart/form-data; boundary=grenze", broken(), uploads))
    assert list(folder.path.iterdir()) == []


def a_body(content: bytes) -> bytes:
    head = b'--grenze\r\nContent-Disposition: form-data; name="giay-1"; filename="\xc4\x90\xc6\xa1n.pdf"\r\n\r\n'
    return head + content + b"\r\n--grenze--\r\n"


def open_files_while(uploads: Uploads, body: bytes) -> set[str]:
    """Read the form; gives the regular files that this process had open for writing at any piece of it."""
    seen: set[str] = set()

    async def pieces() -> AsyncIterator[bytes]:
        before = open_for_writing()
        for start in range(0, len(body), 64 * 1024):
            yield body[start : start + 64 * 1024]
            seen.update(open_for_writing() - before)

    asyncio.run(read_form("multipart/form-data; boundary=grenze", pieces(), uploads))
    assert seen, "a file that is written while it comes in"
    return seen


def open_for_writing() -> set[str]:
    paths = set()
    for each in Path("/proc/self/fd").iterdir():
        try:
            target, flags = os.readlink(each), Path(f"/proc/self/fdinfo/{each.name}").read_text().split("flags:")[1]
        except OSError:
            continue
        if int(flags.split()[0], 8) & (os.O_WRONLY | os.O_RDWR) and Path(target).is_file():
            paths.add(target)
    return paths


@given(st.text(max_size=200))
def test_a_tidied_file_name_is_short_one_line_and_names_no_folder(given_name: str) -> None:
    tidy = tidy_file_name(given_name)
    assert 0 < len(tidy) <= 80
    assert tidy.isprintable()
    assert not set(tidy) & {"/", "\\"}


@given(st.binary(max_size=20))
def test_only_what_begins_as_one_of_three_kinds_is_taken(start: bytes) -> None:
    kind = kind_of(start)
    assert (kind is None) == (not start.startswith((b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")))


@given(st.binary(max_size=400), st.integers(1, 50))
def test_a_form_in_any_pieces_is_read_or_refused_and_never_a_fault(noise: bytes, step: int) -> None:
    body = b"--grenze\r\nContent-Disposition: form-data; name=" + noise

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(body), step):
            yield body[start : start + step]

    with tempfile.TemporaryDirectory() as place:
        folder = AttachmentFolder(Path(place), Sealer((b"x" * 43 + b"=",)))
        uploads = Uploads(folder, RULES, lambda _: Admission(is_ours=False), extra="them")
        try:
            asyncio.run(read_form("multipart/form-data; boundary=grenze", pieces(), uploads))
        except FormNotReadable:
            assert uploads.fresh == []
