"""GET /metrics: what all workers of this program have counted, in the words of Prometheus.

Only the networks that an operator names are shown it; for everybody else there is no such page.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from ipaddress import IPv4Network, IPv6Network, ip_address
from itertools import accumulate

from fastapi import APIRouter, Request, Response
from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector
from starlette.exceptions import HTTPException

from lookup_api.web.metrics import BOUNDS, Metrics, Spread, Tally
from provisioning.clock import utc_now

Network = IPv4Network | IPv6Network
Updates = Callable[[], Mapping[str, datetime]]

LOOPBACK: tuple[Network, ...] = (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128"))
GAUGES = {
    "motcua_cache_entries": "Answers that a worker remembers in its memory",
    "motcua_cache_bytes": "About what those answers take",
    "motcua_follower_behind_seconds": "Since when a worker has not heard of changes; more than 0.5 is an interruption",
    "motcua_live_streams": "Pages that are kept up to date just now",
}
PROCESS = {
    "process_cpu_seconds_total": "User and system CPU time of a worker",
    "process_resident_memory_bytes": "Memory of a worker",
    "process_open_fds": "Open files and connections of a worker",
    "process_max_fds": "How many it may have",
    "process_start_time_seconds": "When a worker began, since the epoch",
}
STEPS = [*map(str, BOUNDS), "+Inf"]

router = APIRouter(include_in_schema=False)


@dataclass(eq=False)
class Exposition(Collector):
    """What a scrape is shown, and by whom it may be asked for. `newest_updates` says when each agency last told of a
    change (aware UTC); it must not raise.
    """

    metrics: Metrics
    networks: tuple[Network, ...] = LOOPBACK
    newest_updates: Updates = dict
    clock: Callable[[], datetime] = utc_now

    def may_be_seen_from(self, address: str) -> bool:
        """Whether the one at this address may see it."""
        try:
            host = ip_address(address)
        except ValueError:
            return False
        host = getattr(host, "ipv4_mapped", None) or host  # as a socket for both kinds names an IPv4 address
        return any(host in network for network in self.networks)

    def collect(self) -> Iterator[Metric]:
        """Everything, as prometheus_client wants it."""
        tallies = self.metrics.all_tallies()
        answers = _sums(tally.answers for tally in tallies.values())
        requests = _sums(tally.requests for tally in tallies.values())
        yield _totals("motcua_lookup_answers", "Look-ups answered", ("layer", "outcome"), answers)
        yield _times("motcua_lookup_seconds", "How long a look-up took", "layer", answers)
        yield _totals("motcua_http_requests", "Requests answered", ("route", "status"), requests)
        yield _times("motcua_http_seconds", "How long a request took", "route", requests)
        yield _refused(tallies.values())
        yield self._ages()
        yield _build()
        yield from _of_each_worker(tallies)

    def text(self, accept: str) -> tuple[bytes, str]:
        """It as text, in the form that `accept` asks for, and the name of that form."""
        encode, kind = choose_encoder(accept)
        registry = CollectorRegistry(auto_describe=False)
        registry.register(self)
        return encode(registry), kind

    def _ages(self) -> Metric:
        family = GaugeMetricFamily(
            "motcua_agency_newest_update_seconds", "Age of an agency's newest update", labels=["agency"]
        )
        for agency, told_at in self.newest_updates().items():
            family.add_metric([agency], max(0.0, (self.clock() - told_at).total_seconds()))
        return family


@router.get("/metrics")
def get_metrics(request: Request) -> Response:
    """The metrics; 404 for whoever may not see them."""
    exposition: Exposition = request.app.state.watch.exposition
    if request.client is None or not exposition.may_be_seen_from(request.client.host):
        raise HTTPException(404)
    text, kind = exposition.text(request.headers.get("Accept", ""))
    return Response(text, headers={"Content-Type": kind, "Cache-Control": "no-store"})


def _sums(parts: Iterable[Mapping[tuple[str, str], Spread]]) -> dict[tuple[str, str], Spread]:
    sums: dict[tuple[str, str], Spread] = {}
    for part in parts:
        for key, spread in part.items():
            sums[key] = [a + b for a, b in zip(sums[key], spread, strict=True)] if key in sums else spread
    return sums


def _totals(name: str, told: str, labels: tuple[str, str], spreads: Mapping[tuple[str, str], Spread]) -> Metric:
    family = CounterMetricFamily(name, told, labels=labels)
    for key, spread in spreads.items():
        family.add_metric(key, sum(spread[:-1]))
    return family


def _times(name: str, told: str, label: str, spreads: Mapping[tuple[str, str], Spread]) -> Metric:
    """By the first word of the key alone."""
    family = HistogramMetricFamily(name, told, labels=[label])
    for first, spread in _sums({(key[0], ""): spread} for key, spread in spreads.items()).items():
        family.add_metric([first[0]], list(zip(STEPS, accumulate(spread[:-1]), strict=True)), spread[-1])
    return family


def _refused(tallies: Iterable[Tally]) -> Metric:
    family = CounterMetricFamily(
        "motcua_refused", "Callers turned away or asked to prove themselves", labels=["reason"]
    )
    sums: dict[str, float] = {}
    for tally in tallies:
        for reason, count in tally.refused.items():
            sums[reason] = sums.get(reason, 0) + count
    for reason, count in sums.items():
        family.add_metric([reason], count)
    return family


def _build() -> Metric:
    family = GaugeMetricFamily("motcua_build_info", "The release that runs", labels=["version"])
    family.add_metric([version("motcua")], 1)
    return family


def _of_each_worker(tallies: Mapping[int, Tally]) -> Iterator[Metric]:
    for name, told in (GAUGES | PROCESS).items():
        kind = CounterMetricFamily if name.endswith("_total") else GaugeMetricFamily
        family = kind(name, told, labels=["worker"])
        for number, tally in sorted(tallies.items()):
            if (value := (tally.gauges | tally.process).get(name)) is not None:
                family.add_metric([str(number)], value)
        yield family
