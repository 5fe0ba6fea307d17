"""What the kiosk's client makes of the centre's answers, and of silence."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import httpx
import pytest

from lookup_api.client import LookupClient
from lookup_api.contract import Answer, answer_for
from lookup_api.domain.calendar import WorkCalendar
from lookup_api.domain.codes import parse_code
from lookup_api.domain.disclosure import Tier
from lookup_api.domain.errors import (
    CodeNotReadable,
    DossierNotFound,
    LookupFailure,
    LookupUnavailable,
    NumberNotReadable,
    SeveralCodes,
    TooManyRequests,
)
from lookup_api.domain.receipt import ReceiptSecret
from lookup_api.domain.wording import Language
from lookup_api.errors import DeviceRefused
from lookup_api.site_file import SiteFacts
from tests.builders import CODE, NOW, a_dossier

ANSWER = answer_for(Tier.STRANGER, a_dossier(), calendar=WorkCalendar(), now=NOW)
SECRET = ReceiptSecret("ABCD1234")


@dataclass
class Centre:
    """A centre that gives the same answer always, and remembers what it was asked."""

    status: int
    json: dict[str, object]
    asked: list[httpx.Request] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return httpx.Response(self.status, json=self.json)


def a_client(centre: Callable[[httpx.Request], httpx.Response]) -> LookupClient:
    http = httpx.Client(base_url="http://centre.test", transport=httpx.MockTransport(centre))
    return LookupClient(http, pause=lambda _: None)


def ask(centre: Callable[[httpx.Request], httpx.Response]) -> Answer:
    return a_client(centre).look_up(parse_code(CODE))


def test_an_answer_comes_back_as_it_was_given() -> None:
    centre = Centre(200, {**ANSWER.model_dump(mode="json"), "status_text": {"vi": "Đang xử lý"}})
    assert ask(centre) == ANSWER


def test_the_secret_travels_in_a_header_and_never_in_the_address() -> None:
    centre = Centre(200, ANSWER.model_dump(mode="json"))
    a_client(centre).look_up(parse_code(CODE), SECRET)
    assert centre.asked[0].headers["Receipt-Secret"] == SECRET.value
    assert SECRET.value not in str(centre.asked[0].url)


def test_a_slash_in_a_local_code_is_percent_encoded() -> None:
    centre = Centre(200, ANSWER.model_dump(mode="json"))
    a_client(centre).look_up(parse_code("123/HKD-2014"))
    assert centre.asked[0].url.raw_path == b"/v1/dossiers/123%2FHKD-2014"


@pytest.mark.parametrize(
    ("status", "code", "failure"),
    [
        (400, "code_not_readable", CodeNotReadable),
        (400, "several_codes", SeveralCodes),
        (404, "dossier_not_found", DossierNotFound),
        (429, "too_many_requests", TooManyRequests),
        (429, "challenge_required", TooManyRequests),
        (503, "lookup_unavailable", LookupUnavailable),
        (500, "something_new", LookupUnavailable),
        (403, "device_revoked", DeviceRefused),
        (401, "signature_too_old", DeviceRefused),
    ],
)
def test_a_refusal_comes_back_as_the_failure_it_names(status: int, code: str, failure: type[LookupFailure]) -> None:
    with pytest.raises(failure):
        ask(Centre(status, {"code": code}))


def test_a_refused_device_is_told_why() -> None:
    with pytest.raises(DeviceRefused) as refused:
        ask(Centre(403, {"code": "device_revoked"}))
    assert refused.value.reason == "device_revoked"


@pytest.mark.parametrize("status", [200, 302, 403, 404, 502])
def test_the_page_of_a_proxy_in_between_is_no_answer(status: int) -> None:
    with pytest.raises(LookupUnavailable):
        ask(lambda _: httpx.Response(status, html="<h1>Xin đăng nhập mạng</h1>"))


def test_a_lost_connection_is_tried_again() -> None:
    def lost_twice(request: httpx.Request, lost: list[int] = [1, 2]) -> httpx.Response:  # noqa: B006
        if lost:
            lost.pop()
            raise httpx.RemoteProtocolError("closed", request=request)
        return httpx.Response(200, json=ANSWER.model_dump(mode="json"))

    assert ask(lost_twice) == ANSWER


def test_a_centre_that_is_not_there_is_given_up_in_time() -> None:
    began = time.monotonic()
    with httpx.Client(base_url="http://127.0.0.1:9") as http, pytest.raises(LookupUnavailable):
        LookupClient(http, seconds=0.5).look_up(parse_code(CODE))
    assert time.monotonic() - began < 2


def test_a_centre_that_is_silent_is_given_up_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        began = time.monotonic()
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with httpx.Client(base_url=address) as http, pytest.raises(LookupUnavailable):
            LookupClient(http, seconds=0.5).look_up(parse_code(CODE))
        assert time.monotonic() - began < 2


def test_a_centre_that_answers_in_drips_is_given_up_in_time() -> None:
    def drips() -> Iterator[bytes]:
        while True:
            sleeping.wait(0.02)
            yield b" "

    sleeping = threading.Event()
    http = httpx.Client(
        base_url="http://centre.test", transport=httpx.MockTransport(lambda _: httpx.Response(200, content=drips()))
    )
    began = time.monotonic()
    with pytest.raises(LookupUnavailable):
        LookupClient(http, seconds=0.2).look_up(parse_code(CODE))
    assert time.monotonic() - began < 1.0


@dataclass
class Forgetful:
    """A centre that takes wishes and whose first answer gets lost on the way."""

    lost: int = 1
    bodies: list[dict[str, object]] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.bodies.append(json.loads(request.content))
        if len(self.bodies) <= self.lost:
            raise httpx.ReadTimeout("lost", request=request)
        return httpx.Response(202, json={"status": "taken", "later": 1})

    @property
    def ids(self) -> list[object]:
        return [body["id"] for body in self.bodies]


def test_a_rating_that_may_have_arrived_is_sent_again_under_the_same_name() -> None:
    centre = Forgetful()
    client = a_client(centre)
    with pytest.raises(LookupUnavailable):
        client.rate(5, parse_code(CODE), Language.VI)
    for _ in range(2):
        client.rate(5, parse_code(CODE), Language.VI)
    first, again, anothers = centre.ids
    assert first == again != anothers


def test_a_try_within_one_call_has_the_same_name_too() -> None:
    def lost_once(request: httpx.Request) -> httpx.Response:
        names.append(json.loads(request.content)["id"])
        if len(names) == 1:
            raise httpx.RemoteProtocolError("closed", request=request)
        return httpx.Response(202, json={"status": "taken"})

    names: list[str] = []
    a_client(lost_once).report_difference(parse_code(CODE), 3, "web", Language.EN)
    assert names[0] == names[1]


def test_a_number_that_cannot_be_read_never_leaves_this_machine() -> None:
    centre = Forgetful(lost=0)
    with pytest.raises(NumberNotReadable):
        a_client(centre).ask_notice(parse_code(CODE), None, "0276 3822 222" * 9, Language.VI)
    assert centre.bodies == []


def test_a_number_stands_in_the_body_alone_and_the_secret_in_its_header() -> None:
    centre = Centre(202, {"status": "taken"})
    a_client(centre).ask_notice(parse_code(CODE), SECRET, "0912 345 678", Language.KM)
    [request] = centre.asked
    assert "912" not in f"{request.url} {request.headers}"
    assert request.headers["Receipt-Secret"] == SECRET.value
    assert json.loads(request.content)["phone"] == "+84912345678"


def test_the_catalogue_is_read_to_its_last_page() -> None:
    def centre(request: httpx.Request) -> httpx.Response:
        after = request.url.params["after"]
        return httpx.Response(200, json={"procedures": [], "next": {"": "a", "a": "b"}.get(after)})

    assert a_client(centre).list_procedures() == ()


def test_a_catalogue_without_end_is_not_followed() -> None:
    with pytest.raises(LookupUnavailable):
        a_client(Centre(200, {"procedures": [], "next": "a"})).list_procedures()


def test_what_a_newer_centre_tells_more_of_the_offices_is_passed_over() -> None:
    told = a_client(Centre(200, {"hotline": "1022", "later": []})).site()
    assert told == SiteFacts(hotline="1022")
