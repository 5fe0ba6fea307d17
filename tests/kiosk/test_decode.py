"""Reading codes out of pictures."""

import re
from pathlib import Path

import cv2
import numpy as np
import pytest
from click.testing import CliRunner

from kiosk.question import Grammar
from kiosk.scanning.__main__ import main
from kiosk.scanning.bars.locate import find_bars
from kiosk.scanning.decode import Symbology
from kiosk.scanning.read import Reading, read_picture
from lookup_api.paper.blocks import Style, paragraph, stack
from tests.kiosk.builders import CODE, a_question
from tests.kiosk.pictures import a_code, a_frame

BARS, QR = Symbology.CODE128, Symbology.QR
LINK = f"https://tracuu.example.vn/r/{CODE}/ABCD1234"
GRAMMAR = Grammar()


@pytest.mark.parametrize("tilt", [0, 5, 25, 90, 180])
def test_bars_are_read_however_they_are_turned(tilt: float) -> None:
    frame = a_frame(a_code(CODE, BARS), tilt, noise=6)
    assert read_picture(frame, GRAMMAR) == Reading(a_question(), BARS)


@pytest.mark.parametrize("tilt", [0, 40])
def test_a_qr_is_read_with_its_secret(tilt: float) -> None:
    frame = a_frame(a_code(LINK, QR, dots=6), tilt, noise=6)
    assert read_picture(frame, GRAMMAR) == Reading(a_question(secret="ABCD1234"), QR)


def test_where_both_are_in_view_the_qr_is_taken() -> None:
    bars, qr = a_code(CODE, BARS, dots=2), a_code(LINK, QR, dots=4)
    paper = np.full((bars.shape[0] + qr.shape[0], max(bars.shape[1], qr.shape[1])), 255, np.uint8)
    paper[: bars.shape[0], : bars.shape[1]] = bars
    paper[bars.shape[0] :, : qr.shape[1]] = qr
    assert read_picture(a_frame(paper), GRAMMAR) == Reading(a_question(secret="ABCD1234"), QR)


@pytest.mark.parametrize("symbol", [None, a_code("8934563138165", BARS), a_code("https://example.com", QR, dots=6)])
def test_other_peoples_codes_are_nothing(symbol: np.ndarray | None) -> None:
    assert read_picture(a_frame(symbol, noise=6), GRAMMAR) is None


def test_the_field_of_bars_is_found_with_its_slant() -> None:
    region = find_bars(a_frame(a_code(CODE, BARS), tilt=-20, noise=6))
    assert region is not None
    assert region.across == pytest.approx(20, abs=4)
    assert region.centre == pytest.approx((640, 360), abs=40)


def test_a_folder_of_pictures_is_read_from_the_command_line(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), a_frame(a_code(CODE, BARS)))
    cv2.imwrite(str(tmp_path / "b.png"), a_frame())
    (tmp_path / "c.jpg").write_bytes(b"not a picture")
    lines = [line.split("\t") for line in CliRunner().invoke(main, [str(tmp_path)]).output.splitlines()]
    assert [line[:3] for line in lines] == [["a.png", CODE, "code128"], ["b.png", "", ""], ["c.jpg", "", ""]]
    assert all(float(line[3]) >= 0 for line in lines)


def test_without_the_grammar_the_command_prints_whatever_is_read(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), a_frame(a_code("Kho 7, ke 12", BARS)))
    printed = CliRunner().invoke(main, [str(tmp_path), "--any-text"]).output
    assert printed.split("\t")[:3] == ["a.png", "Kho 7, ke 12", "code128"]


def test_pictures_of_every_kind_are_opened(tmp_path: Path) -> None:
    grey = a_frame(a_code(CODE, BARS))
    clear = np.dstack([np.zeros((*grey.shape, 3), np.uint8), np.where(grey > 200, 0, 255).astype(np.uint8)])
    kinds = {"16bit.png": grey.astype(np.uint16) * 16, "clear.png": clear, "colour.bmp": np.dstack([grey] * 3)}
    for name, picture in kinds.items():
        cv2.imwrite(str(tmp_path / name), picture)
    lines = [line.split("\t") for line in CliRunner().invoke(main, [str(tmp_path)]).output.splitlines()]
    assert [line[:2] for line in lines] == [[name, CODE] for name in sorted(kinds)]


def test_faint_bars_of_a_departments_own_form_are_read() -> None:
    grammar = Grammar((re.compile(r"[0-9]+/HKD-20[0-9]{2}"),))
    frame = cv2.GaussianBlur(a_frame(a_code("1234567/HKD-2014", BARS, dots=2), tilt=6, noise=2), (0, 0), 1.9)
    reading = read_picture(np.asarray(frame, np.uint8), grammar)
    assert reading is not None
    assert reading.question.code.printed == "1234567/HKD-2014"


@pytest.mark.parametrize("top", [0, 500])
def test_lines_of_print_are_never_a_code(top: int) -> None:
    text = [f"{CODE} Phòng Tài nguyên và Môi trường, giấy tờ số {number}" for number in range(11)]
    lines = stack(paragraph(line, 560, Style(24)) for line in text)
    assert read_picture(a_frame(np.array(lines, dtype=np.uint8)[:600], tilt=top / 50, noise=4), GRAMMAR) is None
