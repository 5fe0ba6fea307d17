"""Mortgaged and blocked records never reveal the parties: nothing of them even leaves the department.

What is searched: the agent's own files, what it would send, all that the centre stores, and what every channel says, to
the holder of a receipt as well.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import MetaData, func, select

from lookup_api.domain.wording import without_accents
from lookup_api.store.tables import ApplicantRow
from sync_ingest.agent.reading.profile import Fact, Feed, find_profile
from sync_ingest.agent.state import queue
from tests.sample_site.departments.known import find_department
from tests.sample_site.departments.schema import SampleDepartment, Seen
from tests.sync_ingest.agent.builders import EVERYTHING, SEAL
from tests.sync_ingest.agent.profiles.site import Post, Province

PROFILE = find_profile("secured_transactions")
OF_PEOPLE = {fact for fact in Fact if fact.value.startswith("applicant_")}
STAYS = ("GD_BEN", "SO_GCN", "THUA_DAT", "Y_KIEN", "SO_VB", "NOI_GUI", "NGUOI_BI", "NOI_DUNG", "V.LOAI", "*")


@pytest.fixture
def department() -> SampleDepartment:
    return find_department("secured_transactions")


@pytest.mark.parametrize("feed", PROFILE.feeds, ids=lambda feed: feed.name)
def test_the_profile_reads_no_party_no_parcel_and_no_officers_remark(feed: Feed) -> None:
    assert not (OF_PEOPLE | {Fact.ALIAS}) & {*feed.columns, *feed.texts}
    assert feed.query
    assert [word for word in STAYS if word in feed.query.upper()] == []


def test_nothing_of_the_parties_leaves_the_department(
    province: Province, department: SampleDepartment, tmp_path: Path
) -> None:
    post = province.post_of(None)
    for statements in ((), *(change.statements for change in department.changes)):
        post.work(statements)
        post.poll()
        post.sweep()
    sent = "\n".join(_sent(post))
    assert len(sent.splitlines()) > len(department.seen)
    assert _found(department, sent) == []
    assert _found(department, _files(tmp_path, "agent*/*")) == []


def test_the_centre_stores_nothing_of_the_parties(province: Province, department: SampleDepartment) -> None:
    _live_through(province, department)
    with province.sessions() as session:
        assert session.scalar(select(func.count()).select_from(ApplicantRow)) == 0
    assert _found(department, "\n".join(_stored(province))) == []


def test_no_channel_tells_of_the_parties_not_even_the_holder_of_a_receipt(
    province: Province, department: SampleDepartment
) -> None:
    province.round()
    for seen in (one for one in department.seen if isinstance(one, Seen)):
        answer = province.answer(seen.code)
        assert answer.applicant is None
        said = (answer.model_dump_json(), province.ask(seen.code).text, province.text_message(seen.code))
        assert _found(department, "\n".join((*said, province.page(seen.code).text))) == []


def test_the_search_would_find_a_party(department: SampleDepartment) -> None:
    for leak in (
        "bà TỀ THỊ HOÀNG YẾN",
        "te thi hoang yen",
        json.dumps("Tề Thị Hoàng Yến"),
        "DD 417305",
        "BỊ NGĂN CHẶN",
    ):
        assert _found(department, leak)


def _live_through(province: Province, department: SampleDepartment) -> None:
    province.round()
    for change in department.changes:
        province.post_of(None).work(change.statements)
        province.round()


def _sent(post: Post) -> Iterator[str]:
    for entry in queue.first(post.watcher.db, EVERYTHING, EVERYTHING):
        yield json.dumps(entry.item(SEAL), ensure_ascii=False)


def _stored(province: Province) -> Iterator[str]:
    engine, tables = province.sessions.kw["bind"], MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        for table in tables.sorted_tables:
            yield from (repr(tuple(row)) for row in connection.execute(select(table)))


def _files(folder: Path, pattern: str) -> str:
    files = [path for path in folder.glob(pattern) if path.is_file()]
    assert files
    return "\n".join(path.read_bytes().decode("utf-8", "replace") for path in files)


def _found(department: SampleDepartment, said: str) -> list[str]:
    """The secrets that are said: in any case, without accents, or as JSON escapes them."""
    plain = without_accents(said).casefold()
    escaped = [one for one in department.secrets if json.dumps(one)[1:-1] in said]
    return [*escaped, *(one for one in department.secrets if without_accents(one).casefold() in plain)]
