"""The batch on the wire: what is written is read back, and what cannot be read is told field by field."""

import json
from contextlib import suppress
from typing import Any

import pytest

from sync_ingest.envelope import Delivery, Flaw, batch_of, read_batch, read_item, write_batch
from sync_ingest.errors import BatchNotReadable
from sync_ingest.reasons import Reason
from tests.builders import AGENCY, NOW, TAX_OFFICE, a_hand_over, a_progress_step, a_record, an_applicant

SOUND: dict[str, Any] = {"id": "1", "code": "12/HKD", "occurred_at": "2026-11-24T08:30:00+07:00", "status": 4}


def test_a_written_batch_is_read_back_as_it_was() -> None:
    deliveries = [
        Delivery(a_record(aliases=["12/HKD"], missing=("Bản vẽ",), sequence=7), an_applicant()),
        Delivery(a_hand_over(sequence=0)),
        Delivery(a_progress_step(sender=AGENCY, owner=TAX_OFFICE)),
    ]
    assert read_batch(write_batch(deliveries), AGENCY) == deliveries


def test_an_update_without_an_agency_is_the_senders_own() -> None:
    read = read_item(SOUND, AGENCY)
    assert isinstance(read, Delivery)
    assert (read.update.owner, read.update.sender) == (AGENCY, AGENCY)


@pytest.mark.parametrize(
    ("wrong", "reason", "field", "vietnamese"),
    [
        ({"status": 11}, Reason.NOT_VALID, "status", "không thuộc các giá trị cho phép"),
        ({"status": None}, Reason.NOT_VALID, "status", "phải là số nguyên"),
        ({"status": True}, Reason.NOT_VALID, "status", "phải là số nguyên"),
        ({"status": 2.0}, Reason.NOT_VALID, "status", "phải là số nguyên"),
        ({"occurred_at": 1_764_000_000}, Reason.NOT_VALID, "occurred_at", "phải là thời điểm"),
        ({"occurred_at": "24/11/2026"}, Reason.NOT_VALID, "occurred_at", "phải là thời điểm có múi giờ"),
        ({"occurred_at": "2026-11-24T08:30:00"}, Reason.NOT_VALID, "occurred_at", "thiếu múi giờ"),
        ({"occurred_at": "0001-01-01T00:00:00+07:00"}, Reason.NOT_VALID, "occurred_at", "nằm ngoài khoảng"),
        ({"due_at": "9999-12-31T23:59:59-07:00"}, Reason.NOT_VALID, "due_at", "nằm ngoài khoảng"),
        ({"received_at": "0203-05-01T00:00:00Z"}, Reason.NOT_VALID, "received_at", "nằm ngoài khoảng"),
        ({"note": "a" * 1_001}, Reason.NOT_VALID, "note", "quá dài"),
        ({"note": "a\0b"}, Reason.NOT_VALID, "U+0000", "ký tự không lưu được"),
        ({"note": "\ud800"}, Reason.NOT_VALID, "note", "ký tự hỏng"),
        ({"missing": ["đơn", ""]}, Reason.NOT_VALID, "missing[1]", "đang để trống"),
        ({"procedure": {"code": "1"}}, Reason.NOT_VALID, "procedure.name", "còn thiếu"),
        ({"fee": 1.5}, Reason.NOT_VALID, "fee", "phải là số nguyên"),
        ({"adress": "x"}, Reason.NOT_VALID, "adress", "không có trong mẫu"),
        ({"Nguyễn Văn An": "x"}, Reason.NOT_VALID, "?", "không có trong mẫu"),
        ({"code": "   "}, Reason.NOT_A_CODE, "code", "không phải là mã"),
        ({"aliases": ["1/A", "\n"]}, Reason.NOT_A_CODE, "aliases[1]", "không phải là mã"),
        ({"agency": "Sở Xây dựng"}, Reason.NOT_A_CODE, "agency", "không phải là mã"),
        ({"hand_over": {"to": "?"}}, Reason.NOT_A_CODE, "hand_over.to", "không phải là mã"),
        ({"kind": "progress", "hand_over": {"to": None}}, Reason.NOT_VALID, "record", "tự mâu thuẫn"),
    ],
)
def test_what_is_wrong_is_said_by_field_in_both_languages(
    wrong: dict[str, Any], reason: Reason, field: str, vietnamese: str
) -> None:
    read = read_item({**SOUND, **wrong}, AGENCY)
    assert isinstance(read, Flaw)
    assert (read.reason, read.update_id) == (reason, "1")
    assert field in read.detail.vi
    assert field in read.detail.en
    assert vietnamese in read.detail.vi


