"""How often the program was begun since the machine was: counted where power-off erases it."""

from contextlib import suppress
from pathlib import Path

COUNT_FILE = "starts"


def count_start(folder: Path | None) -> int:
    """Count this start; how many came before it since the machine was started; 0 without such a folder."""
    if folder is None:
        return 0
    file = folder / COUNT_FILE
    before = 0
    with suppress(OSError, ValueError):
        before = int(file.read_text("ascii"))
    with suppress(OSError):
        file.write_text(str(before + 1), "ascii")
    return before
