"""Whether every channel shows a dossier as it must be shown."""

import html
from datetime import datetime

from lookup_api.contract import Answer, StepAnswer
from lookup_api.domain.calendar import VIETNAM
from lookup_api.domain.status import Status
from lookup_api.domain.wording import SMS_STATUS, Language, status_name, without_accents
from tests.sample_site.departments.schema import Gone, Line, SampleDepartment, Seen
from tests.sync_ingest.agent.profiles.site import Province


def assert_shown(province: Province, department: SampleDepartment, seen: Seen | Gone) -> None:
    """By JSON, page and text message alike, under each of the dossier's codes, and without a word of the parties."""
    province.lookup.follower.poll()
    if isinstance(seen, Gone):
        _assert_gone(province, seen)
        return
    answer = province.answer(seen.code)
    assert _as_seen(answer, seen) == seen
    _assert_public_channels_agree(province, department, seen)
    for code in seen.also:
        assert province.ask(code).json()["code"] == answer.code


def assert_nothing_secret(department: SampleDepartment, said: str) -> None:
    """No applicant, no party: not in full, and not without accents."""
    for secret in department.secrets:
        assert secret not in said
        assert without_accents(secret) not in said


def _assert_gone(province: Province, gone: Gone) -> None:
    assert province.ask(gone.code).status_code == 404
    assert province.page(gone.code).status_code == 404
    assert "chưa tìm thấy" in province.text_message(gone.code).casefold()


def _assert_public_channels_agree(province: Province, department: SampleDepartment, seen: Seen) -> None:
    json, page = province.ask(seen.code), province.page(seen.code)
    text, shown = province.text_message(seen.code), html.unescape(page.text)
    assert page.status_code == 200
    assert status_name(seen.status, Language.VI) in shown
    assert _says_status(text, seen.status)
    for word in (seen.officer, seen.unit, seen.agency, *seen.missing):
        assert word in shown
        assert word in text
    if seen.due:
        due = seen.due.split()[0]
        assert due in shown
        assert due in text or seen.status.is_completed
    for said in (json.text, shown, text):
        assert_nothing_secret(department, said)


def _says_status(text: str, status: Status) -> bool:
    plain = without_accents(text).casefold()
    return any(
        without_accents(name).casefold() in plain for name in (status_name(status, Language.VI), SMS_STATUS[status])
    )


def _as_seen(answer: Answer, seen: Seen) -> Seen:
    """The answer in the form of the expectation; what the expectation leaves open is taken from it."""
    who = answer.responsible
    return Seen(
        code=answer.code,
        status=answer.status,
        officer=who.officer if who else "",
        unit=who.unit if who else "",
        agency=who.agency if who else "",
        procedure=answer.procedure.code if answer.procedure else "",
        received=_local(answer.received_at) if seen.received else None,
        due=_local(answer.due_at) if seen.due else None,
        missing=answer.missing,
        fee=answer.fee if seen.fee is not None else None,
        steps=tuple(map(_line, answer.steps)) if seen.steps else (),
        also=seen.also,
    )


def _line(step: StepAnswer) -> Line:
    return Line(_local(step.at) or "", step.status, step.unit, step.officer, step.note)


def _local(at: datetime | None) -> str | None:
    return at.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M") if at else None
