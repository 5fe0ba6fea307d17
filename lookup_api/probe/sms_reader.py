"""Reads a reply by text message: its status, and its due day where there was room for one."""

from lookup_api.domain.errors import DossierNotFound
from lookup_api.domain.saying import DUE_ON, FOUND, STATUS, Facts
from lookup_api.domain.status import Status
from lookup_api.domain.wording import SMS_STATUS, Language, failure_sentence, status_name, without_accents
from lookup_api.errors import SayingNotReadable
from lookup_api.probe.page_reader import day_in

NOT_FOUND = 24
"""So many letters of the sentence for an unknown code are enough to know it by."""


def read_reply(text: str) -> Facts:
    """What a reply about one code says; SayingNotReadable when it is about something else."""
    said = _plain(text.partition(":")[2])
    if said.startswith(_plain(failure_sentence(DossierNotFound.code, Language.VI))[:NOT_FOUND]):
        return {FOUND: "no"}
    status = next((status for words, status in _STATUSES if said.startswith(words)), None)
    if status is None:
        raise SayingNotReadable
    due = day_in(said.partition("hen tra")[2])
    return {FOUND: "yes", STATUS: str(int(status))} | ({DUE_ON: due} if due else {})


def _plain(text: str) -> str:
    return " ".join(without_accents(text).lower().split())


def _names() -> list[tuple[str, Status]]:
    """The words for each status with their status, the longest first: one may begin like another."""
    names = {_plain(words): status for status, words in SMS_STATUS.items()}
    names |= {_plain(status_name(status, Language.VI)): status for status in Status}
    return sorted(names.items(), key=lambda name: -len(name[0]))


_STATUSES = _names()
