"""ESC/POS bytes of all that is printed: pictures, because few printers have all Vietnamese letters, and a cut."""

from PIL import Image

from lookup_api.domain.receipt import Receipt
from lookup_api.paper.printable import Printable
from lookup_api.paper.procedure_picture import procedure_picture
from lookup_api.paper.procedure_sheet import ProcedureSheet
from lookup_api.paper.receipt_picture import receipt_picture
from lookup_api.paper.roll import Roll
from lookup_api.paper.slip import Slip
from lookup_api.paper.slip_picture import slip_picture
from lookup_api.paper.trial_page import TestPage
from lookup_api.paper.trial_picture import trial_picture

PROFILES = {Roll.MM80: "TM-T20II", Roll.MM58: "NT-5890K"}  # only their widths matter, 576 and 384 dots


def receipt_escpos(receipt: Receipt, roll: Roll) -> bytes:
    """What a printer with this roll is sent to print one receipt and cut it off."""
    return _bytes(receipt_picture(receipt, roll), roll)


def slip_escpos(slip: Slip, roll: Roll) -> bytes:
    """What a printer with this roll is sent to print one slip and cut it off."""
    return _bytes(slip_picture(slip, roll), roll)


def document_escpos(document: Printable, roll: Roll) -> bytes:
    """What a printer with this roll is sent to print one document of a kiosk and cut it off."""
    return _bytes(document_picture(document, roll), roll)


def document_picture(document: Printable, roll: Roll) -> Image.Image:
    """The document in black and white (mode "1"), `roll.printable` dots wide."""
    match document:
        case Slip():
            return slip_picture(document, roll)
        case ProcedureSheet():
            return procedure_picture(document, roll)
        case TestPage():
            return trial_picture(document, roll)


def _bytes(picture: Image.Image, roll: Roll) -> bytes:
    from escpos.printer import Dummy  # late: it loads half a second, also for the programs that print nothing just now

    printer = Dummy(profile=PROFILES[roll])
    printer.hw("INIT")
    printer.image(picture, impl="bitImageRaster")
    printer.cut()
    written: bytes = printer.output
    return written
