"""What stands in an export: encodings, headings, cells, and what is said of a file that is wrong."""

import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zipfile import ZipFile

import pytest

from sync_ingest.agent.errors import RowNotMapped, SourceUnavailable
from sync_ingest.agent.reading.mapping import map_row
from sync_ingest.agent.sources.folder import Folder
from tests.builders import AGENCY, NOW, a_code
from tests.sync_ingest.agent.sources.exports import HEADINGS, a_feed, a_line, export, notes
from tests.sync_ingest.agent.sources.files import a_book, a_book_of_excel, a_csv, settle


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_usual_encodings_and_delimiters_are_read(folder: Folder, encoding: str, delimiter: str) -> None:
    feed = a_feed(encoding="cp1258" if encoding == "cp1258" else "utf-8")
    headings = ("SO HO SO", "ngay_cn", "Trang thai", "ghi CHU") if encoding == "cp1258" else HEADINGS
    line = ("H53.19-261102-0001", "23/11/2026 09:00", "Xong", "Đã ký, chờ đóng dấu; “mai”")
    text = [[_as_1258(cell) if encoding == "cp1258" else cell for cell in row] for row in (headings, line)]
    a_csv(folder.path / "hs.csv", text, encoding, delimiter)
    (row,) = folder.all_rows(feed)
    assert map_row(feed, row, AGENCY).delivery.update.note == "Đã ký, chờ đóng dấu; “mai”"


def test_headings_may_stand_below_a_title_and_in_any_order(folder: Folder) -> None:
    lines = [["SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG"], [], ["STT", *reversed(HEADINGS)], ["1", *reversed(a_line(1, "x"))]]
    a_book(folder.path / "hs.xlsx", lines)
    (row,) = folder.all_rows(a_feed())
    assert (row["SO_HO_SO"], row["GHI_CHU"], row["MOTCUA_SPOT"]) == (a_code(1), "x", "hs.xlsx, row 4")


def test_excel_cells_come_as_what_they_are(folder: Folder) -> None:
    headings = (*HEADINGS, "Hẹn", "Số", "Lẻ")
    cells = [a_code(1), datetime(2026, 11, 23, 9, 30), "Xong", None, datetime(2026, 11, 27), 100000.0, 0.5]  # noqa: DTZ001 (Excel knows no zones)
    a_book(folder.path / "hs.xlsx", [headings, cells])
    (row,) = folder.all_rows(a_feed())
    assert row["NGAY_CN"] == datetime(2026, 11, 23, 9, 30)  # noqa: DTZ001 (local)
    assert (row["HEN"], row["SO"], row["LE"]) == (date(2026, 11, 27), 100000, Decimal("0.5"))


def test_a_book_as_excel_writes_it_is_read(folder: Folder) -> None:
    a_book_of_excel(folder.path / "hs.xlsx", [HEADINGS, a_line(1, "đã ký & đóng dấu"), a_line(2)])
    assert notes(folder, a_feed()) == {"1": "đã ký & đóng dấu", "2": ""}


def test_a_row_knows_when_its_file_was_written(folder: Folder) -> None:
    export(folder, "hs.csv", a_line(1))
    (row,) = folder.all_rows(a_feed())
    assert row["MOTCUA_ARRIVED"] == NOW.astimezone(UTC)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ((a_code(1), "hôm qua", "Xong", ""), "hs.csv, row 2: NGAY_CN is no time of the profile's time_formats"),
        ((a_code(1), "23/11/2026 09:00"), "hs.csv, row 2: TRANG_THAI cannot be told: its row is too short"),
        (
            (*a_line(1), "tràn"),
            "hs.csv, row 2: SO_HO_SO cannot be told: its row has more cells than there are headings",
        ),
    ],
)
def test_a_wrong_cell_is_told_by_file_row_and_column(folder: Folder, line: Sequence[Any], reason: str) -> None:
    export(folder, "hs.csv", line)
    (row,) = folder.all_rows(a_feed())
    with pytest.raises(RowNotMapped) as trouble:
        map_row(a_feed(), row, AGENCY)
    assert str(trouble.value) == reason


