"""What a kiosk takes of the processor while nobody is there, each of its processes apart."""

import time
from pathlib import Path

from bench.processor import Meter

SECONDS = 30.0
UI_MOST = 2.0  # per cent of a core
NAMES = ("UI process", "camera", "decoder")


def measure_rest(pid: int) -> dict[str, float]:
    """Per cent of one core that the kiosk `pid` takes by itself, and that its children for camera and decoder take, in
    the order in which they were begun."""
    pids = dict(zip(NAMES, [pid, *_children(pid)], strict=False))
    meter = Meter(pids)
    meter.start()
    time.sleep(SECONDS)
    meter.stop()
    return {name: 100 * meter.seconds[name] / meter.seconds["elapsed"] for name in pids}


def _children(pid: int) -> list[int]:
    """The processes begun by multiprocessing, without its own that keeps its resources."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    children = [int(word) for word in listed.read_text().split()] if listed.exists() else _search(pid)
    return [child for child in sorted(children) if "spawn_main" in Path(f"/proc/{child}/cmdline").read_text()]


def _search(pid: int) -> list[int]:
    stats = [path / "stat" for path in Path("/proc").iterdir() if path.name.isdigit()]
    return [int(path.parent.name) for path in stats if path.read_text().rpartition(")")[2].split()[1] == str(pid)]
