"""The look-up bench asks for what is there, and its other side answers the same as ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from bench.data import an_agency
from bench.lookup_service import on_uvicorn, ours
from bench.lookup_witness import Asked
from bench.lookup_wrk import Load, code_of, pick, run_wrk
from tests.builders import CODE
from tests.lookup_api.watching import Writer, an_update, facts_in, facts_of


@contextmanager
def a_listener(paths: list[str]) -> Iterator[str]:
    """A server that finds nothing, and writes down what it was asked for."""

    class Listener(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(404 if len(paths) == 1 else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_wrk_takes_the_walk_that_is_checked_beforehand_and_its_failures_are_counted(tmp_path: Path) -> None:
    load, paths = Load(codes=1_000, connections=1, seconds=1), list[str]()
    with a_listener(paths) as address:
        measured = run_wrk(address, load, 7, tmp_path / "wrk.lua")
    codes = [path.rpartition("/")[2] for path in paths]
    walk = [code_of(number) for number in pick(load, 7, len(codes) + 1)]
    assert codes in (walk[:-1], walk[1:])  # wrk tries its script once before it begins
    assert measured.failed == 1
    assert 0 < measured.p50 <= measured.p99


@pytest.mark.parametrize("size", [500, 10_000, 3_000_000])
def test_the_walk_comes_to_each_dossier_before_any_again(size: int) -> None:
    first = pick(Load(size, 1, 1), 0, min(size, 10_000))
    assert len(set(first)) == len(first)


def test_a_code_of_the_stock_is_one_of_its_agency() -> None:
    assert code_of(201) == f"{an_agency(0).code}-260106-0000201"


def test_a_few_questions_beside_the_expected_ones_are_no_other_source() -> None:
    assert Asked(postgres=30, redis=1_000).is_like(Asked(0, 1), answers=1_000)
    assert not Asked(postgres=300, redis=1_000).is_like(Asked(0, 1), answers=1_000)
    assert not Asked(postgres=0, redis=300).is_like(Asked(0, 1), answers=1_000)


@pytest.fixture
def database_url(postgres_url: str) -> str:
    """What both sides read."""
    return postgres_url


def test_the_usual_way_answers_what_ours_answers(engine: Engine, database_url: str, redis_url: str) -> None:
    Writer(sessionmaker(engine)).begin([1])
    settings = {"MOTCUA_DATABASE_URL": database_url, "MOTCUA_REDIS_URL": redis_url}
    with on_uvicorn("bench.lookup_usual:app", **settings) as usual, ours(database_url) as own:
        read, again, expected = (_answer(each.address) for each in (usual, usual, own))
    assert facts_in(expected) == facts_of(an_update(1, 1))
    assert again == read  # from Redis
    assert _without_time(read) == _without_time(expected)


def _answer(address: str) -> dict[str, Any]:
    said: dict[str, Any] = httpx.get(f"{address}/v1/dossiers/{CODE}", timeout=30).raise_for_status().json()
    return said


def _without_time(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: said for name, said in answer.items() if name != "as_of"}
