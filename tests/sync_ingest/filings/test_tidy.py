"""What is not needed any longer goes: files that were never sent, and filings of dossiers that ended."""

import os
from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session, sessionmaker

from lookup_api.domain.codes import parse_code
from lookup_api.domain.status import Status
from lookup_api.store.attachments import AttachmentFolder
from lookup_api.store.filings import find_filed
from sync_ingest.cli import Office
from sync_ingest.filings.cli import filings
from sync_ingest.filings.receive_filing import FilingRoom, receive_filing
from sync_ingest.filings.tidy import Keeping, Tidied, tidy
from tests.builders import NOW, a_status_update
from tests.sync_ingest.door import Door
from tests.sync_ingest.filings.builders import a_filing, an_attachment

KEEP_FOR = timedelta(days=30)


@pytest.fixture
def keeping(folder: AttachmentFolder) -> Keeping:
    return Keeping(folder, KEEP_FOR)


def age(folder: AttachmentFolder, name: str, at: datetime) -> None:
    os.utime(folder.path / name, (at.timestamp(), at.timestamp()))


def test_a_file_that_was_never_sent_goes_after_a_day(
    sessions: sessionmaker[Session], keeping: Keeping, room: FilingRoom
) -> None:
    sent, old, new = (an_attachment(room.attachments) for _ in range(3))
    with sessions.begin() as session:
        receive_filing(session, room, a_filing(attachments=(sent,)), NOW)
    for attachment, hours in ((sent, 48), (old, 25), (new, 23)):
        age(keeping.folder, attachment.name, NOW - timedelta(hours=hours))
    assert tidy(sessions, keeping, NOW) == Tidied(never_sent=1, ended=0)
    assert [keeping.folder.has(each.name) for each in (sent, old, new)] == [True, False, True]


def test_what_was_filed_goes_when_its_dossier_has_long_ended(
    sessions: sessionmaker[Session], keeping: Keeping, room: FilingRoom, door: Door
) -> None:
    attached = an_attachment(room.attachments)
    filing = a_filing(attachments=(attached,))
    with sessions.begin() as session:
        code = receive_filing(session, room, filing, NOW).code
    ended = a_status_update(code=parse_code(code), status=Status.REFUSED, occurred_at=NOW + timedelta(seconds=1))
    door.receive([ended])
    tidy(sessions, keeping, NOW)
    assert keeping.folder.has(attached.name)
    assert tidy(sessions, keeping, NOW + KEEP_FOR + timedelta(hours=1)).ended == 1
    assert not keeping.folder.has(attached.name)
    with sessions() as session:
        filed = find_filed(session, filing.id, room.desk.sealer)
    assert filed
    assert (filed.code, filed.filing, filed.secret) == (code, None, None)


def test_what_waits_for_a_clerk_stays_however_long(
    sessions: sessionmaker[Session], keeping: Keeping, room: FilingRoom
) -> None:
    filing = a_filing(attachments=(an_attachment(room.attachments),))
    with sessions.begin() as session:
        receive_filing(session, room, filing, NOW)
    assert tidy(sessions, keeping, NOW + timedelta(days=400)).ended == 0
    with sessions() as session:
        filed = find_filed(session, filing.id, room.desk.sealer)
    assert filed
    assert filed.secret


def test_the_command_says_what_was_removed(sessions: sessionmaker[Session], keeping: Keeping, room: FilingRoom) -> None:
    age(keeping.folder, an_attachment(room.attachments).name, NOW - timedelta(days=900))
    office = Office(lambda: None, lambda _: None, lambda: sessions, lambda: room.desk, lambda: keeping)
    told = CliRunner().invoke(filings, ["tidy"], obj=office)
    assert told.output == "removed: 1 files that were never sent, 0 of dossiers that ended\n"
