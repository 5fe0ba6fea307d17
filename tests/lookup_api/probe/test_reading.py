"""What the probe reads off each channel is what the channel shows."""

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from lookup_api.client import LookupClient
from lookup_api.domain.codes import parse_code
from lookup_api.domain.saying import AGENCY, DUE_ON, FOUND, OFFICER, STATUS, VERSION, Facts
from lookup_api.domain.status import Status
from lookup_api.errors import ChannelAway, SayingNotReadable
from lookup_api.probe.channels import JsonApi, KioskClient, WebPage
from lookup_api.probe.page_reader import read_page
from lookup_api.probe.sms_reader import read_reply
from sms_bridge.commands import Asked, AskStatus
from sms_bridge.writing.replies import reply_to
from sms_bridge.writing.voice import Voice
from tests.builders import AGENCY as OWNER
from tests.builders import CODE, a_moment, a_record
from tests.builders import OFFICER as WHO
from tests.lookup_api.stored import store
from tests.sms_bridge.builders import Finder, an_answer

ASKED = parse_code(CODE)


@pytest.mark.parametrize("status", Status)
def test_page_api_and_kiosk_are_read_alike_in_every_status(http: TestClient, engine: Engine, status: Status) -> None:
    store(engine, a_record(status=status, due_at=a_moment(days=-3), responsible=WHO))
    api, web = JsonApi(http).ask(ASKED), WebPage(http).ask(ASKED)
    assert KioskClient(LookupClient(http)).ask(ASKED) == api
    assert web == {name: api[name] for name in web}
    assert api[STATUS] == str(int(status))
    assert (web[OFFICER], web[AGENCY], web[VERSION]) == (WHO.officer, WHO.agency, "1")


def test_the_due_day_is_read_where_the_page_shows_one(http: TestClient, engine: Engine) -> None:
    store(engine, a_record(due_at=a_moment(days=-3)))
    assert WebPage(http).ask(ASKED)[DUE_ON] == "2026-11-27"


def test_no_due_date_is_read_as_none(http: TestClient, engine: Engine) -> None:
    store(engine, a_record(due_at=None))
    assert WebPage(http).ask(ASKED)[DUE_ON] == JsonApi(http).ask(ASKED)[DUE_ON] == ""


def test_an_unknown_code_is_unknown_to_all(http: TestClient) -> None:
    channels = (WebPage(http), JsonApi(http), KioskClient(LookupClient(http)))
    assert [channel.ask(ASKED) for channel in channels] == [{FOUND: "no"}] * 3


def test_a_page_of_another_kind_is_not_read_as_a_dossier() -> None:
    with pytest.raises(SayingNotReadable):
        read_page("<h1>Bảo trì</h1>")




def test_a_channel_that_fails_or_cannot_be_reached_is_away() -> None:
    for answer in (lambda _: httpx.Response(503), refuse):
        with pytest.raises(ChannelAway):
            JsonApi(httpx.Client(base_url="http://x", transport=httpx.MockTransport(answer))).ask(ASKED)


@pytest.mark.parametrize("voice", [Voice(), Voice(accents=True, parts=3), Voice(hotline="0276 3822 222")])
@pytest.mark.parametrize("status", Status)
def test_a_text_message_is_read_in_every_status(status: Status, voice: Voice) -> None:
    said = reading(status, voice)
    assert said[STATUS] == str(int(status))
    assert said.get(DUE_ON, "2026-11-27") == "2026-11-27"


@pytest.mark.parametrize("voice", [Voice(), Voice(accents=True, parts=3)])
def test_a_text_message_about_an_unknown_code_is_read(voice: Voice) -> None:
    reply = reply_to(AskStatus((Asked(ASKED),)), Finder({}), voice)
    assert read_reply(reply.text or "") == {FOUND: "no"}


def refuse(_: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused")


def reading(status: Status, voice: Voice) -> Facts:
    answer = an_answer(status=status, due_at=a_moment(days=-3), responsible=WHO, owner=OWNER)
    return read_reply(reply_to(AskStatus((Asked(ASKED),)), lambda _: answer, voice).text or "")
