"""The printer of the tests understands what python-escpos can say, so that what it shows can be believed."""

import pytest
from escpos.printer import Dummy
from PIL import Image, ImageChops

from lookup_api.domain.codes import parse_code
from lookup_api.paper.roll import Roll
from lookup_api.paper.symbols import code128_across
from tests.lookup_api.paper.sheets import NEW_CODE, read_by_zxing
from tests.sample_site.escpos_renderer import render


def printed_by(printer: Dummy) -> list[Image.Image]:
    return render(printer.output, Roll.MM80)


@pytest.fixture
def printer() -> Dummy:
    return Dummy(profile="TM-T20II")


@pytest.mark.parametrize("command", ["bitImageRaster", "graphics", "bitImageColumn"])
def test_every_way_to_send_a_picture_prints_its_dots(printer: Dummy, command: str) -> None:
    bars = code128_across(parse_code(NEW_CODE), Roll.MM80)
    assert bars is not None
    printer.image(bars, impl=command)
    printer.cut()
    [paper] = printed_by(printer)
    printed = paper.crop((32, 0, 32 + bars.width, bars.height))
    assert ImageChops.difference(printed, bars).getbbox() is None


def test_the_printers_own_symbols_are_drawn(printer: Dummy) -> None:
    printer.set(align="center")
    printer.barcode("{B" + NEW_CODE, "CODE128", function_type="B", width=2, height=100, pos="OFF")
    printer.text("\n\n")
    printer.qr("https://example.vn/r/1", native=True, size=5)
    printer.cut()
    [paper] = printed_by(printer)
    assert read_by_zxing(paper) == {NEW_CODE, "https://example.vn/r/1"}


def test_each_cut_gives_out_one_paper_and_the_last_one_needs_none(printer: Dummy) -> None:
    for text in ("one\n", "two\n", "three\n"):
        printer.text(text)
        if text != "three\n":
            printer.cut()
    assert len(printed_by(printer)) == 3


def test_a_cut_without_print_gives_out_nothing(printer: Dummy) -> None:
    printer.cut()
    assert printed_by(printer) == []


def test_a_job_that_breaks_off_inside_a_command_shows_what_came_before(printer: Dummy) -> None:
    printer.text("one\n")
    assert len(render(printer.output + b"\x1dv0\x00H", Roll.MM80)) == 1


@pytest.mark.parametrize(("roll", "width"), [(Roll.MM80, 640), (Roll.MM58, 464)])
def test_the_paper_is_shown_with_its_margins(printer: Dummy, roll: Roll, width: int) -> None:
    printer.text("one\n")
    [paper] = render(printer.output, roll)
    assert paper.width == width
