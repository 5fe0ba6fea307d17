"""Where a feed's rows come from when it is no database: files in a folder. Names of columns that a file's rows get."""

import codecs
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, field_validator

from sync_ingest.national.wire import SYNC_RECORDS, SYNC_STEPS

PLACE = "MOTCUA_PLACE"
"""Grows from row to row and from file to file; a changed file comes last. It is the watermark of such feeds."""

SPOT = "MOTCUA_SPOT"
"""The file and the row, for whoever has to mend a cell."""

ARRIVED = "MOTCUA_ARRIVED"
"""When the file was written, aware UTC: a time for rows that have none of their own."""

KEY = "MOTCUA_KEY"
"""Tells the rows of national pushes apart: the dossier's code, or a hash of all that a progress row says."""

SAID_AT = "MOTCUA_SAID_AT"
"""When what a row of a national push says came to be: the time that it states for its status, or when it came."""


class NationalService(StrEnum):
    """The services of the national format that carry rows."""

    DOSSIERS = SYNC_RECORDS
    PROGRESS = SYNC_STEPS


class Files(BaseModel):
    """CSV and XLSX files of a folder: which ones, and how they are written.

    `delimiter` and `sheet` are found out when they are not set. A file is read once nobody has written to it for
    `settle_seconds`. A byte order mark outweighs `encoding`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    pattern: str = Field(default="*", min_length=1)
    encoding: str = "utf-8"
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    sheet: str | None = None
    settle_seconds: float = Field(default=5, ge=0, le=3600)

    @field_validator("encoding")
    @classmethod
    def _encoding(cls, name: str) -> str:
        try:
            return codecs.lookup(name).name
        except LookupError as error:
            raise ValueError("no such encoding; try utf-8, utf-16, cp1258 or cp1252") from error

    @field_validator("pattern")
    @classmethod
    def _pattern(cls, pattern: str) -> str:
        if "/" in pattern or "\\" in pattern:
            raise ValueError("a pattern is of file names; the folder stands in the settings")
        return pattern
