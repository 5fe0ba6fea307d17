"""The OpenAPI document: the batch is read by hand, update by update, so its form is added by hand too."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, Field

from sync_ingest.envelope import CONTENT_TYPE, MOST_UPDATES, DeliveryForm

PLACE = "#/components/schemas/{model}"


class BatchForm(BaseModel):
    """A batch of updates."""

    updates: list[DeliveryForm] = Field(max_length=MOST_UPDATES)


BATCH_BODY: dict[str, Any] = {
    "requestBody": {"required": True, "content": {CONTENT_TYPE: {"schema": {"$ref": PLACE.format(model="BatchForm")}}}}
}


def describe_batch(app: FastAPI) -> None:
    """Let the document of `app` say what BATCH_BODY refers to."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = get_openapi(title=app.title, version=app.version, routes=app.routes)
            form = BatchForm.model_json_schema(ref_template=PLACE)
            parts = app.openapi_schema.setdefault("components", {}).setdefault("schemas", {})
            parts.update(form.pop("$defs"), BatchForm=form)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]  # FastAPI's documented way to add to the document
