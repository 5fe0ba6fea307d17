"""What a worker takes of the machine's memory when the memory layer of its cache is full."""

from pathlib import Path

from bench.lookup_service import ours
from bench.lookup_wrk import Load, run_wrk
from tests.servers import PostgresServer

LIMIT_MB = 64  # MiB, as the setting has it; what it grows by is in MB (10^6 bytes)
STEP = Load(3_000_000, connections=8, seconds=5)
STEPS = 20
STILL = 1.005  # when three steps together add less than this, nothing is added any more
BAR = 1.5  # times the limit: Python's own of each entry is counted by estimate, and memory comes in whole arenas


def measure_memory(server: PostgresServer, folder: Path) -> bool:
    """Print the memory of a worker before and after it was asked for as many codes as it can remember, and more;
    whether it grew by no more than the bar.
    """
    with ours(server.url("stock_3m"), MOTCUA_LOOKUP_MEMORY_MB=str(LIMIT_MB)) as program:
        run_wrk(program.address, Load(1, 8, 1), 0, folder / "wrk.lua")  # what every worker needs, entries apart
        sizes, asked = [program.memory], 0
        for step in range(STEPS):
            measured = run_wrk(program.address, STEP, asked, folder / "wrk.lua")
            asked += measured.requests
            sizes.append(program.memory)
            if step >= 3 and sizes[-1] < sizes[-4] * STILL:
                break
    grown = sizes[-1] - sizes[0]
    print(f"Memory of a worker, its layer limited to {LIMIT_MB} MiB, asked for {asked:,} codes, each another")
    print(f"  before {sizes[0]:.0f} MB, after {sizes[-1]:.0f} MB, grown by {grown:.0f} (bar {LIMIT_MB * BAR:.0f})")
    print(f"  MB after each {STEP.seconds:g} s: {' '.join(f'{size:.0f}' for size in sizes)}", flush=True)
    return grown <= LIMIT_MB * BAR