def test_one_cell_of_another_encoding_holds_up_no_other_row(folder: Folder) -> None:
    path = export(folder, "hs.csv", a_line(1, "KHONG"), a_line(2, "Đủ"))
    path.write_bytes(path.read_bytes().replace(b"KHONG", b"\xc4\xe3"))
    settle(path)
    wrong, good = folder.all_rows(a_feed())
    assert good["GHI_CHU"] == "Đủ"
    with pytest.raises(RowNotMapped, match="row 2: GHI_CHU is not utf-8-sig text"):
        map_row(a_feed(), wrong, AGENCY)


def test_the_error_of_a_formula_is_no_text(folder: Folder) -> None:
    a_book(folder.path / "hs.xlsx", [HEADINGS, (a_code(1), "23/11/2026 09:00", "#REF!", "")])
    (row,) = folder.all_rows(a_feed())
    with pytest.raises(RowNotMapped, match="row 2: TRANG_THAI holds the error of a formula"):
        map_row(a_feed(), row, AGENCY)


def test_a_profile_with_the_wrong_encoding_is_told_once_and_not_row_by_row(folder: Folder) -> None:
    a_csv(folder.path / "hs.csv", [("so_ho_so", "ngay_cn", "trang_thai", "ghi_chu"), *[("é",) * 4] * 200], "cp1252")
    with pytest.raises(SourceUnavailable, match="row 102, column 1 is not utf-8 text"):
        list(folder.all_rows(a_feed(whole=True)))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("hs.xlsx", b"PK\x03\x04 half", "hs.xlsx: it is no XLSX file, or only a part of one"),
        ("hs.csv", b"Nguyen Van An;1\n", "hs.csv: its first rows do not have all the headings"),
        ("hs.pdf", b"%PDF", "hs.pdf: files are .xlsx"),
        (
            "hs.csv",
            b'"so_ho_so";"ngay_cn";"trang_thai";"ghi_chu"\n1;2;3;"half',
            "hs.csv: after row 1 it is not of the form of CSV",
        ),
        ("hs.csv", b"so_ho_so,ngay_cn,trang_thai,ghi_chu,Ghi chu\n", "hs.csv: two headings are read as GHI_CHU"),
    ],
)
def test_a_file_that_is_none_is_told_without_its_content(
    folder: Folder, name: str, content: bytes, reason: str
) -> None:
    (folder.path / name).write_bytes(content)
    settle(folder.path / name)
    with pytest.raises(SourceUnavailable) as trouble:
        list(folder.all_rows(a_feed(whole=True)))
    assert str(trouble.value).startswith(reason)
    assert "Nguyen" not in str(trouble.value)


def test_a_book_that_is_cut_off_is_not_taken(folder: Folder) -> None:
    path = folder.path / "hs.xlsx"
    a_book(path, [HEADINGS, *[a_line(number) for number in range(1, 400)]])
    path.write_bytes(path.read_bytes()[:-30])
    settle(path)
    with pytest.raises(SourceUnavailable, match="only a part of one"):
        next(folder.all_rows(a_feed(whole=True)))


def test_a_book_of_a_program_that_knows_the_format_less_well_is_told_of(folder: Folder) -> None:
    path, kept = folder.path / "hs.xlsx", folder.path / "hs.zip"
    a_book(path, [HEADINGS, a_line(1)])
    path.rename(kept)
    with ZipFile(kept) as before, ZipFile(path, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b"<sheetFormatPr ", b'<sheetFormatPr odd="1" '))
    settle(path)
    with pytest.raises(SourceUnavailable, match="no XLSX file"):
        next(folder.all_rows(a_feed(pattern="*.xlsx")))


def _as_1258(text: str) -> str:
    """As Windows-1258 has it: marks of tone stand after their letter."""
    return "".join(_apart(sign) for sign in text)


def _apart(sign: str) -> str:
    try:
        sign.encode("cp1258")
    except UnicodeEncodeError:
        whole = unicodedata.normalize("NFD", sign)
        return unicodedata.normalize("NFC", whole[:-1]) + whole[-1]
    return sign
