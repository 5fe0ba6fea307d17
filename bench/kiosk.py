"""`make bench-kiosk`: from a receipt in view to its status on the screen; start, rest and memory of the real kiosk.

Beside start and rest stands a bare Kivy window of the same size in the same minutes.
"""

import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import click

from bench.kiosk_camera import filming
from bench.kiosk_memory import FIRST, MOST_GROWTH, Weight
from bench.kiosk_programs import Place, bare_window, our_kiosk
from bench.kiosk_rest import UI_MOST, measure_rest
from bench.kiosk_scenes import hall
from bench.kiosk_speed import AIM_MS, TimedCentre, measure_speed
from tests.kiosk.display import running_display

SIZES = ((1080, 1920), (800, 480))
START_MOST_MS = 2_000.0
MEMORY = (("frames", 1_000), ("none", 10_000))
PARTS = ("program", "memory")


@click.command()
@click.option("--samples", default=12, show_default=True, help="receipts of each symbol at each size")
@click.option("--only", type=click.Choice(PARTS), multiple=True, default=PARTS, help="what to measure; default: all")
@click.option("--sessions", type=int, help="instead of 1,000 and 10,000: for a quick look")
def main(samples: int, only: tuple[str, ...], sessions: int | None) -> None:
    """Measure, print the figures, and end with status 1 when a bar is not reached."""
    reached = []
    if "program" in only:
        reached += [_measure_program(size, samples) for size in SIZES]
    if "memory" in only:
        reached += [_measure_memory(kind, sessions or usual) for kind, usual in MEMORY]
    raise SystemExit(0 if all(reached) else 1)


def _measure_program(size: tuple[int, int], samples: int) -> bool:
    print(f"{size[0]}x{size[1]}, Xvfb and the software renderer")
    with ExitStack() as life:
        folder = Path(life.enter_context(tempfile.TemporaryDirectory(prefix="motcua-bench-")))
        display = life.enter_context(running_display(*size))
        centre = TimedCentre(None)
        life.callback(centre.close)
        camera = life.enter_context(filming(hall()))
        place = Place(display, centre.url, camera.url, folder)
        bare = _tell_bare(place)
        with our_kiosk(place) as (kiosk, _cold):
            kiosk.end()
        (folder / "drawn" / "events.jsonl").unlink()
        with our_kiosk(place) as (kiosk, started):
            kiosk.shows("welcome")
            rest = measure_rest(kiosk.process.pid)
            speeds = measure_speed(kiosk, centre, camera, samples)
    own = rest["UI process"]
    print(f"  first screen drawn after {started:.0f} ms, warm (bar {START_MOST_MS:.0f}); bare window {bare[0]:.0f} ms")
    told = ", ".join(f"{name} {share:.1f}" for name, share in rest.items())
    print(f"  at rest, per cent of a core: {told} (bar for the UI process {UI_MOST:g}); bare window {bare[1]:.1f}")
    print(f"  receipt in view to status drawn (aim {AIM_MS:.0f} ms at p95: {'yes' if speeds.reaches_aim else 'no'})")
    print(speeds, flush=True)
    return started <= START_MOST_MS and own <= UI_MOST


def _tell_bare(place: Place) -> tuple[float, float]:
    """Milliseconds to the second frame (of the second start), and per cent of a core at rest."""
    with bare_window(place):
        pass
    (place.folder / "bare").unlink()
    with bare_window(place) as (pid, started):
        return started, measure_rest(pid)["UI process"]


def _measure_memory(kind: str, sessions: int) -> bool:
    command = [sys.executable, "-m", "bench.kiosk_memory", kind, str(sessions)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    before, after = Weight(float(said[-4]), float(said[-3])), Weight(float(said[-2]), float(said[-1]))
    plain, trimmed = after.growth(before)
    how = "drawn" if kind == "frames" else "through flow and widgets without frames"
    print(f"memory after {FIRST} and {sessions:,} sessions {how}: {before.plain:.1f} and {after.plain:.1f} MB,")
    print(f"  {plain:+.1f} %; collected and trimmed {before.trimmed:.1f} and {after.trimmed:.1f} MB, {trimmed:+.1f} %")
    return plain <= MOST_GROWTH


if __name__ == "__main__":
    main()
