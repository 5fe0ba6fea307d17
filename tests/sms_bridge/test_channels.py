"""What every channel promises, and Kannel's own table of answers."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from sms_bridge.channels.kannel import KannelChannel
from sms_bridge.channels.ports import Channel
from sms_bridge.channels.recording import RecordingChannel
from sms_bridge.errors import Refusal, SmsFailed
from tests.servers import free_port
from tests.sms_bridge.builders import OUR_NUMBER, PHONE, an_outgoing_sms
from tests.sms_bridge.smsbox import PASSWORD, USERNAME, Smsbox, running_smsbox

BUSY = (503, "Temporal failure, try again later.")


@dataclass
class OnTest:
    """A channel, what its other side has seen as (to, from, text), and a way to make it refuse once."""

    channel: Channel
    seen: Callable[[], list[tuple[str, str, str]]]
    refuse: Callable[[], None] = field(default=lambda: None)


@pytest.fixture
def smsbox() -> Iterator[Smsbox]:
    with running_smsbox() as smsbox:
        yield smsbox


@pytest.fixture
def kannel(smsbox: Smsbox) -> Iterator[KannelChannel]:
    with httpx.Client(base_url=smsbox.url, trust_env=False) as http:
        yield KannelChannel(http, USERNAME, PASSWORD)


@pytest.fixture(params=["kannel", "recording"])
def on_test(request: pytest.FixtureRequest) -> OnTest:
    if request.param == "recording":
        channel = RecordingChannel()
        return OnTest(
            channel,
            lambda: [(sms.to.e164, sms.our_number, sms.text) for sms in channel.sent],
            lambda: channel.refusals.append(Refusal("temporary", retryable=True)),
        )
    smsbox: Smsbox = request.getfixturevalue("smsbox")
    return OnTest(
        request.getfixturevalue("kannel"),
        lambda: [(form["to"], form.get("from", ""), form["text"]) for form in smsbox.taken],
        lambda: smsbox.says.append(BUSY),
    )


@pytest.mark.parametrize(
    "text", ["dang xu ly", "Hồ sơ đang xử lý", "a+b&c=d%20?#", "hai\ndong", "{}[]~|^\\€@", "😀", "a" * 600, " x "]
)
def test_a_message_arrives_as_it_was_written(on_test: OnTest, text: str) -> None:
    on_test.channel.send(an_outgoing_sms(text))
    assert on_test.seen() == [(PHONE, OUR_NUMBER, text)]


def test_a_refusal_is_raised_and_the_message_has_not_left(on_test: OnTest) -> None:
    on_test.refuse()
    with pytest.raises(SmsFailed) as failed:
        on_test.channel.send(an_outgoing_sms())
    assert failed.value.refusal.retryable
    assert on_test.seen() == []
    on_test.channel.send(an_outgoing_sms())
    assert len(on_test.seen()) == 1


def test_many_threads_may_send_at_once(on_test: OnTest) -> None:
    texts = {f"text {at}" for at in range(40)}
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(on_test.channel.send, map(an_outgoing_sms, texts)))
    assert {text for _, _, text in on_test.seen()} == texts


def test_no_failure_tells_the_number_or_the_text(on_test: OnTest) -> None:
    on_test.refuse()
    with pytest.raises(SmsFailed) as failed:
        on_test.channel.send(an_outgoing_sms("rieng tu"))
    assert "912345678" not in repr(failed.value)
    assert "rieng tu" not in repr(failed.value)


@pytest.mark.parametrize(
    ("status", "said", "refusal"),
    [
        (403, "Authorization failed for sendsms", Refusal("not_authorised", retryable=True)),
        (503, "Temporal failure, try again later.", Refusal("temporary", retryable=True)),
        (400, "Number(s) has/have been denied by white- and/or black-lists.", Refusal("number_denied", False)),
        (403, "Not routable. Do not try again.", Refusal("not_routable", retryable=False)),
        (400, "Coding field misformed, rejected", Refusal("rejected", retryable=False)),
        (404, "Unknown request", Refusal("rejected", retryable=False)),
        (500, "", Refusal("not_understood", retryable=True)),
        (202, "what is this", Refusal("not_understood", retryable=True)),
        (200, "", Refusal("not_understood", retryable=True)),
    ],
)
def test_kannels_refusals_have_their_meaning(
    kannel: KannelChannel, smsbox: Smsbox, status: int, said: str, refusal: Refusal
) -> None:
    smsbox.says = [(status, said)]
    with pytest.raises(SmsFailed) as failed:
        kannel.send(an_outgoing_sms())
    assert failed.value.refusal == refusal


@pytest.mark.parametrize("said", ["0: Accepted for delivery", "3: Queued for later delivery"])
def test_kannel_accepts_now_or_for_later(kannel: KannelChannel, smsbox: Smsbox, said: str) -> None:
    smsbox.says = [(202, said)]
    kannel.send(an_outgoing_sms())


@pytest.mark.parametrize(("text", "coding"), [("dang xu ly {}€", "0"), ("đang xử lý", "2"), ("“x”", "2")])
def test_kannel_is_told_whether_the_text_fits_gsm_7(
    kannel: KannelChannel, smsbox: Smsbox, text: str, coding: str
) -> None:
    kannel.send(an_outgoing_sms(text))
    assert (smsbox.taken[0]["coding"], smsbox.taken[0]["charset"]) == (coding, "UTF-8")


def test_kannel_is_told_where_to_report_what_became_of_our_message(smsbox: Smsbox) -> None:
    with httpx.Client(base_url=smsbox.url, trust_env=False) as http:
        channel = KannelChannel(http, USERNAME, PASSWORD, "http://127.0.0.1:8002/dlr/token")
        channel.send(an_outgoing_sms(id=7))
    assert smsbox.taken[0]["dlr-url"] == "http://127.0.0.1:8002/dlr/token?sms=7&status=%d"
    assert smsbox.taken[0]["dlr-mask"] == "31"


def test_without_such_a_place_it_reports_nothing(kannel: KannelChannel, smsbox: Smsbox) -> None:
    kannel.send(an_outgoing_sms())
    assert "dlr-url" not in smsbox.taken[0]


def test_where_the_citizens_message_named_no_number_of_ours_kannel_uses_its_own(
    kannel: KannelChannel, smsbox: Smsbox
) -> None:
    kannel.send(an_outgoing_sms(our_number=""))
    assert "from" not in smsbox.taken[0]


def test_an_smsbox_that_is_away_is_tried_again() -> None:
    nobody = f"http://127.0.0.1:{free_port()}"
    with httpx.Client(base_url=nobody, trust_env=False) as http, pytest.raises(SmsFailed) as failed:
        KannelChannel(http, USERNAME, PASSWORD).send(an_outgoing_sms())
    assert failed.value.refusal == Refusal("unreachable", retryable=True)


def test_the_recording_channel_writes_lines_that_a_demonstration_can_read(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "sms.jsonl"
    for text in ("Hồ sơ", "hai\ndong"):
        RecordingChannel(file).send(an_outgoing_sms(text, id=7))
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert lines[0] == {"id": 7, "from": OUR_NUMBER, "to": PHONE, "text": "Hồ sơ"}
    assert lines[1]["text"] == "hai\ndong"