def test_many_faults_are_told_in_one_sentence() -> None:
    read = read_item({"a": 1, "b": 2, "c": 3, "d": 4}, AGENCY)
    assert isinstance(read, Flaw)
    assert read.detail.vi.endswith("và 3 lỗi khác.")


def test_no_flaw_repeats_what_was_sent() -> None:
    read = read_item({**SOUND, "applicant": {"name": "Nguyễn Văn An" * 20, "phone": 900000001}}, AGENCY)
    assert isinstance(read, Flaw)
    assert "Nguyễn" not in f"{read.detail} {read!r}"
    assert "900000001" not in f"{read.detail} {read!r}"


@pytest.mark.parametrize("item", [None, 1, "x", [], True])
def test_an_update_that_is_no_object_is_a_flaw_without_an_id(item: object) -> None:
    read = read_item(item, AGENCY)
    assert isinstance(read, Flaw)
    assert (read.update_id, json.loads(read.text)) == (None, item)


@pytest.mark.parametrize("id_", ["", "x" * 81, 7, None, "a\x07"])
def test_an_id_that_is_none_is_not_repeated(id_: object) -> None:
    read = read_item({**SOUND, "id": id_, "status": 99}, AGENCY)
    assert isinstance(read, Flaw)
    assert read.update_id is None


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_a_batch_may_come_in_any_encoding_of_json(encoding: str) -> None:
    body = json.dumps({"updates": [SOUND]}).encode(encoding)
    assert isinstance(read_batch(body, AGENCY)[0], Delivery)


@pytest.mark.parametrize("body", [b"", b"\xff", b"nul", b"[" * 100_000, b"9" * 5_000, b"{}", b'{"updates": 1}'])
def test_what_is_no_batch_is_refused_as_a_whole(body: bytes) -> None:
    with pytest.raises(BatchNotReadable):
        read_batch(body, AGENCY)


def test_times_are_written_in_utc_and_read_in_any_zone() -> None:
    assert b'"occurred_at":"2026-11-24T03:00:00Z"' in write_batch([Delivery(a_record(occurred_at=NOW))])
    read = read_item({**SOUND, "occurred_at": "2026-11-24T10:00:00+07:00"}, AGENCY)
    assert isinstance(read, Delivery)
    assert read.update.occurred_at == NOW


@pytest.mark.parametrize("depth", [100, 900, 950, 980, 985, 990, 995, 5_000])
def test_a_batch_nested_deeper_than_can_be_read_never_fails_otherwise(depth: int) -> None:
    item = b'{"id": ' + b"[" * depth + b"]" * depth + b"}"
    with suppress(BatchNotReadable):
        [read] = read_batch(b'{"updates": [' + item + b"]}", AGENCY)
        assert isinstance(read, Flaw)


@pytest.mark.parametrize("broken", [{}, {"status": 99}, {"note": "\0"}, {"occurred_at": "1890-01-01T00:00:00Z"}])
def test_a_batch_is_read_as_its_updates_are_one_by_one(broken: dict[str, Any]) -> None:
    applicant = {"name": "Nguyễn Văn An"}
    items = [{**SOUND, "id": str(at), "aliases": [f"{at}/A"], "applicant": applicant} for at in range(3)]
    items.append({**SOUND, "id": "last", **broken})
    assert read_batch(batch_of(items), AGENCY) == [read_item(item, AGENCY) for item in items]
