"""Runs the workers of one program: starts them, replaces one that died, and ends them together."""

import logging
import signal
import sys
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from multiprocessing.context import SpawnProcess
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory
from threading import Thread
from time import sleep

from uvicorn.config import STARTUP_FAILURE

from lookup_api.web.listening import bind, turn_away
from lookup_api.web.server import HANDSHAKE_SECONDS, STOP_SECONDS, Factory, Plan, Task, work

LOOK_SECONDS = 0.5
ENDING = {signal.SIGTERM, signal.SIGINT}
WATCHED = {*ENDING, signal.SIGCHLD}
PATIENCE_SECONDS = 3.0  # beyond what each step of a worker's end may take

spawn = get_context("spawn")
log = logging.getLogger(__name__)


def run(plan: Plan, factory: Factory) -> None:
    """Serve what `factory` makes, by `plan.workers` processes, until SIGTERM or SIGINT; SystemExit when it can't be."""
    try:
        listener = bind(plan.host, plan.port)
    except OSError as error:
        log.error("can't listen on %s port %d: %s", plan.host, plan.port, error.strerror)
        sys.exit(STARTUP_FAILURE)
    log.info("listening on %s port %d", plan.host, listener.getsockname()[1])
    if plan.workers == 1:
        work(Task(plan, factory, listener))
        return
    with TemporaryDirectory(prefix="motcua-lookup-") as folder:
        Workers(plan, factory, listener, Path(folder)).run()


@dataclass
class Workers:
    """The processes, by their number. `folder` is where they bring their metrics together."""

    plan: Plan
    factory: Factory
    listener: socket
    folder: Path
    _processes: dict[int, SpawnProcess] = field(default_factory=dict)

    def run(self) -> None:
        """Start all; go on until a signal comes, or until one of them can't start, which is a SystemExit."""
        self._shut = spawn.Event()  # first: what multiprocessing starts for it lets signals through again
        signal.pthread_sigmask(signal.SIG_BLOCK, WATCHED)  # they are waited for, and interrupt nothing
        for number in range(self.plan.workers):
            self._start(number)
        failed = False
        while not (failed or _is_told_to_end()):
            failed = self._replace_the_dead()
        self._end()
        if failed:
            sys.exit(STARTUP_FAILURE)

    def _start(self, number: int) -> None:
        task = Task(self.plan, self.factory, self.listener, self._shut, number, self.folder)
        self._processes[number] = spawn.Process(target=_work, args=(task,), name=f"worker-{number}")
        self._processes[number].start()

    def _replace_the_dead(self) -> bool:
        """Whether one ended because it could not start: then the others can't either."""
        for number, process in self._processes.items():
            if process.exitcode == STARTUP_FAILURE:
                return True
            if process.exitcode is not None:
                log.error("worker %d ended with %d; another takes its place", number, process.exitcode)
                self._start(number)
        return False

    def _end(self) -> None:
        """All begin to end at once; newcomers are turned away only when each of them has told its callers."""
        for process in self._processes.values():
            process.terminate()
        sleep(self.plan.drain_seconds)
        turn_away(self.listener)
        self._shut.set()
        self.listener.close()
        for process in self._processes.values():
            process.join(HANDSHAKE_SECONDS + STOP_SECONDS + PATIENCE_SECONDS)
            process.kill()
            process.join()


def _is_told_to_end() -> bool:
    told = signal.sigtimedwait(WATCHED, LOOK_SECONDS)
    return told is not None and told.si_signo in ENDING


def _work(task: Task) -> None:
    """The whole life of a worker process."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, WATCHED)  # blocked where it was started
    Thread(target=_end_with_the_program, name="parent", daemon=True).start()
    work(task)


def _end_with_the_program() -> None:
    """A worker that nobody looks after any more would hold the port for ever."""
    if program := parent_process():
        program.join()
        signal.raise_signal(signal.SIGTERM)
