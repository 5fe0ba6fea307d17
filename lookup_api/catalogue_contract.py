"""The whole catalogue of procedures as JSON, page by page: for kiosks, which keep it for when the centre is away."""

from pydantic import BaseModel, ConfigDict

from lookup_api.domain.procedure import Procedure

PAGE = 200


class CataloguePage(BaseModel):
    """Some procedures, by their codes; `next` is what to ask for the following page after, None on the last one. A
    reader ignores names that it does not know.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    procedures: tuple[Procedure, ...]
    next: str | None = None
