"""The checklist of papers as a form: one row a paper, ticked when it is there, with how many of each kind.

The rows carry their papers' names, so that a form means the same when the catalogue changes while it is filled in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lookup_api.domain.receipt import Paper
from sync_ingest.backoffice.forms.posted import Posted
from sync_ingest.backoffice.forms.reader import Reader

MOST_ROWS = 40
MOST_COPIES = 99
LONGEST_NAME = 300
FURTHER_ROWS = 2
ACCEPT_MISSING = "accept-missing"


@dataclass(frozen=True, slots=True)
class Row:
    """One row as the page shows it: its number, the paper's name, and whether the clerk may write the name."""

    number: int
    name: str
    is_further: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """What the clerk found: the papers that are there, and the names of those that are not."""

    handed_in: tuple[Paper, ...]
    missing: tuple[str, ...]


def paper_fields(asked: Sequence[Paper], handed_in: Sequence[Paper] = ()) -> dict[str, str]:
    """The rows of a fresh form: the papers that the procedure asks for, others that were handed in (all of these
    ticked), and blank rows for more.
    """
    there = {paper.name: paper for paper in handed_in}
    names = {paper.name: paper for paper in asked} | there
    fields: dict[str, str] = {}
    for at, paper in enumerate(list(names.values())[: MOST_ROWS - FURTHER_ROWS]):
        fields |= _row(at, paper) | ({f"there-{at}": "1"} if paper.name in there else {})
    first = len(names)
    for at in range(first, first + FURTHER_ROWS):
        fields |= {f"name-{at}": "", f"further-{at}": "1"}
    return fields


def rows_of(posted: Posted) -> tuple[Row, ...]:
    """The rows that the form has."""
    return tuple(_rows(posted))


def read_papers(reader: Reader) -> Checked:
    """What was ticked, and what was not; at least one copy of each ticked paper, and missing ones accepted."""
    handed_in, missing = [], []
    for row in rows_of(reader.posted):
        name = reader.text(f"name-{row.number}", LONGEST_NAME)
        if name and (row.is_further or f"there-{row.number}" in reader.posted):
            handed_in.append(_read_paper(reader, row.number, name))
        elif name:
            missing.append(name)
    if missing and ACCEPT_MISSING not in reader.posted:
        reader.problems[ACCEPT_MISSING] = _not_ticked(len(missing))
    return Checked(tuple(handed_in), tuple(missing))


def _rows(posted: Posted) -> Iterator[Row]:
    for number in range(MOST_ROWS):
        if f"name-{number}" in posted:
            yield Row(number, posted.text(f"name-{number}"), f"further-{number}" in posted)


def _row(at: int, paper: Paper) -> dict[str, str]:
    numbers = {
        "originals": paper.originals,
        "certified": paper.certified_copies,
        "photocopies": paper.photocopies,
    }
    return {f"name-{at}": paper.name, **{f"{kind}-{at}": str(number or "") for kind, number in numbers.items()}}


def _read_paper(reader: Reader, at: int, name: str) -> Paper:
    kinds = ("originals", "certified", "photocopies")
    originals, certified, photocopies = (reader.count(f"{kind}-{at}", 0, MOST_COPIES) for kind in kinds)
    if not originals + certified + photocopies and not any(f"{kind}-{at}" in reader.problems for kind in kinds):
        reader.problems[f"originals-{at}"] = "Giấy tờ này có mấy bản?"
    return Paper(name, originals, certified, photocopies)


def _not_ticked(count: int) -> str:
    return f"Còn {count} giấy tờ chưa đánh dấu. Xin đánh dấu nếu đã nhận, hoặc chọn vẫn tiếp nhận và ghi còn thiếu."
