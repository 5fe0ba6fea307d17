"""How one kiosk behaves, and whom else it names: what `main` makes of the settings."""

from dataclasses import dataclass
from pathlib import Path

from kiosk.flow.idle import IdleTimes


@dataclass(frozen=True, slots=True)
class Habits:
    """`refresh_seconds`: how often an open result is asked for again; `witness_folder`: where what is drawn is written
    down, None for nowhere."""

    idle: IdleTimes
    refresh_seconds: float = 5.0
    witness_folder: Path | None = None
