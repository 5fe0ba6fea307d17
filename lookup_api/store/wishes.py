"""What citizens wish once and for all: ratings, as counts that lead to nobody; and that a wish which is sent again, or
comes twice, is one.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lookup_api.domain.calendar import local_day
from lookup_api.domain.codes import Code
from lookup_api.domain.wording import Language
from lookup_api.store.dossiers import find_dossier
from lookup_api.store.notices import Channel
from lookup_api.store.wish_tables import RatingRow, WishSeenRow

REMEMBERED = timedelta(days=1)
STARS = range(1, 6)


@dataclass(frozen=True, slots=True)
class Rating:
    """One rating (đánh giá), 1 to 5 stars; `agency` is whose dossier the citizen had looked at, "" when unknown."""

    stars: int
    channel: Channel
    device: str
    language: Language
    agency: str = ""


@dataclass(frozen=True, slots=True)
class RatingCount:
    """How many ratings of so many stars an agency ("": unknown) had in a month, which is given by its first day."""

    month: date
    agency: str
    stars: int
    number: int


def is_new_wish(session: Session, device: str, id_: str, now: datetime) -> bool:
    """Remember the wish of this device and name for a day; False when it has come in before."""
    session.execute(delete(WishSeenRow).where(WishSeenRow.seen_at <= now - REMEMBERED))
    try:
        with session.begin_nested():
            session.execute(insert(WishSeenRow), [{"id": f"{device}:{id_}", "seen_at": now}])
    except IntegrityError:
        return False
    return True


def agency_of(session: Session, code: Code) -> str:
    """The identifier of the agency that received the dossier under this code; "" when it is not known."""
    found = find_dossier(session, code)
    return found.standing.owner.value if found else ""


def count_rating(session: Session, rating: Rating, now: datetime) -> None:
    """Count one rating on its day in Viet Nam."""
    row = {
        "day": local_day(now),
        "agency": rating.agency,
        "device": rating.device,
        "channel": rating.channel.value,
        "language": rating.language.value,
        "stars": rating.stars,
    }
    which = [getattr(RatingRow, name) == value for name, value in row.items()]
    more = update(RatingRow).where(*which).values(number=RatingRow.number + 1)
    if session.execute(more.returning(RatingRow.stars)).first():
        return
    try:
        with session.begin_nested():
            session.execute(insert(RatingRow), [{**row, "number": 1}])
    except IntegrityError:  # another transaction was the first of this day meanwhile
        session.execute(more)


def list_ratings(session: Session, since: date) -> list[RatingCount]:
    """The ratings of each agency and month since a day, newest month first."""
    query = select(RatingRow.day, RatingRow.agency, RatingRow.stars, func.sum(RatingRow.number)).where(
        RatingRow.day >= since
    )
    rows = session.execute(query.group_by(RatingRow.day, RatingRow.agency, RatingRow.stars))
    sums: dict[tuple[date, str, int], int] = {}
    for day, agency, stars, number in rows:
        key = (day.replace(day=1), agency, stars)
        sums[key] = sums.get(key, 0) + int(number)
    ordered = sorted(sums, key=lambda key: (-key[0].toordinal(), key[1], key[2]))
    return [RatingCount(*key, sums[key]) for key in ordered]
