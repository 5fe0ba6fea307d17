"""ESC/POS bytes of receipts and slips: pictures, because few printers have all Vietnamese letters, and a cut."""

from PIL import Image

from lookup_api.domain.receipt import Receipt
from lookup_api.paper.receipt_picture import receipt_picture
from lookup_api.paper.roll import Roll
from lookup_api.paper.slip import Slip
from lookup_api.paper.slip_picture import slip_picture

PROFILES = {Roll.MM80: "TM-T20II", Roll.MM58: "NT-5890K"}  # only their widths matter, 576 and 384 dots


def receipt_escpos(receipt: Receipt, roll: Roll) -> bytes:
    """What a printer with this roll is sent to print one receipt and cut it off."""
    return _bytes(receipt_picture(receipt, roll), roll)


def slip_escpos(slip: Slip, roll: Roll) -> bytes:
    """What a printer with this roll is sent to print one slip and cut it off."""
    return _bytes(slip_picture(slip, roll), roll)


def _bytes(picture: Image.Image, roll: Roll) -> bytes:
    from escpos.printer import Dummy  # late: it loads half a second, also for the programs that print nothing just now

    printer = Dummy(profile=PROFILES[roll])
    printer.hw("INIT")
    printer.image(picture, impl="bitImageRaster")
    printer.cut()
    written: bytes = printer.output
    return written
