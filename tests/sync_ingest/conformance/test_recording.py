"""Traffic is kept as raw requests that anybody can read, count and send again."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from sync_ingest.conformance.errors import RecordingNotReadable
from sync_ingest.conformance.exchange import Fault
from sync_ingest.conformance.item import Form
from sync_ingest.conformance.judging import judge
from sync_ingest.conformance.recording import digest_of, load, save
from sync_ingest.conformance.replay import load as load_any
from sync_ingest.conformance.traffic import Traffic
from tests.sync_ingest.conformance.recorded import Talk, a_full_update, good_national, good_wire


@pytest.mark.parametrize("talk", [good_wire(), good_national()], ids=["wire", "national"])
def test_what_is_kept_is_judged_alike_when_it_is_read_again(talk: Talk, tmp_path: Path) -> None:
    save(talk.exchanges, tmp_path / "kept")
    assert judge(Traffic(load(tmp_path / "kept"), talk.form, talk.traffic.agencies)) == judge(talk.traffic)


def test_the_digest_is_what_sha256sum_says_of_the_requests(tmp_path: Path) -> None:
    exchanges = good_wire().exchanges
    save(exchanges, tmp_path)
    kept = b"".join(path.read_bytes() for path in sorted(tmp_path.glob("*-request.http")))
    assert digest_of(exchanges) == digest_of(load(tmp_path)) == sha256(kept).hexdigest()


def test_only_its_owner_reads_what_is_kept(tmp_path: Path) -> None:
    save(good_wire().exchanges, tmp_path / "kept")
    modes = {path.stat().st_mode & 0o077 for path in [tmp_path / "kept", *(tmp_path / "kept").iterdir()]}
    assert modes == {0}


def test_a_request_that_a_vendor_wrote_by_hand_is_read(tmp_path: Path) -> None:
    (tmp_path / "1-request.http").write_text("POST /v1/updates HTTP/1.1\nContent-Type: application/json\n\n{}")
    (exchange,) = load(tmp_path)
    assert (exchange.request.method, exchange.request.target) == ("POST", "/v1/updates")
    assert exchange.request.headers["content-type"] == "application/json"
    assert exchange.request.body == b"{}"


def test_a_har_file_is_read_and_a_request_without_an_answer_counts_as_cut(tmp_path: Path) -> None:
    body = json.dumps({"updates": [a_full_update(1, 2)]}, ensure_ascii=False)
    asked = {"method": "POST", "url": "https://x/v1/updates", "headers": [], "postData": {"text": body}}
    entry = {"startedDateTime": "2026-11-24T10:00:00+07:00", "time": 12.5, "request": asked, "response": {"status": 0}}
    path = tmp_path / "traffic.har"
    path.write_text(json.dumps({"log": {"entries": [entry]}}))
    (exchange,) = load_any(path)
    assert exchange.fault is Fault.CUT
    assert exchange.came_at.isoformat() == "2026-11-24T03:00:00+00:00"
    assert Traffic([exchange], Form.WIRE).items[0].code_text == "H53.19-261102-0001"


@pytest.mark.parametrize("text", ["", "{}", '{"log": {"entries": [{}]}}', "[]"])
def test_what_is_no_recording_is_said_to_be_none(text: str, tmp_path: Path) -> None:
    path = tmp_path / "traffic.har"
    path.write_text(text)
    with pytest.raises(RecordingNotReadable):
        load_any(path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(RecordingNotReadable):
        load_any(tmp_path / "empty")
