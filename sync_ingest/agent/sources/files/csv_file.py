"""Rows of a CSV file, in whichever of the usual encodings and with whichever delimiter it was written."""

import codecs
import csv
import os
from collections.abc import Iterator
from typing import BinaryIO

from sync_ingest.agent.errors import SourceUnavailable
from sync_ingest.agent.reading.origins import Files
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.reading.wrong_cell import WrongCell
from sync_ingest.agent.sources.files.headings import Cells, Headings, Numbered, find_headings, rows_below

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
DELIMITERS = (",", ";", "\t", "|")
NOT_DECODED = "\ufffd"
TOO_SHORT = WrongCell("cannot be told: its row is too short")
MOST_WRONG = 100  # rows; with more of them it is not the rows that are wrong but the profile's encoding


def csv_rows(copy: BinaryIO, feed: Feed) -> Iterator[tuple[int, dict[str, object]]]:
    """The rows by column, with their number in the file; SourceUnavailable when it is not such a file."""
    files = feed.files or Files()
    encoding = _encoding(copy, files)
    for delimiter in (files.delimiter,) if files.delimiter else DELIMITERS:
        if headings := _headings(_cells(copy, encoding, delimiter), feed):
            return rows_below(_decoded(_cells(copy, encoding, delimiter), encoding), headings)
    raise SourceUnavailable("its first rows do not have all the headings that the profile names")


class _BreaksOff(SourceUnavailable):
    """With this delimiter it is no CSV."""


def _headings(rows: Iterator[Numbered], feed: Feed) -> Headings | None:
    try:
        return find_headings(rows, feed, TOO_SHORT)
    except _BreaksOff:
        return None


def _encoding(copy: BinaryIO, files: Files) -> str:
    copy.seek(0)
    start = copy.read(4)
    return next((name for mark, name in MARKS.items() if start.startswith(mark)), files.encoding)


def _cells(copy: BinaryIO, encoding: str, delimiter: str) -> Iterator[Numbered]:
    number = 0
    with open(os.dup(copy.fileno()), encoding=encoding, errors="replace", newline="") as text:
        text.seek(0)
        try:
            for number, cells in enumerate(csv.reader(text, delimiter=delimiter, strict=True), 1):
                yield number, cells
        except csv.Error as error:
            raise _BreaksOff(f"after row {number} it is not of the form of CSV, or it breaks off") from error


def _decoded(rows: Iterator[Numbered], encoding: str) -> Iterator[Numbered]:
    """A cell that is not of the encoding is wrong by itself; many of them say that the encoding is another one."""
    wrong, why = 0, WrongCell(f"is not {encoding} text")
    for number, cells in rows:
        bad = [place for place, cell in enumerate(cells, 1) if NOT_DECODED in str(cell)]
        wrong += bool(bad)
        if wrong > MOST_WRONG:
            raise SourceUnavailable(f"row {number}, column {bad[0]} is not {encoding} text, like many before")
        yield number, _marked(cells, bad, why) if bad else cells


def _marked(cells: Cells, bad: list[int], why: WrongCell) -> Cells:
    return [why if place in bad else cell for place, cell in enumerate(cells, 1)]
