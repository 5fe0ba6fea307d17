"""What the public is told of each dossier is asked for once."""

import httpx

from sync_ingest.conformance.public_answers import MOST, look_up

ANSWERS = {"/v1/dossiers/H53.19-261102-0001": (200, {"status": 4}), "/v1/dossiers/000123%2FHKD": (404, {})}


def answer(request: httpx.Request) -> httpx.Response:
    status, body = ANSWERS.get(request.url.raw_path.decode(), (503, {}))
    return httpx.Response(status, json=body)


def test_each_dossier_is_looked_up_once_and_what_got_no_clear_answer_is_left_out() -> None:
    asked = ["H53.19-261102-0001", "000123/HKD", "H53.19-261102-0001", "H53.19-261102-0009"]
    with httpx.Client(base_url="http://tra-cuu", transport=httpx.MockTransport(answer)) as http:
        assert look_up(http, asked) == {"H53.19-261102-0001": {"status": 4}, "000123/HKD": None}


def test_a_flood_is_not_looked_up_to_its_end() -> None:
    seen: list[str] = []

    def count(request: httpx.Request) -> httpx.Response:
        seen.append(str(request.url))
        return httpx.Response(404)

    with httpx.Client(base_url="http://tra-cuu", transport=httpx.MockTransport(count)) as http:
        look_up(http, map(str, range(1_000)))
    assert len(seen) == MOST
