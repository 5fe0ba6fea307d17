"""What a failure is over HTTP: its status, and its words as problem+json."""

from starlette.responses import Response

from lookup_api.domain.errors import (
    ChallengeRequired,
    CodeNotReadable,
    DossierNotFound,
    LookupFailure,
    LookupUnavailable,
    NumberNotReadable,
    SeveralCodes,
    TooManyRequests,
)
from lookup_api.domain.wording import Language, failure_sentence
from provisioning.problems import problem

STATUS: dict[type[LookupFailure], int] = {
    CodeNotReadable: 400,
    SeveralCodes: 400,
    NumberNotReadable: 400,
    DossierNotFound: 404,
    TooManyRequests: 429,
    ChallengeRequired: 429,
    LookupUnavailable: 503,
}
CHALLENGE_PAGE = "/xac-nhan"
RETRY_AFTER = {429: "60", 503: "30"}  # seconds


def status_of(failure: LookupFailure) -> int:
    """The HTTP status that says what `failure` says."""
    return STATUS.get(type(failure), 500)


def retry_headers(status: int) -> dict[str, str]:
    """When to come back, where that is worth saying."""
    return {"Retry-After": RETRY_AFTER[status]} if status in RETRY_AFTER else {}


def failure_problem(failure: LookupFailure) -> Response:
    """`failure` for a program, with a sentence for the citizen in Vietnamese (`detail`) and English (`title`)."""
    status = status_of(failure)
    english, vietnamese = (failure_sentence(failure.code, language) for language in (Language.EN, Language.VI))
    answer = problem(status, failure.code, english, vietnamese, **_way_on(failure))
    answer.headers.update(retry_headers(status))
    return answer


def _way_on(failure: LookupFailure) -> dict[str, object]:
    """Where a person answers the question that lets the program go on."""
    return {"challenge": CHALLENGE_PAGE} if isinstance(failure, ChallengeRequired) else {}
