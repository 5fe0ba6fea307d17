"""What Prometheus is told: of all workers together, to those who may know, and of nobody in particular."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine

from lookup_api.web.exposition import GAUGES, Exposition
from lookup_api.web.metrics import ROOM, Metrics
from tests.builders import CODE, NOW
from tests.lookup_api.stored import store


def shown(exposition: Exposition) -> dict[tuple[str, ...], float]:
    """Each sample by its name and the values of its labels."""
    text, _ = exposition.text("")
    families = text_string_to_metric_families(text.decode())
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


def test_look_ups_are_counted_by_layer_and_outcome_and_timed_by_layer() -> None:
    metrics = Metrics()
    for seconds in (0.000_04, 0.003, 7.0):
        metrics.answered("memory", "found", seconds)
    metrics.answered("memory", "not_found", 0.000_04)
    told = shown(Exposition(metrics))
    assert told["motcua_lookup_answers_total", "memory", "found"] == 3
    assert told["motcua_lookup_seconds_bucket", "memory", "5e-05"] == 2
    assert told["motcua_lookup_seconds_bucket", "memory", "0.005"] == 3
    assert told["motcua_lookup_seconds_bucket", "memory", "+Inf"] == 4
    assert told["motcua_lookup_seconds_count", "memory"] == 4
    assert told["motcua_lookup_seconds_sum", "memory"] == pytest.approx(7.003_08)


def test_requests_are_counted_by_route_and_status_and_refusals_by_reason() -> None:
    metrics = Metrics()
    metrics.finished("/ho-so/{code}", 200, 0.01)
    metrics.refused("network")
    metrics.refused("network")
    told = shown(Exposition(metrics))
    assert told["motcua_http_requests_total", "/ho-so/{code}", "200"] == 1
    assert told["motcua_http_seconds_count", "/ho-so/{code}"] == 1
    assert told["motcua_refused_total", "network"] == 2


def test_a_scrape_of_one_worker_sees_them_all(tmp_path: Path) -> None:
    workers = [Metrics(tmp_path, number) for number in range(3)]
    for worker in workers:
        worker.answered("redis", "found", 0.001)
        worker.watch("motcua_cache_entries", lambda: 5)
        worker.flush()
    for worker in workers:
        told = shown(Exposition(worker))
        assert told["motcua_lookup_answers_total", "redis", "found"] == 3
        assert [told["motcua_cache_entries", str(number)] for number in range(3)] == [5, 5, 5]


def test_who_takes_a_dead_workers_place_goes_on_from_its_sums(tmp_path: Path) -> None:
    dead = Metrics(tmp_path, 0)
    dead.refused("secret")
    dead.flush()
    successor = Metrics(tmp_path, 0)
    successor.refused("secret")
    assert shown(Exposition(successor))["motcua_refused_total", "secret"] == 2


def test_a_worker_that_runs_tells_the_others_also_at_its_end(tmp_path: Path) -> None:
    metrics = Metrics(tmp_path, 1)
    with metrics.running():
        metrics.refused("device")
    assert shown(Exposition(Metrics(tmp_path, 0)))["motcua_refused_total", "device"] == 1


def test_there_are_never_more_labels_than_there_is_room_for() -> None:
    metrics = Metrics()
    for number in range(ROOM * 2):
        metrics.finished(f"/{number}", 404, 0.01)
    told = shown(Exposition(metrics))
    assert told["motcua_http_requests_total", "other", "404"] == ROOM
    assert len([name for name in told if name[0] == "motcua_http_requests_total"]) == ROOM + 1


def test_the_age_of_each_agencys_newest_update_is_told() -> None:
    exposition = Exposition(Metrics(), newest_updates=lambda: {"H53.19": NOW - timedelta(hours=2)}, clock=lambda: NOW)
    assert shown(exposition)["motcua_agency_newest_update_seconds", "H53.19"] == 7_200


@pytest.fixture
def scrape(http: TestClient) -> Callable[[str], tuple[int, str]]:
    """Ask for /metrics from an address."""

    def ask(address: str) -> tuple[int, str]:
        answered = TestClient(http.app, client=(address, 50_000)).get("/metrics")
        return answered.status_code, answered.text

    return ask


def test_the_page_shows_what_was_answered_and_what_is_behind_it(
    engine: Engine, http: TestClient, scrape: Callable[[str], tuple[int, str]]
) -> None:
    store(engine)
    http.get(f"/ho-so/{CODE}")
    status, text = scrape("127.0.0.1")
    assert status == 200
    assert 'route="/ho-so/{' in text
    assert all(f'{gauge}{{worker="0"}}' in text for gauge in GAUGES)
    assert 'motcua_build_info{version="' in text
    assert 'process_resident_memory_bytes{worker="0"}' in text
    assert CODE not in text


@pytest.mark.parametrize("address", ["203.0.113.7", "2001:db8::1", "somebody"])
def test_for_everybody_else_there_is_no_such_page(scrape: Callable[[str], tuple[int, str]], address: str) -> None:
    assert scrape(address)[0] == 404


def test_a_socket_for_both_kinds_of_address_knows_its_own_machine() -> None:
    exposition = Exposition(Metrics())
    assert exposition.may_be_seen_from("::ffff:127.0.0.1")
    assert not exposition.may_be_seen_from("::ffff:203.0.113.9")
