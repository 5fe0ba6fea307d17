"""The network printer of the tests, asked by python-escpos over a real socket."""

import pytest
from escpos.printer import Network

from lookup_api.paper.printing import slip_escpos
from lookup_api.paper.roll import Roll
from tests.lookup_api.paper.sheets import NEW_CODE, a_slip, read_by_zxing
from tests.sample_site.loopback_printer import LoopbackPrinter, PaperLeft


def test_what_is_sent_comes_out_as_paper() -> None:
    with LoopbackPrinter(Roll.MM80) as printer:
        device = Network("127.0.0.1", printer.port, timeout=5)
        device._raw(slip_escpos(a_slip(), Roll.MM80))
        [paper] = printer.papers(1)
        device.close()
    assert read_by_zxing(paper) == {NEW_CODE}


@pytest.mark.parametrize(
    ("left", "status", "online"), [(PaperLeft.OK, 2, True), (PaperLeft.LOW, 1, True), (PaperLeft.OUT, 0, False)]
)
def test_it_says_how_much_paper_is_left(left: PaperLeft, status: int, online: bool) -> None:
    with LoopbackPrinter(Roll.MM80) as printer:
        printer.left = left
        device = Network("127.0.0.1", printer.port, timeout=5)
        assert (device.paper_status(), device.is_online()) == (status, online)
        device.close()


def test_without_paper_nothing_comes_out() -> None:
    with LoopbackPrinter(Roll.MM80) as printer:
        printer.left = PaperLeft.OUT
        device = Network("127.0.0.1", printer.port, timeout=5)
        device._raw(slip_escpos(a_slip(), Roll.MM80))
        assert device.paper_status() == 0  # answered after the job: it was read
        device.close()
        assert printer.papers(0) == []
