"""How the camera's process wakes the decoder's without knowing whether it is there."""

import os
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext


@dataclass(frozen=True, slots=True)
class Bell:
    """A pipe with a byte in it when somebody rang. Both ends travel to child processes when they are started."""

    listening: Connection
    ringing: Connection

    @classmethod
    def make(cls, context: SpawnContext) -> "Bell":
        """A silent bell."""
        listening, ringing = context.Pipe(duplex=False)
        for end in (listening, ringing):
            os.set_blocking(end.fileno(), False)
        return cls(listening, ringing)

    def ring(self) -> None:
        """Wake whoever listens; a bell that rings already is left ringing."""
        with suppress(BlockingIOError):
            os.write(self.ringing.fileno(), b".")

    def hush(self) -> None:
        """Stop the ringing: whoever listens has heard it."""
        with suppress(BlockingIOError):
            while os.read(self.listening.fileno(), 1024):
                pass

    def close(self) -> None:
        """Let go of the pipe in this process."""
        self.listening.close()
        self.ringing.close()
