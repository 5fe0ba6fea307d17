"""A cell of a file that cannot be read, which holds up no other."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WrongCell:
    """Stands where the cell's value would: why it has none. As a text it is empty, so it is no key either."""

    why: str

    def __str__(self) -> str:
        return ""
