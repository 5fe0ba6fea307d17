"""Devices as the server has them registered."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from provisioning.devices import Device, DeviceKind, DeviceState
from provisioning.errors import DeviceNameTaken, NoSuchDevice
from provisioning.registry import expect_device, find_known_key, list_devices, revoke_device
from tests.provisioning.builders import NOW, a_key, an_enrolled_device, an_expected_device

KEY = a_key()


def test_an_awaited_device_is_put_right_and_not_made_twice(session: Session) -> None:
    first = an_expected_device(session, "Máy số 1")
    again = expect_device(session, Device.expected(DeviceKind.AGENT, "Máy số 1", "H53.19", NOW))
    assert (again.id, again.kind, again.agency) == (first.id, DeviceKind.AGENT, "H53.19")
    assert list_devices(session) == [again]


def test_a_device_at_work_is_not_replaced_by_taking_its_name(session: Session) -> None:
    an_enrolled_device(session, KEY, "Máy số 1")
    with pytest.raises(DeviceNameTaken):
        an_expected_device(session, "Máy số 1")


@pytest.mark.parametrize("said", ["id", "name"])
def test_a_device_is_revoked_by_its_id_or_its_name(session: Session, said: str) -> None:
    device = an_enrolled_device(session, KEY)
    revoked = revoke_device(session, getattr(device, said), NOW)
    assert (revoked.state, revoked.revoked_at) == (DeviceState.REVOKED, NOW)
    assert device.key_id
    known = find_known_key(session, device.key_id)
    assert known
    assert known.revoked


def test_revoking_again_keeps_the_first_time(session: Session) -> None:
    device = an_enrolled_device(session, KEY)
    revoke_device(session, device.id, NOW)
    assert revoke_device(session, device.id, NOW + timedelta(days=1)).revoked_at == NOW


def test_a_name_stands_for_the_device_at_work_and_not_for_its_revoked_forerunner(session: Session) -> None:
    old = an_enrolled_device(session, KEY, "Máy số 1")
    revoke_device(session, "Máy số 1", NOW)
    new = an_enrolled_device(session, a_key(), "Máy số 1")
    assert revoke_device(session, "Máy số 1", NOW).id == new.id != old.id


def test_what_is_not_there_cannot_be_revoked(session: Session) -> None:
    with pytest.raises(NoSuchDevice):
        revoke_device(session, "Máy số 9", NOW)
