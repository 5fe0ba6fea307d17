"""`make chaos-kiosk`: an hour of use in minutes, with everything going wrong: the real program, real sockets.

A second of quiet instead of a minute, and people are thought to have left; so the same number of sessions ends in a
thirtieth of the time. Between storms all is well for a few seconds: then the first screen has to be there again.
"""

import logging
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import click

from bench.chaos_kiosk_centre import ChaosCentre
from bench.kiosk_camera import Stage, filming
from bench.kiosk_scenes import hall, held
from bench.scan_receipts import Symbol
from kiosk.screens.surroundings import Window, prepare
from kiosk.settings import KioskSettings
from lookup_api.paper.roll import Roll
from lookup_api.paper.typeface import font_path
from tests.kiosk.program import enrolled
from tests.sample_site.loopback_printer import LoopbackPrinter

if TYPE_CHECKING:
    from bench.chaos_kiosk_run import Run

SIZE = (540, 960)
RECEIPTS = 3  # of each symbol


@dataclass(frozen=True, slots=True)
class World:
    """What the kiosk is plugged into."""

    folder: Path
    centre: ChaosCentre
    camera: Stage
    printer: LoopbackPrinter

    @property
    def settings(self) -> KioskSettings:
        """A kiosk that has all of it, and little patience."""
        return KioskSettings(
            lookup_url=self.centre.url,
            state_folder=enrolled(self.folder / "state"),
            runtime_folder=self.folder / "runtime",
            camera=self.camera.url,
            printer="escpos",
            printer_address=f"tcp://127.0.0.1:{self.printer.port}",
            voice="none",
            code_start="H53",
            refresh_seconds=0.5,
            width=SIZE[0],
            height=SIZE[1],
        )


@click.command()
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--minutes", type=float, default=4.0, show_default=True)
def main(seed: int, minutes: float) -> None:
    """Let it happen, print the counts, and end with status 1 when anything happened that may not."""
    os.environ["SDL_VIDEODRIVER"] = os.environ.get("SDL_VIDEODRIVER", "offscreen")
    random, began = Random(seed), time.monotonic()
    with ExitStack() as life:
        folder = Path(life.enter_context(tempfile.TemporaryDirectory(prefix="motcua-chaos-")))
        centre = ChaosCentre(random)
        life.callback(centre.close)
        camera = life.enter_context(filming(hall()))
        printer = life.enter_context(LoopbackPrinter(Roll.MM80))
        prepare(Window(*SIZE), (font_path(), font_path(bold=True)), folder / "kivy")
        logging.getLogger("kivy").propagate = False
        from bench.chaos_kiosk_run import Run

        receipts = [held(symbol, number)[0] for symbol in Symbol for number in range(RECEIPTS)]
        run = Run(World(folder, centre, camera, printer), random, receipts, minutes * 60)
        run.serve()
    _tell(run, time.monotonic() - began)
    sys.exit(1 if run.breaches.found else 0)


def _tell(run: "Run", seconds: float) -> None:
    breaches = run.breaches
    print(f"{seconds:.0f} s, {breaches.sessions} sessions, {breaches.events.total()} events")
    for what, counts in (
        ("hands", run.hands.did),
        ("centre", run.world.centre.counts),
        ("screens seen", breaches.screens),
        ("events", breaches.events),
    ):
        print(f"  {what}: {', '.join(f'{name} {count}' for name, count in sorted(counts.items()))}")
    print(f"  breaches: {len(breaches.found)}")
    print("\n".join(f"    {each}" for each in breaches.found[:20]))


if __name__ == "__main__":
    main()
