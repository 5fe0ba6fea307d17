"""How citizens rate the service at kiosks, as counts by agency and month; and where a kiosk was said to differ from
another channel (articles 8.4, 10.7). Nothing here leads to a person.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from fastapi import APIRouter, Response
from sqlalchemy.orm import Session

from lookup_api.domain.agency import Agency
from lookup_api.domain.calendar import local_day
from lookup_api.domain.codes import DossierCode, parse_code
from lookup_api.store.agencies import list_agencies
from lookup_api.store.differences import Difference, Source, list_differences
from lookup_api.store.wishes import STARS, RatingCount, agency_of, list_ratings
from sync_ingest.backoffice.office import Counter
from sync_ingest.backoffice.pages.paint import paint
from sync_ingest.backoffice.pages.signed_in import AtReading

router = APIRouter()
LOOK_BACK = timedelta(days=366)
NOT_KNOWN = "Không rõ cơ quan"
ELSEWHERE = {"sms": "Tin nhắn", "web": "Trang web", "paper": "Giấy hẹn"}


@dataclass
class Line:
    """The ratings of one agency in one month: how many of each number of stars."""

    month: date
    agency: str
    counts: dict[int, int] = field(default_factory=lambda: dict.fromkeys(STARS, 0))

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.counts.values())

    @property
    def average(self) -> str:
        """The stars on average, as Vietnamese write it: `4,5`."""
        mean = sum(stars * number for stars, number in self.counts.items()) / self.total
        return f"{mean:.1f}".replace(".", ",")


@router.get("/ratings")
def get_ratings(reader: AtReading) -> Response:
    """The ratings of a year, the newest month first, and what kiosks were told of the agency's dossiers."""
    office = reader.office
    with office.reads() as session:
        names = _names(list_agencies(session))
        counts = list_ratings(session, (local_day(reader.now) - LOOK_BACK).replace(day=1))
        told = [each for each in list_differences(session, office.desk.sealer) if each.source is Source.KIOSK]
        mine = [each for each in told if _is_of(session, reader, each)]
    shown = {"lines": _lines(counts, names), "stars": STARS, "differences": mine, "elsewhere": ELSEWHERE}
    return paint("ratings.html", reader, shown)


def _names(agencies: Iterable[Agency]) -> dict[str, str]:
    """The name of each agency by all its identifiers."""
    return {code.value: agency.name for agency in agencies for code in (agency.code, *agency.also_codes)}


def _lines(counts: Iterable[RatingCount], names: dict[str, str]) -> list[Line]:
    lines: dict[tuple[date, str], Line] = {}
    for each in counts:
        name = names.get(each.agency, NOT_KNOWN)
        line = lines.setdefault((each.month, name), Line(each.month, name))
        line.counts[each.stars] += each.number
    by_name = sorted(lines.values(), key=lambda line: (line.agency == NOT_KNOWN, line.agency))
    return sorted(by_name, key=lambda line: line.month, reverse=True)


def _is_of(session: Session, reader: Counter, difference: Difference) -> bool:
    code = parse_code(difference.code)
    written = code.agency.value if isinstance(code, DossierCode) else ""
    ours = (reader.agency.code, *reader.agency.also_codes)
    return (agency_of(session, code) or written) in {each.value for each in ours}
