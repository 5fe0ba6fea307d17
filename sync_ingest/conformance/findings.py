"""What a rule found. The evidence names places and fields, never what stands there."""

from collections.abc import Iterable, Sized
from dataclasses import dataclass
from enum import Enum

MOST_EVIDENCE = 12


class Grade(Enum):
    """Đạt, không đạt, chưa thấy: passed, failed, or nothing was seen that could tell."""

    PASS = "pass"
    FAIL = "fail"
    NOT_SEEN = "not_seen"


@dataclass(frozen=True, slots=True)
class Finding:
    """`evidence` are places such as `#3/1 due_at`: field due_at of the first item of exchange 3; at most a dozen, and
    `wrong` says how many there are. `seen` is how many things were looked at.
    """

    grade: Grade
    seen: int = 0
    wrong: int = 0
    evidence: tuple[str, ...] = ()


NOT_SEEN = Finding(Grade.NOT_SEEN)


def found(seen: Sized, wrong: Iterable[str]) -> Finding:
    """Failed when anything is `wrong`, not seen when nothing was `seen`, passed otherwise."""
    places = list(dict.fromkeys(wrong))
    if places:
        return Finding(Grade.FAIL, len(seen), len(places), tuple(places[:MOST_EVIDENCE]))
    return Finding(Grade.PASS, len(seen)) if len(seen) else NOT_SEEN
