"""Rows of an XLSX file, read as a stream."""

import zlib
from collections.abc import Iterator
from datetime import datetime, time
from decimal import Decimal
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils.exceptions import InvalidFileException

from sync_ingest.agent.errors import SourceUnavailable
from sync_ingest.agent.reading.origins import Files
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.reading.wrong_cell import WrongCell
from sync_ingest.agent.sources.files.headings import Numbered, find_headings, rows_below
from sync_ingest.agent.sources.files.xlsx_book import open_book

NO_XLSX = (BadZipFile, InvalidFileException, ParseError, zlib.error, EOFError, OSError)
UNEXPECTED = (LookupError, ValueError, TypeError, AttributeError, RuntimeError)
BROKEN = (*NO_XLSX, *UNEXPECTED)
"""What openpyxl raises at a file that is cut off, protected by a password, no XLSX at all, or written by a program that
knows the format less well than it does.
"""

FORMULA_ERROR = WrongCell("holds the error of a formula")
MIDNIGHT = time()


def xlsx_rows(copy: BinaryIO, feed: Feed) -> Iterator[tuple[int, dict[str, object]]]:
    """The rows by column, with their number in the sheet; SourceUnavailable when it is not such a file."""
    try:
        with open_book(copy) as book:
            names = book.sheetnames
            wanted = (feed.files or Files()).sheet
            if wanted not in (None, *names):
                raise SourceUnavailable(f"it has no sheet {wanted}")
            yield from _table(book[wanted or names[0]], feed)
    except BROKEN as error:
        raise SourceUnavailable("it is no XLSX file, or only a part of one") from error


def _table(sheet: Any, feed: Feed) -> Iterator[tuple[int, dict[str, object]]]:
    headings = find_headings(_cells(sheet), feed)
    if headings is None:
        raise SourceUnavailable("its first rows do not have all the headings that the profile names")
    return rows_below(_cells(sheet), headings)


def _cells(sheet: Any) -> Iterator[Numbered]:
    sheet.reset_dimensions()  # some programs write wrong ones
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        yield number, [_value(cell) for cell in cells]


def _value(cell: object) -> object:
    """Excel knows one kind of number, and days only as midnights."""
    match cell:
        case str() if cell in ERROR_CODES:
            return FORMULA_ERROR
        case float():
            return int(cell) if cell.is_integer() else Decimal(repr(cell))
        case datetime() if cell.time() == MIDNIGHT:
            return cell.date()
    return cell
