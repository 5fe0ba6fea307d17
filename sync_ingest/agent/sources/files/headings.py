"""The headings of a table in a file, as people write them, and the rows below them."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from sync_ingest.agent.errors import SourceUnavailable
from sync_ingest.agent.reading.origins import ARRIVED, KEY, PLACE, SAID_AT, SPOT
from sync_ingest.agent.reading.profile import Feed
from sync_ingest.agent.reading.wrong_cell import WrongCell

SEARCHED = 20  # rows in which the headings may stand: titles and the office's name often come first
GIVEN = {PLACE, SPOT, ARRIVED, KEY, SAID_AT}
TOO_MANY = WrongCell("cannot be told: its row has more cells than there are headings")

Cells = Sequence[object]
Numbered = tuple[int, Cells]
"""A row as it stands in a file, with its number there, counted from 1."""


@dataclass(frozen=True, slots=True)
class Headings:
    """What the columns of a file are called. `padding` stands for cells that a short row leaves out."""

    row: int
    columns: tuple[str, ...]
    padding: object = None

    def read(self, cells: Cells) -> dict[str, object]:
        """The cells by column; unreadable all of them when there are more than headings, since they may be shifted."""
        if any(cell not in (None, "") for cell in cells[len(self.columns) :]):
            return dict.fromkeys(filter(None, self.columns), TOO_MANY)
        filled = chain(cells, [self.padding] * (len(self.columns) - len(cells)))
        return {name: cell for name, cell in zip(self.columns, filled, strict=False) if name}


def find_headings(rows: Iterable[Numbered], feed: Feed, padding: object = None) -> Headings | None:
    """The first row that names every column which the feed reads; None when none of the first ones does.
    SourceUnavailable when one is named twice.
    """
    wanted = wanted_columns(feed)
    for number, cells in islice(rows, SEARCHED):
        columns = tuple(map(as_column, cells))
        if wanted <= set(columns):
            _refuse_twins(columns, wanted)
            return Headings(number, columns, padding)
    return None


def wanted_columns(feed: Feed) -> set[str]:
    """The columns that a file must have for this feed."""
    return {feed.key, *feed.columns.values()} - GIVEN


def rows_below(rows: Iterable[Numbered], headings: Headings) -> Iterator[tuple[int, dict[str, object]]]:
    """The rows under the headings, but those that are empty."""
    for number, cells in rows:
        if number > headings.row and any(cell not in (None, "") for cell in cells):
            yield number, headings.read(cells)


def as_column(heading: object) -> str:
    """A heading as a profile names its column: “Số hồ sơ” is SO_HO_SO, in whatever case and with or without marks."""
    plain = str("" if heading is None else heading).casefold().replace("đ", "d")
    letters = (sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    signs = (sign if sign.isascii() and sign.isalnum() else " " for sign in letters)
    return "_".join("".join(signs).split()).upper()


def _refuse_twins(columns: Cells, wanted: set[str]) -> None:
    if twins := [name for name in sorted(wanted) if columns.count(name) > 1]:
        raise SourceUnavailable(f"two headings are read as {twins[0]}")
