"""What may be attached, and how much of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from lookup_api.domain.filing import Attachment

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileRules:
    """The limits of one filing's attachments; sizes in bytes."""

    largest: int = 5 * MEBIBYTE
    total: int = 20 * MEBIBYTE
    count: int = 8


class FileFault(StrEnum):
    """Why a file was not kept; the citizen reads the text `filing_file_{fault}`."""

    TOO_LARGE = "too_large"
    TOO_MUCH = "too_much"
    TOO_MANY = "too_many"
    WRONG_KIND = "wrong_kind"
    EMPTY = "empty"
    NO_ROOM = "no_room"
    TOO_OFTEN = "too_often"


@dataclass(frozen=True, slots=True)
class Admission:
    """Whether the files of one form may be kept: `kept` are those that it brought before; `refusal` is why none may be,
    and a form that is not ours (`is_ours` False) has none kept either.
    """

    is_ours: bool
    kept: tuple[Attachment, ...] = ()
    refusal: FileFault | None = None


Admit = Callable[[Mapping[str, str]], Admission]
"""Asked once, with the fields that came before the first file."""
