"""Files for the tests of folders: written a while before LATER, so that they count as finished."""

import csv
import json
import os
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from tests.builders import NOW, a_code

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEET_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SHEET_TYPE}.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}">'
    '<sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}

LATER = NOW + timedelta(hours=1)
Cells = Sequence[Any]


def write_csv(folder: Path, rows: Sequence[Cells], headings: Cells = ("id", "Ngày", "Tên"), **says: Any) -> None:
    """An export `hs.csv`; `says` as in `a_csv`."""
    a_csv(folder / "hs.csv", [headings, *rows], **says)


def a_csv(path: Path, rows: Sequence[Cells], encoding: str = "utf-8-sig", delimiter: str = ",") -> None:
    """A CSV file of these rows."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    settle(path)


def write_xlsx(folder: Path, rows: Sequence[Cells], headings: Cells = ("id", "Ngày", "Tên")) -> None:
    """An export `hs.xlsx`."""
    a_book(folder / "hs.xlsx", [headings, *rows])


def a_book(path: Path, rows: Sequence[Cells]) -> None:
    """An XLSX file of these rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Hồ sơ")
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    settle(path)


def a_book_of_excel(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """An XLSX file of texts as Excel writes it: in a table of their own, where openpyxl writes them into the cells."""
    texts: list[str] = []
    lines = []
    for row in rows:
        cells = "".join(f'<c t="s"><v>{len(texts) + place}</v></c>' for place in range(len(row)))
        texts += row
        lines.append(f"<row>{cells}</row>")
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        for name, content in PARTS.items():
            book.writestr(name, content)
        book.writestr(
            "xl/worksheets/sheet1.xml", f"<worksheet {MAIN}><sheetData>{''.join(lines)}</sheetData></worksheet>"
        )
        items = "".join(f"<si><t>{escape(one)}</t></si>" for one in texts)
        book.writestr("xl/sharedStrings.xml", f"<sst {MAIN}>{items}</sst>")
    settle(path)


def write_push(folder: Path, rows: Sequence[Cells]) -> None:
    """A national push `1.json` with a record for each of the rows, its third cell in GhiChu."""
    records = [{"MaHoSo": a_code(row[0]), "TrangThaiHoSo": "4", "GhiChu": row[2]} for row in rows]
    a_push(folder / "1.json", records)


def a_push(path: Path, rows: Sequence[dict[str, Any]], service: str = "DongBoHoSoMC") -> None:
    """The body of a push in an envelope."""
    body = {"session": "x", "madonvi": "H53.19", "service": service, "isUpdating": "False", "data": rows}
    path.write_text(json.dumps(body, ensure_ascii=False), "utf-8")
    settle(path)


def settle(path: Path, at: datetime = NOW) -> None:
    """As if it had been written at `at`."""
    os.utime(path, (at.timestamp(), at.timestamp()))
