"""The OpenAPI document: what is signed is read by hand, from the very bytes, so its forms are added by hand too."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, Field

from lookup_api.filing_form import FilingForm
from sync_ingest.envelope import CONTENT_TYPE, MOST_UPDATES, DeliveryForm

PLACE = "#/components/schemas/{model}"


class BatchForm(BaseModel):
    """A batch of updates."""

    updates: list[DeliveryForm] = Field(max_length=MOST_UPDATES)


FORMS: tuple[type[BaseModel], ...] = (BatchForm, FilingForm)


def body_of(form: type[BaseModel], **described: Any) -> dict[str, Any]:
    """What an operation's document says of its body, which is one of FORMS; `described` may bring an `example`."""
    content = {"schema": {"$ref": PLACE.format(model=form.__name__)}, **described}
    return {"requestBody": {"required": True, "content": {CONTENT_TYPE: content}}}


BATCH_BODY = body_of(BatchForm)


def describe_batch(app: FastAPI) -> None:
    """Let the document of `app` say what the bodies of FORMS refer to."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = get_openapi(title=app.title, version=app.version, routes=app.routes)
            parts = app.openapi_schema.setdefault("components", {}).setdefault("schemas", {})
            for form in FORMS:
                described = form.model_json_schema(ref_template=PLACE)
                parts.update(described.pop("$defs"), **{form.__name__: described})
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]  # FastAPI's documented way to add to the document
