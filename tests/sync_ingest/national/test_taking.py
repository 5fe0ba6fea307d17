"""Pushes meet the database, on both kinds: at once, in one push, through aliases, and out of the quarantine."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from lookup_api.domain.codes import parse_code
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.procedure import Procedure, ProcedureRef, TermUnit
from lookup_api.store.applicants import find_applicant
from lookup_api.store.dossiers import find_dossier
from lookup_api.store.procedures import save_procedure
from sync_ingest.envelope import Flaw
from sync_ingest.mending import whole, with_fields
from sync_ingest.national.answers import Fate, Item
from sync_ingest.national.kept import find_kept
from sync_ingest.national.read import Context
from sync_ingest.national.taking import Push, take_records, take_steps
from sync_ingest.quarantine import add_flaws, list_entries
from sync_ingest.reasons import NOT_A_BATCH, Reason
from sync_ingest.retrying import Correction, mend
from sync_ingest.transactions import in_transaction
from tests.builders import AGENCY, CODE, NOW, PROCEDURE
from tests.sync_ingest.door import Door
from tests.sync_ingest.national import builders
from tests.sync_ingest.national.builders import a_ho_so, a_tien_do

NODES = 4
LOCAL = re.compile("[0-9]+/HKD-[0-9]{4}")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue({"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param])
    return url


def test_the_same_push_from_several_nodes_at_once_counts_once(door: Door) -> None:
    items = [a_ho_so(MaHoSo=f"H53.19-261102-{at:04}") for at in range(10)]
    answers = at_once(door, [items] * NODES)
    assert {item.fate for answer in answers for item in answer} == {Fate.SETTLED}
    assert len(door.everything()["history"]) == 10


def test_different_pushes_of_one_new_dossier_at_once_are_all_taken_in_some_order(door: Door) -> None:
    answers = at_once(door, [[a_ho_so(TrangThaiHoSo="4", GhiChu=f"lần {at}")] for at in range(NODES)])
    assert [item.fate for answer in answers for item in answer] == [Fate.SETTLED] * NODES
    assert sorted(record.sequence or 0 for record in stored(door).records) == [1, 2, 3, 4]


def test_the_last_of_several_words_of_one_push_is_what_it_says(door: Door) -> None:
    words = [a_ho_so(TrangThaiHoSo=status) for status in ("2", "4", "9")]
    push(door, words)
    push(door, words)
    assert [record.status for record in stored(door).records] == [2, 4, 9]


def test_what_is_pushed_under_a_local_and_a_national_code_is_one_dossier(door: Door) -> None:
    push(door, [a_ho_so(MaHoSo="000123/HKD-2026", TrangThaiHoSo="2")])
    push(door, [a_ho_so(SoBienNhan="000123/HKD-2026", TrangThaiHoSo="4")])
    push(door, [a_ho_so(MaHoSo="000123/HKD-2026", TrangThaiHoSo="9")])
    assert [record.status for record in stored(door).records] == [2, 4, 9]
    assert stored(door, "000123/HKD-2026").code == parse_code(CODE)


def test_a_record_out_of_quarantine_counts_as_of_when_it_came(door: Door) -> None:
    push(door, [a_ho_so(TrangThaiHoSo="2")], hours=5)
    push(door, [a_ho_so(TrangThaiHoSo="4", NgayHenTra="mai")], hours=4)
    push(door, [a_ho_so(TrangThaiHoSo="9", NgayKetThucXuLy="20261101100000")], hours=3)
    mend_and_hand_in(door, NgayHenTra="20261130170000")
    assert [record.status for record in stored(door).records] == [2, 4, 9]


@pytest.mark.parametrize("form", ["{}", '{{"service": "DongBoHoSoMC", "data": {}}}'])
def test_a_body_that_was_cut_off_is_written_anew_and_taken_item_by_item(door: Door, form: str) -> None:
    other = "H53.19-261102-0002"
    items = [a_ho_so(), a_ho_so(MaHoSo=other), a_ho_so(TrangThaiHoSo="4"), a_ho_so(NgayTra="mai"), "x"]
    flaw = Flaw(AGENCY, None, Reason.NOT_A_BATCH, NOT_A_BATCH, '[{"MaHoSo": ')
    with door.sessions.begin() as session:
        add_flaws(session, [flaw], door.desk.sealer, NOW)
        text = whole(form.format(json.dumps(items)))
        (entry,) = list_entries(session)
        mend(session, entry.id, Correction(lambda _: text, ("an", NOW)), door.desk)
    assert [record.status for record in stored(door).records] == [2, 4]
    assert stored(door, other).is_known
    assert [reason for reason, _ in door.quarantined()] == ["not_valid", "not_valid"]


def test_a_record_out_of_quarantine_is_kept_whole_and_finds_the_catalogue(door: Door) -> None:
    listed = ProcedureRef(PROCEDURE.code, "Tên trong danh mục", "Lĩnh vực")
    with door.sessions.begin() as session:
        save_procedure(session, Procedure(listed, 3, TermUnit.WORKING_DAYS, (), 0))
    push(door, [a_ho_so(TenTTHC="", TenLinhVuc="", NgayHenTra="mai", NgayNopHoSo="20261101101500")], hours=4)
    mend_and_hand_in(door, NgayHenTra="")
    assert stored(door).procedure == listed
    kept = kept_record(door)
    assert kept
    assert kept["NgayNopHoSo"] == "20261101101500"


def test_a_record_out_of_quarantine_is_not_kept_in_place_of_a_later_one(door: Door) -> None:
    push(door, [a_ho_so(NgayHenTra="mai", GhiChu="trước")], hours=4)
    push(door, [a_ho_so(GhiChu="sau")], hours=3)
    mend_and_hand_in(door, NgayHenTra="")
    kept = kept_record(door)
    assert kept
    assert kept["GhiChu"] == "sau"


def test_a_record_that_is_refused_at_the_door_lies_in_quarantine_as_it_came(door: Door) -> None:
    theirs = a_ho_so(MaHoSo="H53.20-261102-0001")
    (item,) = push(door, [theirs])
    assert item.fate is Fate.QUARANTINED
    ((reason, text),) = door.quarantined()
    assert (reason, "TrichYeuHoSo" in text) == ("not_yours", True)
    with door.sessions() as session:
        assert find_kept(session, AGENCY, parse_code("H53.20-261102-0001"), door.desk.sealer) is None


def test_the_applicant_is_stored_apart_and_a_change_of_them_alone_is_told(door: Door) -> None:
    push(door, [a_ho_so()])
    push(door, [a_ho_so(ChuHoSo="Lê Thị Thử")])
    with door.sessions() as session:
        row = find_dossier(session, parse_code(CODE))
        assert row
        applicant = find_applicant(session, row.id, door.desk.sealer)
    assert applicant
    assert applicant.name == "Lê Thị Thử"


def test_a_step_that_the_applicant_took_names_no_officer(door: Door) -> None:
    push(door, [a_ho_so(ChuHoSo="Nguyễn Văn Thử")], hours=2)
    push_steps(door, [a_tien_do(NguoiXuLy="NGUYỄN VĂN THỬ", PhongBanXuLy=""), a_tien_do()], hours=1)
    named = {step.responsible.officer for step in stored(door).steps if step.responsible}
    assert named == {"", "Trần Thị Bình"}


def test_the_same_steps_again_change_nothing_even_those_without_a_time(door: Door) -> None:
    steps = [a_tien_do(), a_tien_do(ThoiDiemXuLy="", NgayBatDau=""), a_tien_do()]
    for hours in (2, 1):
        assert {item.fate for item in push_steps(door, steps, hours)} == {Fate.SETTLED}
    assert len(door.everything()["history"]) == 2


def push(door: Door, items: list[builders.Item], hours: float = 0) -> list[Item]:
    """Push records so many hours before NOW."""
    context = Context(AGENCY, NOW - timedelta(hours=hours), local_form=LOCAL)
    return in_transaction(door.sessions, lambda session: take_records(session, Push(items, context), door.desk))


def push_steps(door: Door, items: list[builders.Item], hours: float) -> list[Item]:
    context = Context(AGENCY, NOW - timedelta(hours=hours))
    return in_transaction(door.sessions, lambda session: take_steps(session, Push(items, context), door.desk))


def at_once(door: Door, pushes: list[list[builders.Item]]) -> list[list[Item]]:
    """Several nodes push at the same moment."""
    barrier = Barrier(len(pushes))

    def go(items: list[builders.Item]) -> list[Item]:
        barrier.wait()
        return push(door, items)

    with ThreadPoolExecutor(len(pushes)) as pool:
        return list(pool.map(go, pushes))


def mend_and_hand_in(door: Door, **fields: str) -> None:
    """A person corrects fields of all that lies in quarantine."""
    correction = Correction(lambda text: with_fields(text, fields, []), ("an", NOW))
    with door.sessions.begin() as session:
        for entry in list_entries(session):
            mend(session, entry.id, correction, door.desk)


def kept_record(door: Door) -> builders.Item | None:
    with door.sessions() as session:
        return find_kept(session, AGENCY, parse_code(CODE), door.desk.sealer)


def stored(door: Door, code: str = CODE) -> Dossier:
    found = door.dossier(code)
    assert found
    return found.dossier
