"""What a clerk does to a dossier, as a status update that goes through the one door like a department's push."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from lookup_api.domain.agency import Agency
from lookup_api.domain.calendar import local_day
from lookup_api.domain.deadlines import due_at
from lookup_api.domain.dossier import Dossier
from lookup_api.domain.status import Status
from lookup_api.domain.update import HandOver, Kind, Responsible, StatusUpdate
from lookup_api.store.dossiers import StoredDossier, code_keys, lock_dossiers
from lookup_api.store.history import find_digests
from sync_ingest.answer import Outcome, Result
from sync_ingest.backoffice.errors import ChangedMeanwhile, Held
from sync_ingest.backoffice.forms.change import Change, end_of
from sync_ingest.backoffice.office import Counter
from sync_ingest.envelope import Delivery
from sync_ingest.errors import Overtaken
from sync_ingest.reasons import UNKNOWN_AGENCY, Reason
from sync_ingest.receive import receive
from sync_ingest.transactions import in_transaction

GOES, COMES = "Chuyển liên thông đến {agency}.", "Nhận lại hồ sơ sau liên thông."
BEFORE_WORK = frozenset({Status.NEWLY_REGISTERED, Status.RECEIVED})


def update_id(form: str) -> str:
    """The id of the update that a form makes: the same when it is sent twice."""
    return f"bo-{form}"


def hand_in(session: Session, counter: Counter, delivery: Delivery) -> Result:
    """Knock at the one door with one delivery. The caller commits, through `in_transaction`."""
    (result,) = receive([delivery], session, counter.office.desk, counter.now).results
    if result.reason is Reason.ID_REUSED:  # the same form, sent twice at once: begin again, and see that it was done
        raise Overtaken
    return result


def act(counter: Counter, stored: StoredDossier, version: str, update: StatusUpdate) -> Result:
    """Hand in an act on the dossier that the clerk was shown in this `version`, and commit it.

    ALREADY_SEEN when the same form was sent before. ChangedMeanwhile when the dossier is another now; Held when the
    door could not apply it; StoreBusy when the database can't be had.
    """

    def work(session: Session) -> Result:
        if find_digests(session, [update.identity]):
            return Result(update.id, Outcome.ALREADY_SEEN)
        locked = lock_dossiers(session, code_keys([stored.dossier.code], stored.dossier.owner))
        if [str(one.dossier.version) for one in locked.values()] != [version]:
            raise ChangedMeanwhile
        return hand_in(session, counter, Delivery(update))

    result = in_transaction(counter.office.writes, work)
    if result.outcome is Outcome.QUARANTINED:
        raise Held(result.detail or UNKNOWN_AGENCY)
    return result


def change_update(counter: Counter, dossier: Dossier, change: Change, form: str) -> StatusUpdate:
    """The change of a dossier's status by its owner; by another agency, a step of its own."""
    is_owner = dossier.owner == counter.agency.code
    return StatusUpdate(
        id=update_id(form),
        kind=Kind.RECORD if is_owner else Kind.PROGRESS,
        code=dossier.code,
        owner=dossier.owner,
        sender=counter.agency.code,
        occurred_at=after_all(counter, dossier),
        status=change.to,
        due_at=_moved_due(counter, dossier, change.due_day) if is_owner else None,
        responsible=_responsible(counter, change),
        note=change.note,
        missing=change.missing if is_owner else None,
        fee=change.fee if is_owner else None,
    )


def hand_over_update(
    counter: Counter, dossier: Dossier, hand_over: tuple[HandOver, Agency], note_and_form: tuple[str, str]
) -> StatusUpdate:
    """The owner's record that hands the dossier over to an agency; with `to` None, that takes it back."""
    to, agency = hand_over
    note, form = note_and_form
    return StatusUpdate(
        id=update_id(form),
        kind=Kind.RECORD,
        code=dossier.code,
        owner=dossier.owner,
        sender=counter.agency.code,
        occurred_at=after_all(counter, dossier),
        status=Status.PROCESSING if dossier.status in BEFORE_WORK else dossier.status,
        responsible=Responsible("", "", agency.name, agency.phone) if to.to else counter.clerk,
        note=" ".join(filter(None, (GOES.format(agency=agency.name) if to.to else COMES, note))),
        hand_over=to,
    )


def after_all(counter: Counter, dossier: Dossier) -> datetime:
    """Now, or just after the newest record: the clerk has seen it and acts upon it, though another clock be ahead."""
    newest = dossier.records[-1].occurred_at
    return max(counter.now, newest + timedelta(microseconds=1))


def _responsible(counter: Counter, change: Change) -> Responsible | None:
    if not change.officer and not change.unit:
        return None
    return Responsible(change.officer, change.unit, counter.agency.name, counter.agency.phone)


def _moved_due(counter: Counter, dossier: Dossier, day: date | None) -> datetime | None:
    """The end of the new day; None when it is the day that stands, which is not to be counted anew."""
    calendar = counter.office.desk.calendar
    stands = due_at(dossier, calendar)
    if day is None or (stands and local_day(stands) == day):
        return None
    return end_of(day, calendar)
