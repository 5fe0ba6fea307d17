"""The scan bench's pictures: the same seed gives the same bytes, and what they show is what they are said to show."""

import cv2
import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import default_rng

from bench.scan_bursts import FRAMES, burst
from bench.scan_codes import a_code, a_qr_text, bars_of, best_mix
from bench.scan_conditions import HD, VGA, Conditions
from bench.scan_degrading import SEVERITIES, Factor, Kind, conditions
from bench.scan_photographs import photograph
from bench.scan_receipts import Symbol, a_receipt
from bench.scan_stills import Still, stills, take
from bench.scan_view import View
from kiosk.question import Grammar
from lookup_api.domain.codes import DossierCode
from lookup_api.paper.symbols import code128_modules

SEEDS = st.integers(0, 2**32 - 1)


def a_picture(jpeg: bytes) -> np.ndarray:
    """The grey picture in a JPEG."""
    return np.asarray(cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_GRAYSCALE))


@given(SEEDS)
def test_every_code_fits_the_grammar_as_it_is_printed(seed: int) -> None:
    code = a_code(default_rng(seed))
    assert DossierCode.parse(code.printed) == code
    question = Grammar().read_scanned(a_qr_text(code, default_rng(seed)))
    assert question is not None
    assert question.code == code
    assert question.secret is not None


def test_codes_are_of_every_form_of_the_grammar() -> None:
    random = default_rng(1)
    parts = [a_code(random).printed.split("-") for _ in range(300)]
    assert {agency.count(".") for agency, _, _ in parts} == {0, 1, 2, 3}
    assert {agency[0].isdigit() for agency, _, _ in parts} == {True, False}
    assert {len(day) for _, day, _ in parts} == {6, 8}
    assert {len(serial) for _, _, serial in parts} == {4, 5, 6, 7}


@settings(max_examples=25)
@given(SEEDS)
def test_bars_of_the_best_mix_are_never_longer_than_those_of_the_house_and_say_the_same(seed: int) -> None:
    code = a_code(default_rng(seed))
    bars, printed = best_mix(code.printed), code128_modules(code)
    assert printed is None or len(bars) <= len(printed)
    row = np.pad(np.where(np.repeat(bars, 2), 0, 255).astype(np.uint8), 30, constant_values=255)
    [read] = zxingcpp.read_barcodes(np.repeat(row[None], 30, 0))
    assert read.text == code.printed


def test_a_still_is_the_same_at_each_time() -> None:
    still = Still(7, Symbol.CODE128, Factor.MIXED, 3, 0)
    assert take(still) == take(still)
    assert take(still) != take(Still(8, Symbol.CODE128, Factor.MIXED, 3, 0))


def test_a_seed_has_as_many_stills_as_the_measurement_and_half_of_each_size() -> None:
    every = stills(7)
    assert sum(still.symbol is Symbol.CODE128 for still in every) == sum(still.symbol is Symbol.QR for still in every)
    assert len(every) == 1_080
    assert {sum(still.size == size for still in every) for size in (HD, VGA)} == {540}
    assert len({still.name for still in every}) == len(every)


@pytest.mark.parametrize("symbol", Symbol)
@pytest.mark.parametrize("seed", range(4))
def test_on_a_receipt_that_nothing_spoils_the_one_symbol_is_read_and_no_other(symbol: Symbol, seed: int) -> None:
    random = default_rng(seed)
    receipt = a_receipt(symbol, random)
    picture = a_picture(photograph(View.of(receipt, Conditions(width=900, noise=0), HD), random))
    assert [read.text for read in zxingcpp.read_barcodes(picture)] == [receipt.text]


@settings(max_examples=25)
@given(SEEDS, st.sampled_from(Factor), st.sampled_from(list(SEVERITIES)), st.sampled_from((HD, VGA)))
def test_the_whole_symbol_is_in_the_picture(seed: int, factor: Factor, severity: int, size: tuple[int, int]) -> None:
    random = default_rng(seed)
    receipt = a_receipt(Symbol.CODE128, random)
    view = View.of(receipt, conditions(Kind(Symbol.CODE128, factor, severity), random), size)
    (x, y), (across, down) = receipt.place, receipt.span
    corners = [view.pixel((x + side * across, y + end * down)) for side in (-1, 1) for end in (-1, 1)]
    assert all(0 < left < size[0] and 0 < top < size[1] for left, top in corners)


def test_the_house_and_the_best_mix_both_print() -> None:
    code = DossierCode.parse("H53.19-261116-0042")
    assert {len(bars_of(code, default_rng(seed))) for seed in range(8)} >= {len(best_mix(code.printed))}


def test_a_burst_is_one_receipt_that_moves() -> None:
    frames, text, code = burst(3, Symbol.QR, 0)
    assert len(frames) == FRAMES
    assert len(set(frames)) == FRAMES
    assert code in text
