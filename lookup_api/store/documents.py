"""Domain values as the JSON documents that rows hold, and back."""

import json
from typing import Any

from lookup_api.domain.codes import AgencyCode
from lookup_api.domain.disclosure import Applicant
from lookup_api.domain.update import StatusUpdate
from lookup_api.update_form import UpdateForm


def update_document(update: StatusUpdate) -> dict[str, Any]:
    """`update` with its sender, which the wire form leaves to the signature."""
    return {"sender": update.sender.value, **UpdateForm.of(update).as_json()}


def read_update(document: dict[str, Any]) -> StatusUpdate:
    """The update that `update_document` wrote."""
    form = {name: value for name, value in document.items() if name != "sender"}
    return UpdateForm.model_validate(form).to_domain(AgencyCode(document["sender"]))


def applicant_text(applicant: Applicant) -> str:
    """`applicant` as the text that is sealed."""
    fields = {name: getattr(applicant, name) for name in Applicant.__dataclass_fields__}
    return json.dumps(fields, ensure_ascii=False)


def read_applicant(text: str) -> Applicant:
    """The applicant that `applicant_text` wrote."""
    return Applicant(**json.loads(text))
