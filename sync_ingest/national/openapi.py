"""What the OpenAPI document says of requests in the national format: they are read by hand, and leniently."""

from typing import Any

from sync_ingest.envelope import CONTENT_TYPE, MOST_UPDATES
from sync_ingest.national.wire import (
    FIND_DOSSIER,
    GET_PROCEDURE,
    LIST_PROCEDURES,
    RECORD_FIELDS,
    STEP_FIELDS,
    SYNC_RECORDS,
    SYNC_STEPS,
)

Schema = dict[str, Any]

SERVICES = [SYNC_RECORDS, SYNC_STEPS, FIND_DOSSIER, GET_PROCEDURE, LIST_PROCEDURES]
LISTS = ("TaiLieuNop", "DinhDanhCHS", "DSKetNoiCSDL")
TEXT: Schema = {"type": "string"}
LIST: Schema = {"type": "array", "items": {"type": "object"}}
FLAG: Schema = {"type": "string", "enum": ["True", "False"]}


def _object(properties: Schema, required: list[str]) -> Schema:
    return {"type": "object", "properties": properties, "required": required}


def _body(schema: Schema) -> Schema:
    return {"requestBody": {"required": True, "content": {CONTENT_TYPE: {"schema": schema}}}}


def _field(name: str) -> Schema:
    return LIST if name.startswith("DanhSach") or name in LISTS else TEXT


ITEMS: Schema = {
    "type": "array",
    "maxItems": MOST_UPDATES,
    "items": _object({name: _field(name) for name in (*RECORD_FIELDS, *STEP_FIELDS)}, ["MaHoSo"]),
}
LOG_IN = _body(_object({"username": TEXT, "password": TEXT}, ["username", "password"]))
CALL = _body(
    _object(
        {
            "session": TEXT,
            "madonvi": TEXT,
            "service": {"type": "string", "enum": SERVICES},
            "isUpdating": FLAG,
            "data": ITEMS,
            "mahoso": TEXT,
            "maTTHC": TEXT,
        },
        ["session", "service"],
    )
)
PUSH = _body(ITEMS) | {
    "parameters": [
        {"name": "MaDinhDanhDV", "in": "query", "required": False, "schema": TEXT},
        {"name": "isUpdating", "in": "query", "required": False, "schema": FLAG},
    ]
}
