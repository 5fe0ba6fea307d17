"""Why a difference is left for a person; agent and centre each have a sentence on it."""

from enum import StrEnum


class Why(StrEnum):
    """NEWER_ELSEWHERE: the newest word is not an agent's. ENTERED_ELSEWHERE: likewise, and the agency has no such
    dossier. ROW_NOT_READ: it may have, in a row that the profile does not cover. NOT_TAKEN: the centre quarantined it.
    MANY_GONE: so many are gone at once that it is not believed. DIFFERS_STILL: it was mended in vain.
    """

    NEWER_ELSEWHERE = "newer_elsewhere"
    ENTERED_ELSEWHERE = "entered_elsewhere"
    ROW_NOT_READ = "row_not_read"
    NOT_TAKEN = "not_taken"
    MANY_GONE = "many_gone"
    DIFFERS_STILL = "differs_still"
