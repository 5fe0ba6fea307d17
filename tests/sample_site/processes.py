"""Programs of a site as child processes: started, waited for, killed, and always stopped by their own process id."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from honcho.environ import parse_procfile

from tests.waiting import NotReady

ROOT = Path(__file__).resolve().parents[2]
STOP_SECONDS = 10


@dataclass
class Processes:
    """The programs that a Procfile names. Their output goes to `logs`/NAME.log."""

    commands: Mapping[str, str]
    environment: Mapping[str, str]
    logs: Path
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str) -> None:
        """Start the program of this name, in a process group of its own."""
        self.logs.mkdir(parents=True, exist_ok=True)
        with (self.logs / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                ["/bin/sh", "-c", self.commands[name]],
                cwd=ROOT,
                env=dict(self.environment),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self, name: str) -> None:
        """`kill -9`, as a power cut would."""
        process = self.running.pop(name)
        _signal(process, signal.SIGKILL)
        process.wait()

    def stop_all(self) -> None:
        """Ask every program to end, the last started first, and insist after a while."""
        processes = list(reversed(self.running.values()))
        for process in processes:
            _signal(process, signal.SIGTERM)
        for process in processes:
            _wait_or_kill(process)
        self.running.clear()

    def ended(self) -> dict[str, int]:
        """The programs that ended by themselves, with their exit status."""
        statuses = {name: process.poll() for name, process in self.running.items()}
        return {name: status for name, status in statuses.items() if status is not None}

    def log_tail(self, name: str, lines: int = 15) -> str:
        """The last lines that a program wrote."""
        path = self.logs / f"{name}.log"
        return "\n".join(path.read_text("utf-8", "replace").splitlines()[-lines:]) if path.exists() else "(no output)"


def read_procfile() -> dict[str, str]:
    """The commands of the Procfile by the name of their program."""
    return dict(parse_procfile((ROOT / "Procfile").read_text("utf-8")).processes)


def run(command: list[str], environment: Mapping[str, str], given: str = "") -> str:
    """Run one of our commands to its end and give its output; NotReady, with what it said, when it fails."""
    done = subprocess.run(
        [str(ROOT / ".venv/bin" / command[0]), *command[1:]],
        cwd=ROOT,
        env=dict(environment),
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotReady(f"{' '.join(command)}: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout


@contextlib.contextmanager
def a_screen(size: str) -> Iterator[dict[str, str]]:
    """The environment of a screen: the one there is, with a kiosk's window of half its size so that it fits on a desk,
    or an Xvfb of our own of this `size` ("1080x1920")."""
    width, height = (int(part) for part in size.split("x"))
    if os.environ.get("DISPLAY"):
        yield {"DISPLAY": os.environ["DISPLAY"], **_window(width // 2, height // 2)}
        return
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL, start_new_session=True)
    os.close(writing)
    with os.fdopen(reading) as numbers:
        try:
            yield {"DISPLAY": f":{_display(numbers)}", **_window(width, height)}
        finally:
            _signal(server, signal.SIGTERM)
            _wait_or_kill(server)


def _window(width: int, height: int) -> dict[str, str]:
    return {"MOTCUA_KIOSK_WIDTH": str(width), "MOTCUA_KIOSK_HEIGHT": str(height)}


def _display(numbers: TextIO) -> str:
    number = numbers.readline().strip()
    if not number:
        raise NotReady("Xvfb did not start; is the package xvfb installed?")
    return number


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)  # each program leads a group of its own, its children with it


def _wait_or_kill(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        _signal(process, signal.SIGKILL)
        process.wait()


def say(text: str) -> None:
    """A line for whoever watches, at once."""
    print(text, file=sys.stderr, flush=True)
