"""A receipt printer that speaks ESC/POS, at the network, at USB or at a device file."""

import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from escpos.escpos import Escpos
from escpos.exceptions import Error as EscposError
from escpos.printer import File, Network, Usb

from kiosk.errors import PrinterUnavailable
from lookup_api.paper.printing import slip_escpos
from lookup_api.paper.roll import Roll
from lookup_api.paper.slip import Slip

TIMEOUT_SECONDS = 5
RAW_PRINTING_PORT = 9100
USB_ADDRESS = re.compile(r"usb:(?P<maker>[0-9a-fA-F]{4}):(?P<model>[0-9a-fA-F]{4})")


@dataclass(frozen=True, slots=True)
class EscposPrinter:
    """See Printer. It is opened anew for each slip, so it may be switched off and on between two."""

    open: Callable[[], Escpos]
    roll: Roll

    def print(self, slip: Slip) -> None:
        """See Printer."""
        document = slip_escpos(slip, self.roll)
        try:
            with closing(self.open()) as device:
                device.open()
                device._raw(document)
        except (EscposError, OSError) as error:
            raise PrinterUnavailable from error


def opener(address: str) -> Callable[[], Escpos]:
    """How to reach the printer at `address`: `tcp://host:9100`, `usb:04b8:0202` or a file such as `/dev/usb/lp0`."""
    usb = USB_ADDRESS.fullmatch(address)
    if usb:
        maker, model = int(usb["maker"], 16), int(usb["model"], 16)
        return lambda: Usb(maker, model, timeout=TIMEOUT_SECONDS * 1000)  # milliseconds; the default is none at all
    if "://" in address:
        there = urlsplit(address)
        return lambda: Network(there.hostname or "", port=there.port or RAW_PRINTING_PORT, timeout=TIMEOUT_SECONDS)
    return lambda: _device_file(Path(address))


def _device_file(device: Path) -> Escpos:
    """Only one that is there: opening a missing one would make a plain file, and slips would vanish in it."""
    if not device.exists():
        raise FileNotFoundError(device)
    return File(str(device))
