"""Personal data at rest, and receipts' secrets."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy.orm import Session

from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.store.applicants import Named, find_applicant, save_applicants
from lookup_api.store.dossiers import code_keys, save_dossiers
from lookup_api.store.errors import DataKeyMissing, SealBroken
from lookup_api.store.receipts import holds_receipt, save_receipt, secret_hash
from lookup_api.store.sealing import Sealer, make_data_key
from lookup_api.store.tables import ApplicantRow
from tests.builders import AGENCY, NOW, a_dossier, an_applicant
from tests.lookup_api.stored import a_saving

OLD, NEW = Fernet.generate_key(), Fernet.generate_key()
SEALER = Sealer((NEW, OLD))


def a_saved_dossier(session: Session) -> int:
    dossier = a_dossier()
    return save_dossiers(session, [a_saving(None, dossier, code_keys([dossier.code], AGENCY))], NOW)[0]


def test_what_is_sealed_is_not_readable_and_opens_again() -> None:
    sealed = SEALER.seal("Nguyễn Văn An")
    assert "Nguyễn".encode() not in sealed
    assert SEALER.open(sealed) == "Nguyễn Văn An"


def test_keys_rotate_the_first_seals_and_all_open() -> None:
    before = Sealer((OLD,))
    assert SEALER.open(before.seal("x")) == "x"
    assert SEALER.matches(before.fingerprint("a", "b"), ("a", "b"))
    with pytest.raises(SealBroken):
        before.open(SEALER.seal("x"))


def test_a_keys_file_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "data.key"
    make_data_key(path)
    first = path.read_bytes()
    make_data_key(path)
    assert path.read_bytes() == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Sealer.from_file(path).open(Sealer.from_file(path).seal("x")) == "x"


@pytest.mark.parametrize("text", ["", "not a key", "  ,  "])
def test_without_a_usable_key_nothing_is_sealed(text: str, tmp_path: Path) -> None:
    with pytest.raises(DataKeyMissing):
        Sealer.from_text(text)
    with pytest.raises(DataKeyMissing):
        Sealer.from_file(tmp_path / "missing")


def test_an_applicant_lies_sealed_in_the_database_and_the_one_saved_last_counts(session: Session) -> None:
    id_ = a_saved_dossier(session)
    for who in (an_applicant(name="Trần Thị Ba"), an_applicant()):
        save_applicants(session, {id_: Named(who, ("H53.19", "u1"))}, SEALER)
    assert find_applicant(session, id_, SEALER) == an_applicant()
    row = session.get(ApplicantRow, id_)
    assert row is not None
    assert "Nguyễn".encode() not in row.sealed


def test_only_the_newest_receipts_secret_proves_anything(session: Session) -> None:
    id_ = a_saved_dossier(session)
    mistaken, reissued = ReceiptSecret("AAAAAAAA"), ReceiptSecret("BBBBBBBB")
    save_receipt(session, id_, secret_hash(mistaken, id_, SEALER), NOW)
    assert holds_receipt(session, id_, mistaken, SEALER)
    save_receipt(session, id_, secret_hash(reissued, id_, SEALER), NOW + timedelta(hours=1))
    assert [holds_receipt(session, id_, one, SEALER) for one in (mistaken, reissued)] == [False, True]


def test_a_dossier_without_a_receipt_is_held_by_nobody(session: Session) -> None:
    assert not holds_receipt(session, a_saved_dossier(session), ReceiptSecret("AAAAAAAA"), SEALER)
