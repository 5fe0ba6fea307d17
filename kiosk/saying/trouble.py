"""What is said of a problem: a number for the telephone, a title, a sentence for the citizen, and what a clerk does."""

from dataclasses import dataclass

from kiosk.errors import (
    CameraUnavailable,
    CentreAway,
    CentreSlow,
    ClockWrong,
    DiskFull,
    KioskFault,
    NotEnrolled,
    OutOfService,
    PaperLow,
    PaperOut,
    PaperUnknown,
    PrinterUnavailable,
    ScannerUnavailable,
    VoiceUnavailable,
)
from kiosk.languages.shelf import CATALOGUES
from lookup_api.domain.errors import (
    CodeNotReadable,
    DossierNotFound,
    LookupFailure,
    LookupUnavailable,
    NumberNotReadable,
    SeveralCodes,
    TooManyRequests,
)
from lookup_api.domain.wording import Language, failure_sentence
from lookup_api.errors import DeviceRefused

NUMBERS: dict[str, str] = {
    CodeNotReadable.code: "M01",
    SeveralCodes.code: "M02",
    DossierNotFound.code: "M03",
    TooManyRequests.code: "M04",
    LookupUnavailable.code: "M05",
    DeviceRefused.code: "M06",
    NumberNotReadable.code: "M07",
    LookupFailure.code: "M09",
    CameraUnavailable.code: "M21",
    PrinterUnavailable.code: "M22",
    NotEnrolled.code: "M23",
    ScannerUnavailable.code: "M24",
    PaperLow.code: "M25",
    PaperOut.code: "M26",
    PaperUnknown.code: "M27",
    VoiceUnavailable.code: "M28",
    KioskFault.code: "M29",
    ClockWrong.code: "M31",
    DiskFull.code: "M32",
    CentreSlow.code: "M33",
    CentreAway.code: "M34",
    OutOfService.code: "M35",
}


@dataclass(frozen=True, slots=True)
class TroubleText:
    """What the trouble screen says."""

    number: str
    title: str
    sentence: str
    clerk: str


def trouble_text(problem: str, language: Language) -> TroubleText:
    """The texts for the code of a LookupFailure or a KioskFault; an unknown code is told like a failed look-up."""
    words = CATALOGUES[language]
    known = problem if problem in NUMBERS else LookupFailure.code
    return TroubleText(
        NUMBERS[known],
        words.trouble_titles.get(known, words.trouble_title),
        words.sentences.get(known) or failure_sentence(known, language),
        words.clerk[known],
    )
