"""Dossiers in the database: found by any code, saved a batch at a time, on both databases."""

from sqlalchemy.orm import Session

from lookup_api.domain.codes import AgencyCode, Code, DossierCode, LocalCode
from lookup_api.domain.dossier import Dossier
from lookup_api.store.dossiers import code_keys, find_dossier, lock_dossiers, save_dossiers
from tests.builders import AGENCY, NOW, TAX_OFFICE, a_dossier, a_hand_over, a_progress_step, a_record
from tests.lookup_api.stored import a_saving, list_codes

NATIONAL = DossierCode.parse("H53.19-261102-0001")
LOCAL = LocalCode("123/HKD-2014")


def save(
    session: Session, dossier: Dossier, *codes: Code, owner: AgencyCode = AGENCY, number: int | None = None
) -> int:
    keys = code_keys(codes, owner)
    [id_] = save_dossiers(session, [a_saving(number, dossier, keys)], NOW)
    return id_


def test_a_dossier_comes_back_as_it_was_saved(session: Session) -> None:
    whole = a_dossier(
        a_record(missing=("Bản sao căn cước",), aliases=(LOCAL.printed,), sequence=3, note="Chuyển phòng chuyên môn"),
        a_hand_over(),
        a_progress_step(sender=TAX_OFFICE, owner=AGENCY),
    )
    save(session, whole, NATIONAL)
    found = find_dossier(session, NATIONAL)
    assert found is not None
    assert found.dossier == whole


def test_a_dossier_is_found_by_its_national_and_by_its_local_code(session: Session) -> None:
    id_ = save(session, a_dossier(), NATIONAL, LOCAL)
    assert [found and found.id for found in (find_dossier(session, code) for code in (NATIONAL, LOCAL))] == [id_, id_]
    assert list_codes(session, id_) == sorted([NATIONAL.printed, LOCAL.printed])


def test_a_local_code_of_two_agencies_answers_for_neither(session: Session) -> None:
    save(session, a_dossier(), LOCAL)
    save(session, a_dossier(), LOCAL, owner=TAX_OFFICE)
    assert find_dossier(session, LOCAL) is None


def test_an_unknown_code_finds_nothing(session: Session) -> None:
    assert find_dossier(session, NATIONAL) is None


def test_a_batch_locks_what_is_there_and_leaves_out_what_is_not(session: Session) -> None:
    id_ = save(session, a_dossier(), NATIONAL)
    known, unknown = code_keys([NATIONAL], AGENCY), code_keys([LOCAL], AGENCY)
    locked = lock_dossiers(session, known | unknown)
    assert {key: stored.id for key, stored in locked.items()} == dict.fromkeys(known, id_)


def test_new_and_changed_dossiers_are_saved_in_one_go_and_numbered_in_order(session: Session) -> None:
    before = a_dossier()
    first = save(session, before, NATIONAL)
    changed = before.after(a_record())
    others = [a_saving(None, a_dossier(), code_keys([LocalCode(f"{n}/HKD")], AGENCY)) for n in range(3)]
    ids = save_dossiers(session, [others[0], a_saving(first, changed, frozenset(), before.updates), *others[1:]], NOW)
    assert ids[1] == first
    assert ids[0] < ids[2] < ids[3]
    stored = find_dossier(session, NATIONAL)
    assert stored is not None
    assert stored.dossier == changed
    found = [find_dossier(session, LocalCode(f"{n}/HKD")) for n in range(3)]
    assert [one and one.id for one in found] == [ids[0], ids[2], ids[3]]
