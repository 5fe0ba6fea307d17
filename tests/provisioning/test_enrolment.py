"""The life of a claim code: given out, used once, or good for nothing."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from provisioning.claims import ClaimCode
from provisioning.devices import Device, DeviceState
from provisioning.enrolment import TRIES, enrol
from provisioning.errors import DeviceRevoked, KeyUsedBefore
from provisioning.keys import key_id_of, public_key_pem
from provisioning.registry import find_known_key, list_devices, revoke_device
from provisioning.tables import ClaimRow
from tests.provisioning.builders import NOW, a_claim_code, a_key, an_enrolled_device, an_expected_device

KEY = a_key()


def enrol_with(session: Session, code: str, after: timedelta = timedelta()) -> Device | None:
    return enrol(session, code, public_key_pem(KEY), NOW + after)


def an_ed25519_key() -> str:
    key = Ed25519PrivateKey.generate().public_key()
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def other_secret(code: str) -> str:
    """The same slot with a wrong secret half."""
    return code[:-1] + ("0" if code[-1] != "0" else "1")


def test_a_claim_code_turns_a_key_into_a_device(session: Session) -> None:
    expected = an_expected_device(session)
    device = enrol_with(session, a_claim_code(session, expected))
    assert device
    assert (device.id, device.state, device.enrolled_at) == (expected.id, DeviceState.ENROLLED, NOW)
    known = find_known_key(session, key_id_of(KEY.public_key()))
    assert known
    assert (known.caller.device_id, known.revoked) == (device.id, False)


def test_a_claim_code_is_good_once(session: Session) -> None:
    code = a_claim_code(session, an_expected_device(session))
    assert enrol_with(session, code)
    assert enrol(session, code, public_key_pem(a_key()), NOW) is None


@pytest.mark.parametrize(("minutes", "good"), [(14, True), (15, False), (60, False)])
def test_a_claim_code_is_good_for_a_quarter_of_an_hour(session: Session, minutes: int, good: bool) -> None:
    code = a_claim_code(session, an_expected_device(session))
    assert bool(enrol_with(session, code, timedelta(minutes=minutes))) == good


def test_four_slips_of_the_finger_are_forgiven(session: Session) -> None:
    code = a_claim_code(session, an_expected_device(session))
    for _ in range(TRIES - 1):
        assert enrol_with(session, other_secret(code)) is None
    assert enrol_with(session, code)


def test_after_five_wrong_tries_even_the_right_code_is_refused(session: Session) -> None:
    code = a_claim_code(session, an_expected_device(session))
    for _ in range(TRIES):
        assert enrol_with(session, other_secret(code)) is None
    assert enrol_with(session, code) is None


@pytest.mark.parametrize("typed", ["0000-0000", "", "không phải mã", "x" * 64])
def test_a_code_nobody_gave_out_is_refused(session: Session, typed: str) -> None:
    a_claim_code(session, an_expected_device(session))
    assert enrol_with(session, typed) is None


def test_a_new_code_for_a_device_ends_the_old_one(session: Session) -> None:
    device = an_expected_device(session)
    old, new = a_claim_code(session, device), a_claim_code(session, device)
    assert enrol_with(session, old) is None
    assert enrol_with(session, new)


def test_the_code_itself_is_not_in_the_database(session: Session) -> None:
    code = ClaimCode.parse(a_claim_code(session, an_expected_device(session)))
    claim = session.scalars(select(ClaimRow)).one()
    assert code
    assert code.text not in claim.code_hash
    assert claim.slot == code.slot


def test_old_codes_are_swept_out(session: Session) -> None:
    a_claim_code(session, an_expected_device(session, "Kiosk sảnh A"))
    session.execute(update(ClaimRow).values(expires_at=NOW - timedelta(days=2)))
    a_claim_code(session, an_expected_device(session, "Kiosk sảnh B"))
    assert len(session.scalars(select(ClaimRow)).all()) == 1


def test_a_revoked_key_is_refused_for_a_new_enrolment_too(session: Session) -> None:
    stolen = an_enrolled_device(session, KEY)
    revoke_device(session, stolen.id, NOW)
    code = a_claim_code(session, an_expected_device(session))
    session.commit()
    with pytest.raises(DeviceRevoked):
        enrol_with(session, code)


def test_two_devices_with_the_same_key_are_not_let_in(session: Session) -> None:
    an_enrolled_device(session, KEY, "Kiosk sảnh A")
    code = a_claim_code(session, an_expected_device(session, "Kiosk sảnh B"))
    session.commit()
    with pytest.raises(KeyUsedBefore):
        enrol_with(session, code)
    session.rollback()
    assert enrol(session, code, public_key_pem(a_key()), NOW), "the code was not used up"


def test_a_code_of_a_device_that_was_revoked_meanwhile_is_refused(session: Session) -> None:
    device = an_expected_device(session)
    code = a_claim_code(session, device)
    revoke_device(session, device.name, NOW)
    assert enrol_with(session, code) is None


def test_only_a_p256_key_can_be_registered(session: Session) -> None:
    code = a_claim_code(session, an_expected_device(session))
    with pytest.raises(ValueError, match="P-256"):
        enrol(session, code, an_ed25519_key(), NOW)
    assert [device.state for device in list_devices(session)] == [DeviceState.EXPECTED]
