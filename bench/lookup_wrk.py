"""wrk on a processor of its own, asking for codes of a stock that its script computes from a number."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from os import cpu_count
from pathlib import Path

from bench.data import DAYS, FIRST_DAY, an_agency, an_update
from tests.servers import ServerNotStarted

THEIRS = 0 if cpu_count() == 1 else 1  # the processor of wrk, PostgreSQL and Redis; the worker has 0 to itself
STRIDE = 0.618  # of a stock from one code to the next: each comes once before any comes again, in no order of the disk


@dataclass(frozen=True, slots=True)
class Load:
    """Codes of the first `codes` dossiers of a stock, asked for by so many connections. Each connection rests up to
    `pause_ms` before each request.
    """

    codes: int
    connections: int
    seconds: float
    pause_ms: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """What wrk saw; times in milliseconds. `failed` are answers other than 200, and broken or late connections."""

    requests: int
    seconds: float
    p50: float
    p99: float
    failed: int

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


def code_of(number: int) -> str:
    """The code of dossier `number` of every stock."""
    return an_update(an_agency(0).code, number, 0).code.printed


def pick(load: Load, start: int, many: int) -> Sequence[int]:
    """The first numbers of the walk that wrk takes from `start` on."""
    return [(start + at * _stride(load.codes)) % load.codes for at in range(many)]


def run_wrk(address: str, load: Load, start: int, script: Path) -> Measured:
    """Ask at `address` with this load, from dossier `start` of the walk on; `script` is where to write it to."""
    script.write_text(_script(load, start))
    where = ["taskset", "-c", str(THEIRS), "wrk", "-t1", f"-c{load.connections}", f"-d{load.seconds:g}s"]
    try:
        ended = subprocess.run([*where, "-s", script, address], capture_output=True, text=True, check=True)
    except FileNotFoundError as error:
        raise ServerNotStarted("wrk is not installed: run `make setup`") from error
    return Measured(**json.loads(ended.stdout.splitlines()[-1]))


def _stride(codes: int) -> int:
    """A number that has no divisor in common with that of the codes: 10^n and 3 × 10^n."""
    stride = int(codes * STRIDE)
    while stride % 2 == 0 or stride % 3 == 0 or stride % 5 == 0:
        stride += 1
    return stride


def _script(load: Load, start: int) -> str:
    days = ",".join(f'"{FIRST_DAY + timedelta(days=day):%y%m%d}"' for day in range(DAYS))
    walk = f"local number, stride, codes = {start % load.codes}, {_stride(load.codes)}, {load.codes}\n"
    pause = f"function delay() return math.random(0, {load.pause_ms}) end\n" if load.pause_ms else ""
    return f"local days = {{{days}}}\n{walk}{pause}{LUA}".replace("AGENCY", an_agency(0).code.value)


LUA = """
function request()
  local code = string.format("AGENCY-%s-%07d", days[number % #days + 1], number)
  number = (number + stride) % codes
  return string.format("GET /v1/dossiers/%s HTTP/1.1\\r\\nHost: bench\\r\\nAccept: application/json\\r\\n\\r\\n", code)
end

function done(summary, latency, requests)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  print(string.format('{"requests": %d, "seconds": %f, "p50": %f, "p99": %f, "failed": %d}', summary.requests,
    summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, failed))
end
"""
