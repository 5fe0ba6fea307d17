"""The quick reader of sound batches and the slower one that tells what is wrong: where the first reads, both agree."""

from collections import ChainMap
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync_ingest.envelope import Delivery, batch_of, read_item
from sync_ingest.sound_batch import read_sound
from tests.builders import AGENCY

SOUND: dict[str, Any] = {"id": "1", "code": "12/HKD", "occurred_at": "2026-11-24T08:30:00+07:00", "status": 4}
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
SIZES = st.sampled_from([0, 1, 40, 41, 60, 61, 80, 81, 200, 201, 300, 301, 500, 501, 1_000, 1_001]).map("a".__mul__)
ODD = st.one_of(st.none(), st.booleans(), st.integers(-1, 11), st.floats(allow_nan=False), TEXTS, SIZES)
MOMENTS = st.sampled_from(
    [
        "2026-11-24T08:30:00Z",
        "2026-11-24T08:30:00.5+07:00",
        "2026-11-24T08:30:00.123456-03:30",
        "2026-11-24T08:30:00.1234567Z",
        "2026-11-24T08:30:60Z",
        "2026-11-24T24:00:00Z",
        "2026-11-24T08:30:00+23:59",
        "2026-11-24T08:30:00+24:00",
        "2026-11-24t08:30:00z",
        "2026-11-24 08:30:00Z",
        "2026-11-24T08:30:00",
        "2026-02-29T08:30:00Z",
        "2026-W48-2T08:30:00Z",
        "20261124T083000+0700",
        "٢٠٢٦-11-24T08:30:00Z",
        "1989-12-31T23:59:59Z",
        "2099-12-31T23:59:59-07:00",
        "",
    ]
)
NAMES = st.lists(TEXTS | SIZES, max_size=9)
PERSONS = st.fixed_dictionaries({}, optional=dict.fromkeys(["name", "identity_number", "phone", "address", "x"], ODD))
HOLDERS = st.fixed_dictionaries({}, optional=dict.fromkeys(["officer", "unit", "agency", "phone", "x"], ODD))
PROCEDURES = st.fixed_dictionaries({"code": ODD, "name": ODD}, optional={"field": ODD})
HAND_OVERS = st.fixed_dictionaries({"to": st.none() | st.just("H53.20") | ODD}, optional={"due_at": MOMENTS | ODD})
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "id": TEXTS | ODD,
    "kind": st.sampled_from(["record", "progress", "deletion", "other"]) | ODD,
    "code": st.sampled_from(["H53.19-261102-0001", "h53.19-20261102-0001", "H53.19-261302-0001"]) | ODD,
    "aliases": NAMES,
    "agency": st.sampled_from(["H53.19", "000.00.19.H53", "h53"]) | ODD,
    "sequence": st.sampled_from([0, -1, 2**63 - 1, 2**63, 7.0]) | ODD,
    "occurred_at": MOMENTS | ODD,
    "status": st.integers(0, 11) | ODD,
    "procedure": PROCEDURES | ODD,
    "received_at": MOMENTS | ODD,
    "due_at": MOMENTS | ODD,
    "responsible": HOLDERS | ODD,
    "note": TEXTS | SIZES | ODD,
    "missing": NAMES | ODD,
    "fee": st.sampled_from([0, -1, 10**12, 10**12 + 1]) | ODD,
    "hand_over": HAND_OVERS | ODD,
    "applicant": PERSONS | ODD,
    "other": ODD,
}
ONE_CHANGED = st.sampled_from(sorted(FIELDS)).flatmap(lambda name: FIELDS[name].map(lambda value: {name: value}))
SOME_CHANGED = st.lists(ONE_CHANGED, max_size=3).map(lambda changes: dict(ChainMap(*changes)))


@given(SOME_CHANGED)
def test_what_the_quick_reader_reads_the_slow_one_reads_alike(changes: dict[str, Any]) -> None:
    item = {**SOUND, **changes}
    sound = read_sound(batch_of([item]), AGENCY)
    if sound is not None:
        assert [Delivery(*each) for each in sound] == [read_item(item, AGENCY)]


@pytest.mark.parametrize(
    "stated",
    [
        {"occurred_at": "2026-11-24T08:30:00.123456Z", "due_at": "2026-12-01T17:00:00+07:00"},
        {"code": "H53.19-261102-0001", "aliases": ["12/HKD"] * 8, "agency": "H53.19", "note": "a" * 1_000},
        {"procedure": {"code": "a" * 60, "name": "a" * 500, "field": "a" * 200}, "fee": 10**12},
        {"responsible": {"officer": "a" * 200, "phone": "a" * 40}, "missing": ["a" * 300] * 40, "sequence": 2**63 - 1},
        {"hand_over": {"to": "H53.20", "due_at": "2026-12-01T17:00:00+07:00"}},
        {"kind": "deletion", "status": 8, "applicant": {"name": "a" * 200, "address": "a" * 300}},
    ],
)
def test_everything_that_departments_commonly_send_is_read_quickly(stated: dict[str, Any]) -> None:
    item = {**SOUND, **stated}
    sound = read_sound(batch_of([item]), AGENCY)
    assert sound is not None
    assert [Delivery(*each) for each in sound] == [read_item(item, AGENCY)]


@pytest.mark.parametrize(
    "body",
    [
        b'{"updates": [], "other": "\xff"}',
        b'{"updates": [{"id": "1", "note": "\\u0000"}]}',
        b'{"updates": [' + b"[" * 100_000 + b"]" * 100_000 + b"]}",
        b"[]",
        b"",
    ],
)
def test_whatever_is_odd_is_left_to_the_slow_reader(body: bytes) -> None:
    assert read_sound(body, AGENCY) is None
