"""How long the slowest in a hundred look-ups take from PostgreSQL, with 10 thousand and with 3 million dossiers."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import click

from bench.lookup_service import Program, ours
from bench.lookup_wrk import Load, run_wrk
from tests.servers import PostgresServer

ROUNDS = 5
STOCKS = {"stock_10k": 10_000, "stock_3m": 3_000_000}
CONNECTIONS, PAUSE_MS, SECONDS = 16, 20, 5  # about half of what one worker can do: nobody waits for the one before
BAR = 1.25


@dataclass
class Stock:
    """A program that remembers nothing, on a stock of this size, and the p99 of each round (ms)."""

    size: int
    program: Program
    p99s: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)

    def run(self, start: int, script: Path) -> None:
        """Ask for another code each time, while the others rest."""
        self.program.thaw()
        load = Load(self.size, CONNECTIONS, SECONDS, PAUSE_MS)
        measured = run_wrk(self.program.address, load, start, script)
        self.program.freeze()
        if measured.failed:
            raise click.ClickException(f"{self.size:,} dossiers: {measured.failed} requests failed")
        self.p99s.append(measured.p99)
        self.rates.append(measured.rate)


def measure_growth(server: PostgresServer, folder: Path) -> bool:
    """Print the p99 at each size; whether that of the largest is hardly longer than that of the smallest."""
    with ExitStack() as life:
        programs = {name: life.enter_context(ours(server.url(name), MOTCUA_LOOKUP_MEMORY_MB="0")) for name in STOCKS}
        stocks = [Stock(STOCKS[name], program) for name, program in programs.items()]
        for stock in stocks:
            stock.program.freeze()
        for round_ in range(ROUNDS + 1):
            for stock in stocks if round_ % 2 else reversed(stocks):
                stock.run(round_ * 7919, folder / "wrk.lua")
    least, most = (median(stock.p99s[1:]) for stock in stocks)
    print(f"Each another code from PostgreSQL; {CONNECTIONS} connections that rest 0 to {PAUSE_MS} ms between requests")
    for stock in stocks:
        p99, rate = median(stock.p99s[1:]), median(stock.rates[1:])
        rounds = " ".join(f"{each:.1f}" for each in stock.p99s[1:])
        print(f"  {stock.size:9,} dossiers   p99 {p99:.2f} ms   {p99 / least:.2f}   {rate:,.0f} requests/s   {rounds}")
    print(f"  (bar {BAR})", flush=True)
    return most <= BAR * least
