"""The dossier of the day: received at the counter, its receipt printed, and taken over by the department."""

from dataclasses import dataclass
from random import Random

from lookup_api.domain.codes import DossierCode
from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.procedure import Procedure
from tests.sample_site.catalogue import PROCEDURES, desk_of
from tests.sample_site.offices import CITY
from tests.sample_site.people import an_applicant
from tests.sample_site.site import Site


@dataclass(frozen=True, slots=True)
class Reception:
    """A dossier that the clerk received; `printed` is what the receipt printer got."""

    code: DossierCode
    procedure: Procedure
    applicant: Applicant
    printed: bytes


def receive_dossier(site: Site) -> Reception:
    """Have the clerk sign in, receive a dossier that the city handles alone, and print its receipt."""
    procedure = next(one for one in PROCEDURES if desk_of(one).agency == CITY and not desk_of(one).other)
    applicant, clerk = an_applicant(Random(60)), site.clerk()
    code = DossierCode.parse(clerk.receive(procedure.ref.code, applicant))
    return Reception(code, procedure, applicant, clerk.print_receipt(code.printed))
