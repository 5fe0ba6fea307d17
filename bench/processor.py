"""How much of the processors each side took while something was measured, from Linux's /proc."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Meter:
    """Processor seconds by name, each of a process and of those of its children that have no name here. Only what
    happens between `start` and `stop` counts, however often.
    """

    pids: Mapping[str, int]
    seconds: dict[str, float] = field(default_factory=dict)
    _before: dict[str, float] = field(default_factory=dict)

    def start(self) -> None:
        """Begin to count."""
        self._before = self._now()

    def stop(self) -> None:
        """Stop counting until the next start."""
        for name, seconds in self._now().items():
            self.seconds[name] = self.seconds.get(name, 0.0) + seconds - self._before[name]

    def shares(self) -> dict[str, float]:
        """What share of all the machine's processors each took, and `others`: all that was none of these."""
        whole = (os.cpu_count() or 1) * self.seconds["elapsed"]
        own = {name: self.seconds[name] / whole for name in self.pids}
        return {**own, "others": max(0.0, self.seconds["busy"] / whole - sum(own.values()))}

    def _now(self) -> dict[str, float]:
        parents = _parents()
        used = {name: sum(map(_used, self._family(pid, parents))) for name, pid in self.pids.items()}
        return {**used, "busy": _busy(), "elapsed": monotonic()}

    def _family(self, pid: int, parents: Mapping[int, int]) -> Iterable[int]:
        yield pid
        for child, parent in parents.items():
            if parent == pid and child not in self.pids.values():
                yield from self._family(child, parents)


def _parents() -> dict[int, int]:
    return {int(path.name): _stat(int(path.name))[1] for path in Path("/proc").iterdir() if path.name.isdigit()}


def _used(pid: int) -> float:
    """User and system seconds of a process."""
    return sum(_stat(pid)[11:13]) / TICKS


def _stat(pid: int) -> list[int]:
    """/proc/PID/stat after the name, with 0 for what is no number: [1] the parent, [11:13] the ticks used."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:  # it has just ended
        return [0] * 20
    return [int(word) if word.isdigit() else 0 for word in text.rpartition(")")[2].split()]


def _busy() -> float:
    user, nice, system, _idle, _waiting, irq, softirq = map(int, Path("/proc/stat").read_text().split()[1:8])
    return (user + nice + system + irq + softirq) / TICKS
