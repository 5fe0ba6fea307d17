"""Which numbers are to be told that a dossier is late: each once for each due date that is missed."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select, update
from sqlalchemy.orm import Session

from lookup_api.domain.calendar import local_day
from lookup_api.domain.deadlines import Timeliness
from lookup_api.store.counting import LocalDay, timeliness_now
from lookup_api.store.notices import Notice, list_agreed
from lookup_api.store.tables import DossierRow
from lookup_api.store.wish_tables import NoticeRow


def has_late(session: Session, now: datetime) -> bool:
    """Whether somebody is to be told."""
    return session.scalar(_dossiers(now).limit(1)) is not None


def take_late(session: Session, now: datetime, limit: int) -> list[Notice]:
    """The notices of up to `limit` late dossiers; they count as told once this transaction is committed."""
    numbers = session.scalars(_dossiers(now).distinct().limit(limit)).all()
    notices = list_agreed(session, numbers)
    rows = session.execute(select(DossierRow.id, DossierRow.due_at).where(DossierRow.id.in_(numbers)))
    due = {row.id: row.due_at for row in rows}
    taken = []
    for notice in notices:
        promised = due[notice.dossier_id]
        assert promised is not None, "only what was promised for a day can be late"
        untold = and_(NoticeRow.id == notice.id, _is_untold(local_day(promised)))
        told = update(NoticeRow).where(untold).values(late_for=local_day(promised))
        if session.execute(told.returning(NoticeRow.id)).first():
            taken.append(notice)
    return taken


def _dossiers(now: datetime) -> Select[int]:
    is_late = and_(DossierRow.status.is_not(None), timeliness_now(now) == Timeliness.OVERDUE.value)
    query = select(NoticeRow.dossier_id).join(DossierRow, DossierRow.id == NoticeRow.dossier_id)
    return query.where(NoticeRow.confirmed_at.is_not(None), is_late, _is_untold(LocalDay(DossierRow.due_at)))


def _is_untold(due_day: date | LocalDay) -> ColumnElement[bool]:
    return or_(NoticeRow.late_for.is_(None), NoticeRow.late_for != due_day)
