"""What every channel tells of the offices (articles 5.4, 10.7), from one file: hotline, number for text messages,
one-stop units, kiosks. Web, receipts, replies by text message and kiosks say the same because they read the same.
"""

import tomllib
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

LONGEST_NUMBER = 20  # signs, so that it fits into a text message too
Text = Annotated[str, Field(min_length=1, max_length=200)]
Words = Annotated[str, Field(max_length=200)]
Number = Annotated[str, Field(max_length=LONGEST_NUMBER, pattern=r"^[0-9+ ().-]*$")]


class SiteNotReadable(Exception):
    """The file about the offices cannot be read; the text says what is wrong with it."""

    code: ClassVar[str] = "site_not_readable"


class Unit(BaseModel):
    """A one-stop unit (bộ phận một cửa), in the words that citizens read; `hours` are when it is open."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text
    address: Text
    phone: Number = ""
    hours: Words = ""


class Kiosk(BaseModel):
    """A kiosk: the place it stands at, and in `note` what helps to reach it, such as a way for wheelchairs."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    place: Text
    address: Text
    hours: Words = ""
    note: Words = ""


class SiteFacts(BaseModel):
    """What is told of the offices, in Vietnamese; "" and () are left out everywhere."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "example": {
                "name": "Ủy ban nhân dân thành phố Tây Ninh",
                "address": "Số 1, đường Mẫu Một, thành phố Tây Ninh",
                "hotline": "0276 3000 000",
                "hotline_hours": "7:00–17:00, thứ Hai đến thứ Sáu",
                "sms_number": "0900 000 019",
                "units": [
                    {
                        "name": "Bộ phận một cửa phường Một",
                        "address": "Số 10, đường Mẫu Hai, phường Một",
                        "phone": "0276 3000 010",
                        "hours": "7:00–11:30 và 13:30–17:00, thứ Hai đến thứ Sáu",
                    }
                ],
                "kiosks": [
                    {
                        "place": "Sảnh Ủy ban nhân dân thành phố",
                        "address": "Số 1, đường Mẫu Một, thành phố Tây Ninh",
                        "hours": "6:00–20:00 mỗi ngày",
                        "note": "Có lối đi cho xe lăn",
                    }
                ],
            }
        },
    )

    name: Words = ""
    address: Words = ""
    hotline: Number = ""
    hotline_hours: Words = ""
    sms_number: Number = ""
    units: tuple[Unit, ...] = ()
    kiosks: tuple[Kiosk, ...] = ()


def read_site(path: Path | None = None) -> SiteFacts:
    """What the file `path` tells, or nothing when there is no file; SiteNotReadable when it is not such a file."""
    if path is None:
        return SiteFacts()
    try:
        return SiteFacts.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise SiteNotReadable(f"{path}: {_first_fault(error)}") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SiteNotReadable(f"{path}: {error}") from error


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False, include_context=False)[0]
    return f"{'.'.join(str(step) for step in fault['loc'])}: {fault['msg']}"
