"""The catalogue of procedures from a JSON file: a list of procedures with their papers, term and fee."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from lookup_api.domain.procedure import Procedure, ProcedureRef, TermUnit
from lookup_api.domain.receipt import Paper
from sync_ingest.errors import CatalogueNotReadable

Count = Annotated[int, Field(ge=0, le=1_000)]


class PaperForm(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=500)
    originals: Count = 0
    certified_copies: Count = 0
    photocopies: Count = 0


class ProcedureFileForm(BaseModel):
    """One procedure of the file. `fee` is in đồng; a term of 0 means that none is set."""

    model_config = ConfigDict(extra="forbid")

    code: str = Field(min_length=1, max_length=60)
    name: str = Field(min_length=1, max_length=500)
    field: str = Field(max_length=200)
    term: int = Field(ge=0, le=3_660)
    term_unit: TermUnit = TermUnit.WORKING_DAYS
    papers: tuple[PaperForm, ...] = ()
    fee: int = Field(default=0, ge=0, le=10**12)

    def to_domain(self) -> Procedure:
        """The procedure as a plain value."""
        return Procedure(
            ref=ProcedureRef(self.code, self.name, self.field),
            term=self.term,
            term_unit=self.term_unit,
            papers=tuple(Paper(**vars(paper)) for paper in self.papers),
            fee=self.fee,
        )


def read_procedures(text: str) -> list[Procedure]:
    """The procedures that the file's text lists; CatalogueNotReadable, saying where, when it is not of this form."""
    try:
        forms = TypeAdapter(list[ProcedureFileForm]).validate_json(text)
    except ValidationError as error:
        raise CatalogueNotReadable(str(error)) from error
    return [form.to_domain() for form in forms]
