"""How an update is kept: text that stays the same for the same update, whatever fields an update has one day."""

import json

from lookup_api.store.documents import read_codes, read_updates, write_update
from tests.builders import a_hand_over, a_moment, a_progress_step, a_record, a_status_update


def test_what_is_at_its_default_is_left_out_so_that_a_later_field_keeps_old_digests() -> None:
    update = a_status_update(id="one", occurred_at=a_moment(hours=1))
    written = write_update(update)
    assert written.text == (
        '{"sender":"H53.19","id":"one","code":"H53.19-261102-0001","agency":"H53.19",'
        '"occurred_at":"2026-11-24T02:00:00Z","status":4}'
    )
    assert written.digest == "57fa47c7c717be931c9d315e767f5c3bc3a4ff46eeef516b05d4f90e51fda6e2"


def test_the_text_is_the_same_whichever_library_writes_it() -> None:
    note = 'Ghi chú "đặc biệt" \\ \t\x01 \x7f \u2028'
    written = write_update(a_record(note=note, missing=("Bản sao",), sequence=2**63 - 1))
    assert written.text == json.dumps(json.loads(written.text), ensure_ascii=False, separators=(",", ":"))


def test_updates_come_back_as_they_were_written() -> None:
    updates = (a_record(aliases=["12/HKD"]), a_hand_over(), a_progress_step(occurred_at=a_moment(microseconds=1)))
    assert read_updates(f"[{','.join(write_update(update).text for update in updates)}]") == updates


def test_the_codes_of_stored_updates_are_read_without_the_rest_of_them() -> None:
    updates = (a_record(code="12/HKD"), a_record(code="H53.19-261102-0001", aliases=["12/HKD", "7/X"]))
    text = f"[{','.join(write_update(update).text for update in updates)}]"
    assert read_codes(text) == {"12/HKD", "7/X", "H53.19-261102-0001"}
