"""Whether this machine can still write: a full or broken disk is told, and stops nothing."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from kiosk.care.faults import Faults
from kiosk.errors import DiskFull

LEAST_FREE_BYTES = 64 * 1024 * 1024


@dataclass(slots=True)
class Disk:
    """The disk that `folder` lies on. It is well while the last write was taken and enough of it is free."""

    folder: Path
    faults: Faults
    least_free: int = LEAST_FREE_BYTES
    took_the_last: bool = True

    def wrote(self, well: bool) -> None:
        """Something was written, or could not be."""
        self.took_the_last = well
        self.look()

    def look(self) -> None:
        """See how it is; call it now and then."""
        free = free_bytes(self.folder)
        self.faults.tell(DiskFull, not self.took_the_last or (free is not None and free < self.least_free))


def free_bytes(folder: Path) -> int | None:
    """What is free where `folder` is or would be; None when the disk does not say."""
    try:
        while not folder.exists() and folder != folder.parent:
            folder = folder.absolute().parent
        return shutil.disk_usage(folder).free
    except OSError:
        return None
