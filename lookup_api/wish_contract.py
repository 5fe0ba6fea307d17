"""What a kiosk asks for on a citizen's behalf, as JSON: to be told by SMS, to rate, to report a difference.

Wire format: docs/wire-format.md. The answer is always the same Taken, so that nobody learns who else has asked.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from lookup_api.domain.wording import Language

Id = Annotated[str, Field(min_length=16, max_length=60, pattern=r"^[A-Za-z0-9_-]+$")]
CodeText = Annotated[str, Field(max_length=200)]
Elsewhere = Literal["sms", "web", "paper"]


class Wish(BaseModel):
    """What all have: `id`, a random name, the same when it is sent again, and the language of the citizen's screen."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: Id
    language: Language


class NoticeWish(Wish):
    """Tell this number when the dossier changes."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": "5f0e4c1a9d7b4e21",
                "code": "H53.19-261102-0001",
                "phone": "0900 000 001",
                "language": "vi",
            }
        }
    )

    code: CodeText
    phone: str = Field(max_length=40, repr=False)


class RatingWish(Wish):
    """So many stars; `code` is the dossier that was looked at, null for none."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"id": "5f0e4c1a9d7b4e22", "stars": 5, "code": "H53.19-261102-0001", "language": "km"}
        }
    )

    stars: int = Field(ge=1, le=5)
    code: CodeText | None = None


class DifferenceWish(Wish):
    """Another channel, or the paper, says something else than the kiosk, which showed this version."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": "5f0e4c1a9d7b4e23",
                "code": "H53.19-261102-0001",
                "version": 3,
                "elsewhere": "sms",
                "language": "vi",
            }
        }
    )

    code: CodeText
    version: int = Field(ge=0)
    elsewhere: Elsewhere


class Taken(BaseModel):
    """The wish was taken."""

    model_config = ConfigDict(frozen=True, extra="ignore", json_schema_extra={"example": {"status": "taken"}})

    status: Literal["taken"] = "taken"
