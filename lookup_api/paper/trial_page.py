"""The page that a kiosk prints to find out whether its printer prints well (trang in thử)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TestPage:
    """Trang in thử. `mark` is printed as Code 128 and as QR, to be read back: about as long as a new dossier's code.
    `printed_at` is aware UTC.
    """

    device: str
    printed_at: datetime
    mark: str
