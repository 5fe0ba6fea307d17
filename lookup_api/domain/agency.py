"""An agency (cơ quan) that receives dossiers or has a part in them."""

from dataclasses import dataclass

from lookup_api.domain.codes import AgencyCode


@dataclass(frozen=True, slots=True)
class Agency:
    """Cơ quan: its identifier, its name as citizens read it, where its one-stop unit is, and how to call it.

    `also_codes` are older identifiers of the same agency that stand on receipts still; `local_code_pattern` is a
    regular expression for the codes of its own department system, None when it has none.
    """

    code: AgencyCode
    name: str
    address: str = ""
    phone: str = ""
    also_codes: tuple[AgencyCode, ...] = ()
    local_code_pattern: str | None = None
